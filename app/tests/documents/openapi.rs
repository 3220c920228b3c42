//! `docs/reference/openapi.md` lists the operations of `docs/openapi.json`.

use std::{collections::BTreeSet, fmt::Write};

use serde_json::{Map, Value};

use crate::{generated::assert_committed, markdown::Document};

const INTRODUCTION: &str = "\
# OpenAPI operations

*For developers of clients: every call of the HTTP API.*

<!-- Made by app/tests/documents/openapi.rs from docs/openapi.json: change the controllers, run `make openapi`, not this. -->

[openapi.json](../openapi.json) is the OpenAPI 3.1 document, with parameters, bodies and problems of each call. A running server has it
at `/openapi.json`, and shows it with Swagger UI at `/docs/`. What all calls share is in the [API conventions](../api-conventions.md).
";

/// The methods that a path may have, in the order of the list.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The rows of the operations with this tag.
fn rows(paths: &Map<String, Value>, tag: &Value) -> String {
    let mut rows = String::new();
    for (path, item) in paths {
        for method in METHODS {
            let operation = &item[method];
            if operation["tags"][0] == *tag {
                let summary = operation["summary"].as_str().unwrap();
                writeln!(rows, "| `{} {path}` | {summary} |", method.to_uppercase()).unwrap();
            }
        }
    }
    rows
}

#[test]
fn the_committed_list_is_that_of_the_document() {
    let document: Value = serde_json::from_str(&Document::read("docs/openapi.json").text).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations =
        || paths.values().flat_map(|item| METHODS.map(|method| &item[method])).filter(|one| one.is_object());
    let mut tags: Vec<&Value> = Vec::new();
    for operation in operations() {
        if !tags.contains(&&operation["tags"][0]) {
            tags.push(&operation["tags"][0]);
        }
    }
    let mut text = INTRODUCTION.to_owned();
    for tag in tags {
        let tag_rows = rows(paths, tag);
        write!(text, "\n## {}\n\n| call | what it does |\n|---|---|\n{tag_rows}", tag.as_str().unwrap()).unwrap();
    }
    assert_eq!(text.matches("\n| `").count(), operations().count());
    assert_committed("docs/reference/openapi.md", &text);
}

#[test]
fn each_group_has_operations_and_a_text() {
    let document: Value = serde_json::from_str(&Document::read("docs/openapi.json").text).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.values().flat_map(|item| METHODS.map(|method| &item[method])).filter(|one| one.is_object());
    let used: BTreeSet<&str> = operations.map(|operation| operation["tags"][0].as_str().unwrap()).collect();
    let groups = document["tags"].as_array().unwrap();
    let described: BTreeSet<&str> = groups.iter().map(|group| group["name"].as_str().unwrap()).collect();
    assert_eq!(used, described, "app/src/routes.rs lists a group without operations, or lacks one");
    assert!(groups.iter().all(|group| group["description"].as_str().is_some_and(|text| text.ends_with('.'))));
}
