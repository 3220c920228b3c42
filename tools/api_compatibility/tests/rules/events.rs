//! Breaks and harmless changes planted in the events that this API delivers.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    document::{at, remove},
    places,
    released::target,
};

const WEBHOOK: &str = "POST webhook event";
const BODY: &str = "/webhooks/event/post/requestBody/content/application~1json/schema";

fn document() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Where the schema of this type of event is written, and where it is one of the variants.
fn event(document: &Value, kind: &str) -> (String, String) {
    let variants = format!("{}/oneOf", target(document, BODY));
    let count = document.pointer(&variants).unwrap().as_array().unwrap().len();
    let mut found = (0..count).map(|index| {
        let variant = format!("{variants}/{index}");
        (target(document, &variant), variant)
    });
    let has_type = |schema: &str| document.pointer(schema).unwrap()["properties"]["type"]["enum"] == json!([kind]);
    found.find(|(schema, _)| has_type(schema)).unwrap_or_else(|| panic!("{kind} is no event"))
}

#[test]
fn a_type_of_event_that_goes_is_a_break_and_one_that_comes_is_none() {
    let (old, mut new) = (document(), document());
    let (schema, variant) = event(&old, "SessionStarted");
    drop(remove(&mut new, &variant));
    let expected = format!("event-type-removed · {WEBHOOK} · {schema}/properties/type/enum/0");
    assert_eq!(places(&old, &new), [expected]);
    assert_eq!(places(&new, &old), Vec::<String>::new());
}

#[test]
fn a_field_that_goes_or_changes_is_a_break_and_one_that_comes_is_none() {
    let old = document();
    let (schema, _) = event(&old, "SessionEnded");
    let data = format!("{schema}/properties/data");
    let breaks = |change: &dyn Fn(&mut Value)| {
        let mut new = document();
        change(&mut new);
        places(&old, &new)
    };
    let place = |rule: &str, pointer: &str| vec![format!("{rule} · {WEBHOOK} · {data}{pointer}")];

    let gone = breaks(&|new| {
        drop(remove(new, &format!("{data}/properties/sessionId")));
        *at(new, &format!("{data}/required")) = json!([]);
    });
    assert_eq!(gone, place("response-property-removed", "/properties/sessionId"));
    let optional = breaks(&|new| *at(new, &format!("{data}/required")) = json!([]));
    assert_eq!(optional, place("response-property-became-optional", "/properties/sessionId"));
    let other = breaks(&|new| at(new, &format!("{data}/properties/sessionId"))["type"] = json!(["string", "integer"]));
    assert_eq!(other, place("response-type-widened", "/properties/sessionId/type"));
    let more = breaks(&|new| at(new, &format!("{data}/properties"))["reason"] = json!({"type": "string"}));
    assert_eq!(more, Vec::<String>::new());
}
