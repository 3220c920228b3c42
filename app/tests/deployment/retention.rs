//! Resources that can't be restored are retained when the stack is deleted, or when an update would replace them.

use serde_json::json;

use crate::template::Template;

/// Resources that hold data, or keys without which data can't be read.
const KEPT: [&str; 3] = ["AWS::DynamoDB::Table", "AWS::Logs::LogGroup", "AWS::SecretsManager::Secret"];
/// A password that is changed after its first use.
const PASSING: &str = "BootstrapPassword";

fn violations(template: &Template) -> Vec<String> {
    let kept = template.resources().filter(|resource| KEPT.contains(&resource.kind) && resource.name != PASSING);
    kept.filter(|resource| {
        let (deletion, replacement) = (&resource.whole["DeletionPolicy"], &resource.whole["UpdateReplacePolicy"]);
        let outlives_the_stack = [json!("Retain"), json!("RetainExceptOnCreate")].contains(deletion);
        !outlives_the_stack || replacement != &json!("Retain")
    })
    .map(|resource| format!("{} is deleted with the stack", resource.name))
    .collect()
}

#[test]
fn data_and_secrets_outlive_the_stack() {
    assert_eq!(violations(&Template::real()), [""; 0]);
}

#[test]
fn what_goes_with_the_stack_is_seen() {
    let table = "    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n";
    for policy in ["    DeletionPolicy: Delete\n", "    DeletionPolicy: Snapshot\n", ""] {
        let template = Template::with([(table, &format!("    Type: AWS::DynamoDB::Table\n{policy}"))]);
        assert_eq!(violations(&template), ["Table is deleted with the stack"], "{policy}");
    }
    let secret = "Another: { Type: AWS::SecretsManager::Secret, DeletionPolicy: Retain, UpdateReplacePolicy: Delete }";
    assert_eq!(violations(&Template::with_resource(secret)), ["Another is deleted with the stack"]);
}

#[test]
fn earlier_states_of_the_table_can_be_had_again() {
    let template = Template::real();
    let table = template.sole("AWS::DynamoDB::Table").properties;
    assert_eq!(table["PointInTimeRecoverySpecification"], json!({"PointInTimeRecoveryEnabled": true}));
}
