use api_compatibility::Rule;
use serde_json::{Value, json};

use crate::{
    breaks,
    document::{at, document, remove, rename},
    rules,
};

/// A change that breaks a call.
pub(crate) struct Plant {
    pub(crate) rule: Rule,
    pub(crate) operation: &'static str,
    pub(crate) pointer: &'static str,
    pub(crate) change: fn(&mut Value),
    /// What it breaks to undo the change.
    pub(crate) undone: &'static [Rule],
}

const LIST: &str = "GET /notes";
const CREATE: &str = "POST /notes";

pub(crate) const PLANTS: &[Plant] = &[
    Plant {
        rule: Rule::OperationRemoved,
        operation: "DELETE /notes/{id}",
        pointer: "/paths/~1notes~1{id}/delete",
        change: |new| drop(remove(new, "/paths/~1notes~1{id}")),
        undone: &[],
    },
    Plant {
        rule: Rule::OperationIdChanged,
        operation: LIST,
        pointer: "/paths/~1notes/get/operationId",
        change: |new| *at(new, "/paths/~1notes/get/operationId") = json!("getNotes"),
        undone: &[Rule::OperationIdChanged],
    },
    Plant {
        rule: Rule::PathParameterRenamed,
        operation: "DELETE /notes/{id}",
        pointer: "/paths/~1notes~1{note}/delete",
        change: |new| {
            *at(new, "/paths/~1notes~1{id}/delete/parameters/0/name") = json!("note");
            rename(new, "/paths/~1notes~1{id}", "/notes/{note}");
        },
        undone: &[Rule::PathParameterRenamed],
    },
    Plant {
        rule: Rule::ServerRemoved,
        operation: LIST,
        pointer: "/servers",
        change: |new| drop(remove(new, "/servers/1")),
        undone: &[],
    },
    Plant {
        rule: Rule::ParameterRemoved,
        operation: LIST,
        pointer: "/paths/~1notes/get/parameters/0",
        change: |new| drop(remove(new, "/paths/~1notes/get/parameters")),
        undone: &[],
    },
    Plant {
        rule: Rule::RequiredParameterAdded,
        operation: LIST,
        pointer: "/paths/~1notes/get/parameters/1",
        change: |new| {
            let parameter = json!({"name": "tenant", "in": "query", "required": true, "schema": {"type": "string"}});
            at(new, "/paths/~1notes/get/parameters").as_array_mut().unwrap().push(parameter);
        },
        undone: &[Rule::ParameterRemoved],
    },
    Plant {
        // It is a parameter of the path, and so of each of its operations.
        rule: Rule::ParameterBecameRequired,
        operation: CREATE,
        pointer: "/paths/~1notes/parameters/0/required",
        change: |new| at(new, "/paths/~1notes/parameters/0")["required"] = json!(true),
        undone: &[],
    },
    Plant {
        rule: Rule::SerializationChanged,
        operation: LIST,
        pointer: "/paths/~1notes/get/parameters/0",
        change: |new| at(new, "/paths/~1notes/get/parameters/0")["explode"] = json!(false),
        undone: &[Rule::SerializationChanged],
    },
    Plant {
        rule: Rule::RequestBodyRemoved,
        operation: CREATE,
        pointer: "/paths/~1notes/post/requestBody",
        change: |new| drop(remove(new, "/paths/~1notes/post/requestBody")),
        undone: &[],
    },
    Plant {
        rule: Rule::RequestBodyBecameRequired,
        operation: CREATE,
        pointer: "/paths/~1notes/post/requestBody/required",
        change: |new| at(new, "/paths/~1notes/post/requestBody")["required"] = json!(true),
        undone: &[],
    },
    Plant {
        rule: Rule::RequestMediaTypeRemoved,
        operation: CREATE,
        pointer: "/paths/~1notes/post/requestBody/content/text~1plain",
        change: |new| drop(remove(new, "/paths/~1notes/post/requestBody/content/text~1plain")),
        undone: &[],
    },
    Plant {
        rule: Rule::SuccessStatusRemoved,
        operation: LIST,
        pointer: "/paths/~1notes/get/responses/200",
        change: |new| drop(remove(new, "/paths/~1notes/get/responses/200")),
        undone: &[Rule::SuccessStatusAdded],
    },
    Plant {
        rule: Rule::SuccessStatusAdded,
        operation: CREATE,
        pointer: "/paths/~1notes/post/responses/202",
        change: |new| at(new, "/paths/~1notes/post/responses")["202"] = json!({"description": "Later."}),
        undone: &[Rule::SuccessStatusRemoved],
    },
    Plant {
        rule: Rule::ResponseMediaTypeRemoved,
        operation: LIST,
        pointer: "/paths/~1notes/get/responses/200/content/text~1csv",
        change: |new| drop(remove(new, "/paths/~1notes/get/responses/200/content/text~1csv")),
        undone: &[],
    },
    Plant {
        rule: Rule::ResponseHeaderRemoved,
        operation: LIST,
        pointer: "/paths/~1notes/get/responses/200/headers/ETag",
        change: |new| drop(remove(new, "/paths/~1notes/get/responses/200/headers/ETag")),
        undone: &[],
    },
    Plant {
        rule: Rule::ResponseHeaderBecameOptional,
        operation: LIST,
        pointer: "/paths/~1notes/get/responses/200/headers/ETag/required",
        change: |new| *at(new, "/paths/~1notes/get/responses/200/headers/ETag/required") = json!(false),
        undone: &[],
    },
    Plant {
        rule: Rule::ProblemCodeRemoved,
        operation: LIST,
        pointer: "/paths/~1notes/get/responses/404/content/application~1problem+json/examples/tag-not-found/value",
        change: |new| {
            let examples = "/paths/~1notes/get/responses/404/content/application~1problem+json/examples";
            drop(remove(new, &format!("{examples}/tag-not-found")));
        },
        undone: &[],
    },
    Plant {
        rule: Rule::ProblemStatusChanged,
        operation: LIST,
        pointer: "/paths/~1notes/get/responses/404/content/application~1problem+json/examples/not-found/value",
        change: |new| rename(new, "/paths/~1notes/get/responses/404", "410"),
        undone: &[Rule::ProblemStatusChanged],
    },
    Plant {
        rule: Rule::AuthenticationRequired,
        operation: CREATE,
        pointer: "/paths/~1notes/post/security",
        change: |new| *at(new, "/paths/~1notes/post/security") = json!([{"session": []}]),
        undone: &[],
    },
    Plant {
        rule: Rule::SecurityAlternativeRemoved,
        operation: LIST,
        pointer: "/paths/~1notes/get/security",
        change: |new| drop(remove(new, "/paths/~1notes/get/security/0")),
        undone: &[],
    },
    Plant {
        rule: Rule::SecurityScopeAdded,
        operation: LIST,
        pointer: "/paths/~1notes/get/security",
        change: |new| *at(new, "/paths/~1notes/get/security/1/token") = json!(["read", "list"]),
        undone: &[],
    },
    Plant {
        rule: Rule::SecuritySchemeChanged,
        operation: LIST,
        pointer: "/components/securitySchemes/session",
        change: |new| *at(new, "/components/securitySchemes/session/name") = json!("sid"),
        undone: &[Rule::SecuritySchemeChanged],
    },
];

/// Fails unless the change breaks its rule alone, there and there alone, and undoing it breaks what is said.
pub(crate) fn try_out(plant: &Plant) {
    let (old, mut new) = (document(), document());
    (plant.change)(&mut new);
    let rule = plant.rule;
    assert_eq!(rules(&old, &new), [rule].into(), "{:#?}", breaks(&old, &new));
    let found = breaks(&old, &new);
    let is_named = found.iter().any(|found| found.operation == plant.operation && found.pointer == plant.pointer);
    assert!(is_named, "{rule} is not found at {} · {}: {found:#?}", plant.operation, plant.pointer);
    let said: Vec<_> = found.iter().map(|found| (&found.was, &found.is)).collect();
    assert!(said.iter().all(|(was, is)| was != is), "{rule}: {said:?}");
    assert_eq!(rules(&new, &old), plant.undone.iter().copied().collect(), "{rule}, undone");
}

#[test]
fn each_break_of_a_call_is_found_and_undoing_it_is_another_change() {
    PLANTS.iter().for_each(try_out);
}

#[test]
fn a_break_is_named_by_rule_operation_and_pointer_with_what_was_and_is() {
    let (old, mut new) = (document(), document());
    *at(&mut new, "/paths/~1notes/get/operationId") = json!("getNotes");
    let found: Vec<_> = breaks(&old, &new).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["operation-id-changed · GET /notes · /paths/~1notes/get/operationId · was listNotes, is getNotes"]
    );
}

#[test]
fn a_media_type_is_kept_by_a_range_and_in_any_case() {
    let (old, mut new) = (document(), document());
    rename(&mut new, "/paths/~1notes/post/requestBody/content/text~1plain", "text/*");
    rename(&mut new, "/paths/~1notes/get/responses/200/content/text~1csv", "Text/CSV; charset=utf-8");
    assert_eq!(breaks(&old, &new), []);
}

#[test]
fn a_problem_code_of_one_operation_is_missed_though_the_schema_lists_those_of_all() {
    let content = "/paths/~1notes/get/responses/404/content/application~1problem+json";
    let mut old = document();
    let code = json!({"type": "string", "x-open-set": true, "enum": ["tag-not-found", "not-found"]});
    *at(&mut old, &format!("{content}/schema")) = json!({"type": "object", "properties": {"code": code}});
    let mut new = old.clone();
    drop(remove(&mut new, &format!("{content}/examples/tag-not-found")));
    let found: Vec<_> = breaks(&old, &new).into_iter().map(|found| (found.rule, found.pointer)).collect();
    assert_eq!(found, [(Rule::ProblemCodeRemoved, format!("{content}/examples/tag-not-found/value"))]);
}

#[test]
fn a_problem_code_of_the_schema_is_one_as_that_of_an_example() {
    let content = "/paths/~1notes/get/responses/404/content/application~1problem+json";
    let with_codes = |codes: Value| {
        let mut document = document();
        *at(&mut document, content) = json!({"schema": {"type": "object", "properties": {"code": {"type": "string", "x-open-set": true, "enum": codes}}}});
        document
    };
    let (old, new) = (with_codes(json!(["a", "b"])), with_codes(json!(["b", "c"])));
    let pointer = format!("{content}/schema/properties/code/enum/0");
    let found: Vec<_> = breaks(&old, &new).into_iter().map(|found| (found.rule, found.pointer)).collect();
    assert_eq!(found, [(Rule::ProblemCodeRemoved, pointer)]);
}
