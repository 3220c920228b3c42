//! The function's role permits the calls of the code, on its own resources, and no others.

use std::{collections::BTreeSet, fs, path::Path};

use regex::Regex;
use serde_json::{Value, json};

use crate::template::Template;

/// The actions without resource-level permissions in IAM, for which only `*` is possible.
const UNBOUNDED: [&str; 2] = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
/// The actions on the streams of a log, whose names Lambda generates. The ARN of a log group ends in `:*`, for its
/// streams.
const OF_STREAMS: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];
/// The pattern of a parameter that names one secret.
const ONE_SECRET: &str = "(arn:[a-z-]+:secretsmanager:[^*?]+:secret:[^*?]+)?";

/// A statement of a policy, without the conditions around it.
fn statements(template: &Template) -> Vec<Value> {
    let mut found = Vec::new();
    for role in template.resources_of("AWS::IAM::Role") {
        for policy in role.properties["Policies"].as_array().unwrap() {
            for statement in policy["PolicyDocument"]["Statement"].as_array().unwrap() {
                found.extend(branches(statement).into_iter().filter(|branch| branch.get("Ref").is_none()).cloned());
            }
        }
    }
    found
}

/// The two sides of `Fn::If`, or the value itself.
fn branches(value: &Value) -> Vec<&Value> {
    let sides = value.get("Fn::If").and_then(Value::as_array);
    sides.map_or_else(|| vec![value], |sides| sides.iter().skip(1).collect())
}

fn one_or_many(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |values| values.iter().collect())
}

fn violations(template: &Template) -> Vec<String> {
    let mut found = Vec::new();
    for role in template.resources_of("AWS::IAM::Role") {
        if !role.properties["ManagedPolicyArns"].is_null() {
            found.push(format!("{}: policies outside of the role", role.name));
        }
        let trusted = &role.properties["AssumeRolePolicyDocument"]["Statement"];
        if trusted[0]["Principal"] != json!({"Service": "lambda.amazonaws.com"}) || !trusted[1].is_null() {
            found.push(format!("{}: a principal other than the function", role.name));
        }
    }
    for statement in statements(template) {
        for key in statement.as_object().unwrap().keys().filter(|key| key.starts_with("Not")) {
            found.push(format!("{key}: an exclusion instead of a list"));
        }
        let actions: Vec<_> = one_or_many(&statement["Action"]).into_iter().map(|action| action.as_str()).collect();
        for action in &actions {
            if action.is_none_or(|action| action.contains(['*', '?'])) {
                found.push(format!("{action:?}: an action with a wildcard"));
            }
        }
        for resource in one_or_many(&statement["Resource"]).into_iter().flat_map(branches) {
            let is_exception = match actions.as_slice() {
                actions if actions == UNBOUNDED.map(Some) => resource == &json!("*"),
                actions if actions == OF_STREAMS.map(Some) => resource == &json!({"Fn::GetAtt": "FunctionLogs.Arn"}),
                _ => false,
            };
            if !is_exception && !is_one(template, resource) {
                found.push(format!("{resource}: a resource with a wildcard"));
            }
        }
    }
    found
}

/// Whether this is a single resource: none, the table, one of its indexes, or a secret.
fn is_one(template: &Template, resource: &Value) -> bool {
    let Some((function, argument)) = resource.as_object().and_then(|object| object.iter().next()) else {
        return false;
    };
    let argument = argument.as_str().unwrap_or_default();
    let is_of = |kind: &str, suffix: &str| {
        let name = argument.strip_suffix(suffix);
        template.resources_of(kind).any(|resource| Some(resource.name) == name)
    };
    match function.as_str() {
        "Ref" => argument == "AWS::NoValue" || template.pattern_of(argument) == Some(ONE_SECRET),
        "Fn::GetAtt" => is_of("AWS::DynamoDB::Table", ".Arn") || is_of("AWS::SecretsManager::Secret", ".Id"),
        "Fn::Sub" => ["${Table.Arn}/index/by_time", "${Table.Arn}/index/by_actor"].contains(&argument),
        _ => false,
    }
}

#[test]
fn the_role_has_no_wildcard() {
    assert_eq!(violations(&Template::real()), [""; 0]);
}

#[test]
fn a_wildcard_is_seen() {
    for (line, other, violation) in [
        ("- dynamodb:GetItem", "- dynamodb:Get*", "Some(\"dynamodb:Get*\"): an action with a wildcard"),
        ("Action: dynamodb:Query", "Action: '*'", "Some(\"*\"): an action with a wildcard"),
        ("Action: dynamodb:Query", "NotAction: dynamodb:Scan", "NotAction: an exclusion instead of a list"),
        ("Resource: !GetAtt Table.Arn", "Resource: '*'", "\"*\": a resource with a wildcard"),
        (
            "${Table.Arn}/index/by_time",
            "${Table.Arn}/index/*",
            "{\"Fn::Sub\":\"${Table.Arn}/index/*\"}: a resource with a wildcard",
        ),
        (
            "[xray:PutTelemetryRecords, xray:PutTraceSegments]",
            "xray:PutTraceSegments",
            "\"*\": a resource with a wildcard",
        ),
        (
            "Resource: !GetAtt Table.Arn",
            "Resource: !GetAtt FunctionLogs.Arn",
            "{\"Fn::GetAtt\":\"FunctionLogs.Arn\"}: a resource with a wildcard",
        ),
        (
            "- !If [HasWebhook, !Ref WebhookSecretArn, !Ref AWS::NoValue]",
            "- !Ref AlarmTopicArn",
            "{\"Ref\":\"AlarmTopicArn\"}: a resource with a wildcard",
        ),
        (
            "Description: What the function of Tranche may do",
            "ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess']",
            "FunctionRole: policies outside of the role",
        ),
        (
            "Principal: { Service: lambda.amazonaws.com }",
            "Principal: { AWS: !Ref AWS::AccountId }",
            "FunctionRole: a principal other than the function",
        ),
    ] {
        let found = violations(&Template::with([(line, other)]));
        assert!(found.contains(&violation.to_owned()), "{other}: {found:?}");
    }
}

#[test]
fn the_role_may_do_what_the_store_does() {
    let allowed: BTreeSet<_> = statements(&Template::real())
        .iter()
        .flat_map(|statement| one_or_many(&statement["Action"]).into_iter().cloned().collect::<Vec<_>>())
        .filter_map(|action| action.as_str().and_then(|action| action.strip_prefix("dynamodb:")).map(str::to_owned))
        .collect();
    let done = operations_of_the_store();
    // A commit needs the right to each of its operations, and none to itself; the function never alters the table. Its table
    // is made by the stack, so it need not look whether there are items of another program; dumps, which scan it, are the
    // operator's.
    let of_a_commit = ["ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem"].map(str::to_owned);
    let by_nobody = |name: &String| {
        ["TransactWriteItems", "CreateTable", "Scan"].contains(&name.as_str())
            || name.starts_with("Update") && name != "UpdateItem"
    };
    let needed: BTreeSet<_> = done.into_iter().filter(|name| !by_nobody(name)).chain(of_a_commit).collect();
    assert_eq!(allowed, needed);
}

/// The operations of DynamoDB that the store's code calls on the client.
fn operations_of_the_store() -> BTreeSet<String> {
    let call = Regex::new(r"\bclient\s*\.([a-z_]+)\(\)").unwrap();
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/dynamodb/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            let calls = call.captures_iter(&text).map(|call| call[1].to_owned());
            found.extend(calls.filter(|name| name != "clone" && name != "build_https").map(|name| in_capitals(&name)));
        }
    }
    found
}

/// `get_item` as `GetItem`.
fn in_capitals(name: &str) -> String {
    name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
