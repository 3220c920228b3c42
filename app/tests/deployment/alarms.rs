//! Every alarm notifies the topic that the operator names, both when it begins and when it is over.

use serde_json::json;

use crate::template::Template;

fn violations(template: &Template) -> Vec<String> {
    let topic = json!([{"Fn::If": ["HasAlarmTopic", {"Ref": "AlarmTopicArn"}, {"Ref": "AWS::NoValue"}]}]);
    let alarms = template.resources_of("AWS::CloudWatch::Alarm");
    alarms
        .flat_map(|alarm| ["AlarmActions", "OKActions"].map(|actions| (alarm, actions)))
        .filter(|(alarm, actions)| alarm.properties[*actions] != topic)
        .map(|(alarm, actions)| format!("{}: {actions} notify no topic", alarm.name))
        .collect()
}

#[test]
fn every_alarm_notifies_the_topic() {
    assert_eq!(violations(&Template::real()), [""; 0]);
    assert_eq!(Template::real().resources_of("AWS::CloudWatch::Alarm").count(), 12);
    assert_eq!(violations(&Template::firewall()), [""; 0]);
}

#[test]
fn a_silent_alarm_is_seen() {
    let silent = "Silent: { Type: AWS::CloudWatch::Alarm, Properties: { AlarmActions: [!Ref AlarmTopicArn] } }";
    let found = violations(&Template::with_resource(silent));
    assert_eq!(found, ["Silent: AlarmActions notify no topic", "Silent: OKActions notify no topic"]);
}
