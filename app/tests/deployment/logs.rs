//! The log messages that the template's filters match are in the source.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::template::Template;

#[test]
fn the_alarm_on_dead_letters_waits_for_what_the_log_says() {
    let template = Template::real();
    let filter = template.sole("AWS::Logs::MetricFilter").properties;
    let pattern = filter["FilterPattern"].as_str().unwrap();
    let message = pattern.strip_prefix("{ $.message = \"").and_then(|rest| rest.strip_suffix("\" }")).unwrap();
    let source = "../core/application/src/services/event_dispatcher/cycle.rs";
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(source)).unwrap();
    assert!(text.contains(&format!("error!(%event, attempts, %reason, \"{message}\")")), "{message}");
}

#[test]
fn the_log_of_the_api_is_json() {
    let template = Template::real();
    let settings = &template.sole("AWS::ApiGatewayV2::Stage").properties["AccessLogSettings"];
    let line: Value = serde_json::from_str(settings["Format"].as_str().unwrap()).unwrap();
    for (name, value) in line.as_object().unwrap() {
        let is_variable = value.as_str().is_some_and(|text| text.starts_with("$context."));
        assert!(is_variable, "{name}: {value}");
    }
    assert_eq!(line["caller"], json!("$context.identity.userArn"));
}

#[test]
fn every_log_ends() {
    let template = Template::real();
    let groups: Vec<_> = template.resources_of("AWS::Logs::LogGroup").collect();
    assert_eq!(groups.len(), 2);
    for group in groups {
        assert_eq!(group.properties["RetentionInDays"], json!({"Ref": "LogRetentionDays"}), "{}", group.name);
    }
}
