use std::collections::BTreeMap;

use serde_json::Value;

/// Schemas by where they are: the component or the parameter, and the fields in it.
pub(super) type Schemas<'a> = BTreeMap<String, &'a Value>;

/// Every operation, with its path and method.
pub(super) fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, item)| {
        let operations = item.as_object().unwrap().iter();
        operations.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
    })
}

/// Every parameter, with the operation that has it.
pub(super) fn parameters(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    operations(document).flat_map(|(route, operation)| {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        parameters.map(move |parameter| (format!("{route}: {}", parameter["name"].as_str().unwrap()), parameter))
    })
}

/// The schemas of everything that clients send.
pub(super) fn of_requests(document: &Value) -> Schemas<'_> {
    let mut found = Schemas::new();
    for (location, parameter) in parameters(document) {
        walk(document, &parameter["schema"], &location, &mut found);
    }
    for (route, operation) in operations(document) {
        walk_content(document, &operation["requestBody"], &route, &mut found);
    }
    found
}

/// The schemas of everything that the server sends.
pub(super) fn of_responses(document: &Value) -> Schemas<'_> {
    let mut found = Schemas::new();
    for (name, webhook) in document["webhooks"].as_object().unwrap() {
        walk_content(document, &webhook["post"]["requestBody"], &format!("webhook {name}"), &mut found);
    }
    for (route, operation) in operations(document) {
        for response in operation["responses"].as_object().unwrap().values() {
            walk_content(document, response, &route, &mut found);
        }
    }
    found
}

/// The schema that a schema is or refers to.
pub(super) fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
        None => schema,
    }
}

/// Whether a schema has this type, perhaps among others.
pub(super) fn has_type(schema: &Value, name: &str) -> bool {
    let types = &schema["type"];
    types == name || types.as_array().is_some_and(|types| types.iter().any(|one| one == name))
}

fn walk_content<'a>(document: &'a Value, body: &'a Value, route: &str, found: &mut Schemas<'a>) {
    for (media_type, content) in body["content"].as_object().into_iter().flatten() {
        walk(document, &content["schema"], &format!("{route}: {media_type}"), found);
    }
}

fn walk<'a>(document: &'a Value, schema: &'a Value, location: &str, found: &mut Schemas<'a>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap().to_owned();
        if !found.contains_key(&name) {
            walk(document, resolved(document, schema), &name, found);
        }
        return;
    }
    found.insert(location.to_owned(), schema);
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        walk(document, property, &format!("{location}.{name}"), found);
    }
    for keyword in ["items", "additionalProperties"] {
        if schema[keyword].is_object() {
            walk(document, &schema[keyword], &format!("{location}.{keyword}"), found);
        }
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        for (index, part) in schema[keyword].as_array().into_iter().flatten().enumerate() {
            walk(document, part, &format!("{location}.{keyword}.{index}"), found);
        }
    }
}
