use serde_json::{Map, Value, json};

const PROBLEM: &str = "application/problem+json";

/// Keys that have no form in 3.0, or whose values would each become a type of its own: to hold bounds is the server's matter.
const LEFT_OUT: [&str; 10] = [
    "example",
    "examples",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "pattern",
];

/// An OpenAPI 3.1 document as 3.0 has it, which is what progenitor reads.
///
/// What progenitor does not know is left out too: annotations beside a reference, and redirects and 304, which are answers
/// without a body. A problem is JSON to it.
///
/// # Errors
///
/// The document is of another version.
pub fn to_3_0(document: Value) -> Result<Value, String> {
    let version = document["openapi"].as_str().unwrap_or_default();
    if !version.starts_with("3.1.") {
        return Err(format!("the document is of OpenAPI {version:?}, and 3.1 is what this reads"));
    }
    let mut lowered = lower(document);
    lowered["openapi"] = "3.0.3".into();
    if let Some(paths) = lowered["paths"].as_object_mut() {
        for calls in paths.values_mut().filter_map(Value::as_object_mut) {
            // A call whose every answer is a redirect has none left, and is of no use to a program.
            calls.retain(|_, call| call["responses"] != json!({}));
        }
    }
    Ok(lowered)
}

fn lower(node: Value) -> Value {
    match node {
        Value::Array(items) => items.into_iter().map(lower).collect(),
        Value::Object(members) => lower_object(members).into(),
        scalar => scalar,
    }
}

fn lower_object(mut members: Map<String, Value>) -> Map<String, Value> {
    if let Some(reference) = members.remove("$ref") {
        return Map::from_iter([("$ref".to_owned(), reference)]);
    }
    // Their keys are names.
    let properties = members.remove("properties").map(|properties| match properties {
        Value::Object(properties) => properties.into_iter().map(|(name, schema)| (name, lower(schema))).collect(),
        other => other,
    });
    members.retain(|key, _| !LEFT_OUT.contains(&key.as_str()));
    let mut lowered: Map<_, _> = members.into_iter().map(|(key, value)| (key, lower(value))).collect();
    lowered.extend(properties.map(|properties| ("properties".to_owned(), properties)));
    lower_null(&mut lowered);
    if let Some(responses) = lowered.get_mut("responses").and_then(Value::as_object_mut) {
        responses.retain(|status, _| !status.starts_with('3'));
    }
    if let Some(problem) = lowered.remove(PROBLEM) {
        lowered.insert("application/json".to_owned(), problem);
    }
    lowered
}

/// Says `nullable` where one of several types or schemas is null.
fn lower_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [name] = &types[..] {
            let name = name.clone();
            schema.insert("type".to_owned(), name);
            schema.insert("nullable".to_owned(), true.into());
        }
    }
    let null = json!({"type": "null"});
    for keyword in ["oneOf", "anyOf"] {
        if let Some(Value::Array(variants)) = schema.get_mut(keyword)
            && variants.contains(&null)
        {
            variants.retain(|variant| *variant != null);
            schema.insert("nullable".to_owned(), true.into());
            // One of one is that one.
            if schema[keyword].as_array().is_some_and(|variants| variants.len() == 1) {
                let variants = schema.remove(keyword);
                schema.extend(variants.map(|variants| ("allOf".to_owned(), variants)));
            }
        }
    }
}
