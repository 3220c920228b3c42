//! The template's table equals the one that `tranche migrate up` creates.

use std::process::Command;

use serde_json::{Value, json};

use crate::{stub::Stub, template::Template};

/// The requests of `tranche migrate up` to DynamoDB, combined into the form of the template.
fn made_by_the_code() -> Value {
    let (stub, folder) = (Stub::start(), tempfile::tempdir().unwrap());
    let url = format!("dynamodb://tranche?region=local&endpoint={}", stub.url);
    let output = Command::new(env!("CARGO_BIN_EXE_tranche"))
        .args(["migrate", "up"])
        .current_dir(&folder)
        .env_clear()
        .env("TRANCHE_STORE__URL", url)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut table = json!({});
    for (operation, request) in stub.asked() {
        if ["createtable", "updatetable", "updatetimetolive", "updatecontinuousbackups"].contains(&operation.as_str()) {
            table.as_object_mut().unwrap().append(&mut request.as_object().unwrap().clone());
        }
    }
    table.as_object_mut().unwrap().remove("TableName").unwrap();
    table
}

/// The template's table, without properties that only the template sets.
fn of(template: &Template) -> Value {
    let mut table = template.sole("AWS::DynamoDB::Table").properties.clone();
    for (name, expected) in [
        ("DeletionProtectionEnabled", json!(true)),
        ("SSESpecification", json!({"SSEEnabled": true, "SSEType": "KMS"})),
    ] {
        assert_eq!(table.as_object_mut().unwrap().remove(name), Some(expected));
    }
    table
}

#[test]
fn the_table_is_the_one_that_the_code_makes() {
    assert_eq!(of(&Template::real()), made_by_the_code());
}

#[test]
fn another_table_is_seen() {
    let made = made_by_the_code();
    for (line, other) in [
        ("{ AttributeName: ttl, Enabled: true }", "{ AttributeName: ttl, Enabled: false }"),
        ("{ AttributeName: ttl, Enabled: true }", "{ AttributeName: expires, Enabled: true }"),
        ("{ AttributeName: pk, KeyType: HASH }", "{ AttributeName: id, KeyType: HASH }"),
        ("IndexName: by_time", "IndexName: by_name"),
        ("ProjectionType: INCLUDE\n", "ProjectionType: ALL\n"),
        ("NonKeyAttributes: [kind]\n", "NonKeyAttributes: [kind, role]\n"),
        ("NonKeyAttributes: [kind] }", "NonKeyAttributes: [kind, role] }"),
        ("{ AttributeName: actor_id, KeyType: HASH }", "{ AttributeName: kind, KeyType: HASH }"),
        ("BillingMode: PAY_PER_REQUEST", "BillingMode: PROVISIONED"),
        ("PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false"),
    ] {
        assert_ne!(of(&Template::with([(line, other)])), made, "{other}");
    }
}
