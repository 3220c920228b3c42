//! Rules that the whole OpenAPI document keeps, so that what is generated from it compiles and accepts what the server
//! sends. Each rule is also run on the document with a violation planted in it.

mod rules;
mod schemas;

use std::fs;

use serde_json::{Value, json};

use self::rules::{
    codes_are_listed, examples_fit, examples_of_problems_have_their_status, lists_of_requests_are_closed,
    lists_of_responses_are_open, numbers_of_requests_are_bounded, objects_of_requests_are_closed,
    objects_of_responses_are_open, parameters_are_not_nullable, sent_fields_are_required,
    texts_of_problems_are_sentences, texts_of_requests_are_limited,
};
use crate::markdown::repository;

/// A rule, a violation of it, and what the rule reports then.
struct Rule {
    /// The violations of a document, by where they are.
    check: fn(&Value) -> Vec<String>,
    /// The value to replace, as a JSON Pointer.
    pointer: &'static str,
    replacement: fn() -> Value,
    reported: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        check: parameters_are_not_nullable,
        pointer: "/paths/~1api~1v1~1products/get/parameters/0/schema/type",
        replacement: || json!(["integer", "null"]),
        reported: "GET /api/v1/products: pageSize",
    },
    Rule {
        check: sent_fields_are_required,
        pointer: "/components/schemas/ListUsersResponse/required",
        replacement: || json!(["users"]),
        reported: "ListUsersResponse.nextToken",
    },
    Rule {
        check: codes_are_listed,
        pointer: "/components/schemas/Problem/properties/code",
        replacement: || json!({"type": "string"}),
        reported: "Problem.code",
    },
    Rule {
        check: lists_of_responses_are_open,
        pointer: "/components/schemas/Role/x-open-set",
        replacement: || json!(false),
        reported: "Role",
    },
    Rule {
        check: lists_of_responses_are_open,
        pointer: "/components/schemas/WebhookEvent/x-open-set",
        replacement: || json!(false),
        reported: "WebhookEvent",
    },
    Rule {
        check: sent_fields_are_required,
        pointer: "/components/schemas/SessionEndedEvent/properties/data/required",
        replacement: || json!([]),
        reported: "SessionEndedEvent.data.sessionId",
    },
    Rule {
        check: lists_of_requests_are_closed,
        pointer: "/components/schemas/AdvanceOrderRequest/properties/status",
        replacement: || json!({"$ref": "#/components/schemas/OrderStatus"}),
        reported: "OrderStatus",
    },
    Rule {
        check: objects_of_requests_are_closed,
        pointer: "/components/schemas/LogInRequest/additionalProperties",
        replacement: || json!(true),
        reported: "LogInRequest",
    },
    Rule {
        check: objects_of_responses_are_open,
        pointer: "/components/schemas/User",
        replacement: || json!({"type": "object", "additionalProperties": false}),
        reported: "User",
    },
    Rule {
        check: numbers_of_requests_are_bounded,
        pointer: "/components/schemas/LogInRequest/properties/username",
        replacement: || json!({"type": "integer", "minimum": 1}),
        reported: "LogInRequest.username",
    },
    Rule {
        check: texts_of_requests_are_limited,
        pointer: "/components/schemas/SignUpRequest/properties/username",
        replacement: || json!({"type": "string", "minLength": 5}),
        reported: "SignUpRequest.username",
    },
    Rule {
        check: examples_fit,
        pointer: "/components/schemas/SignUpRequest/properties/username/example",
        replacement: || json!("ada"),
        reported: "SignUpRequest.username",
    },
    Rule {
        check: examples_fit,
        pointer: "/paths/~1problems~1{code}/get/parameters/0/example",
        replacement: || json!("Not Found"),
        reported: "GET /problems/{code}: code",
    },
    Rule {
        check: examples_fit,
        pointer: "/components/schemas/Problem/properties/status/example",
        replacement: || json!(9999),
        reported: "Problem.status",
    },
    Rule {
        check: texts_of_problems_are_sentences,
        pointer: "/components/examples/not-found/description",
        replacement: || json!("No stop"),
        reported: "not-found",
    },
    Rule {
        check: examples_of_problems_have_their_status,
        pointer: "/components/examples/not-found/value/status",
        replacement: || json!(410),
        reported: "GET /api/v1/products/{id}: 404 not-found",
    },
];

fn document() -> Value {
    serde_json::from_str(&fs::read_to_string(repository().join("docs/openapi.json")).unwrap()).unwrap()
}

#[test]
fn the_document_keeps_every_rule() {
    let document = document();
    let violations: Vec<_> = RULES.iter().flat_map(|rule| (rule.check)(&document)).collect();
    assert_eq!(violations, Vec::<String>::new());
}

#[test]
fn each_rule_reports_a_planted_violation() {
    for rule in RULES {
        let mut document = document();
        let found = document.pointer_mut(rule.pointer);
        *found.unwrap_or_else(|| panic!("nothing is at {}", rule.pointer)) = (rule.replacement)();
        let violations = (rule.check)(&document);
        assert!(violations.iter().any(|violation| violation == rule.reported), "{}: {violations:?}", rule.pointer);
    }
}
