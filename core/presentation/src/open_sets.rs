use std::collections::BTreeSet;

use utoipa::openapi::{
    Components, Content, OpenApi, RefOr, Response,
    request_body::RequestBody,
    schema::{AdditionalProperties, ArrayItems, Schema},
};

use crate::operations::operations;

/// The extension of a schema whose list of values may grow.
pub(crate) const OPEN_SET: &str = "x-open-set";

/// The prefix of references to schemas.
pub(crate) const SCHEMAS: &str = "#/components/schemas/";

/// Marks each list of values that the server sends as an open set: a later release may add values, and clients must take
/// those that they don't know. Lists of values in requests stay closed, so no schema with a list may be in both: a
/// request has its list inline. A list of one value is a constant, and stays.
pub(crate) fn mark(document: &mut OpenApi) {
    let mut names = Vec::new();
    let webhooks = document.webhooks.iter_mut().flat_map(|webhooks| webhooks.paths.values_mut()).flat_map(operations);
    for body in webhooks.filter_map(|operation| operation.request_body.as_mut()) {
        if let RefOr::T(RequestBody { content, .. }) = body {
            visit_content(content.values_mut(), &mut names);
        }
    }
    let operations = document.paths.paths.values_mut().flat_map(operations);
    let responses = operations.flat_map(|operation| operation.responses.responses.values_mut());
    for response in responses {
        let RefOr::T(Response { content, .. }) = response else { continue };
        visit_content(content.values_mut(), &mut names);
    }
    if let Some(components) = &mut document.components {
        mark_named(components, names);
    }
}

fn visit_content<'a>(content: impl Iterator<Item = &'a mut RefOr<Content>>, names: &mut Vec<String>) {
    for content in content {
        if let RefOr::T(content) = content {
            content.schema.iter_mut().for_each(|schema| visit(schema, names));
        }
    }
}

/// Marks the lists of the schemas with these names, and of those that they refer to.
fn mark_named(components: &mut Components, mut names: Vec<String>) {
    let mut visited = BTreeSet::new();
    while let Some(name) = names.pop() {
        if let Some(schema) = components.schemas.get_mut(&name)
            && visited.insert(name)
        {
            visit(schema, &mut names);
        }
    }
}

/// Marks the lists of a schema, and adds to `names` the schemas that it refers to.
fn visit(schema: &mut RefOr<Schema>, names: &mut Vec<String>) {
    match schema {
        RefOr::Ref(reference) => names.extend(reference.ref_location.strip_prefix(SCHEMAS).map(ToOwned::to_owned)),
        RefOr::T(Schema::Object(object)) => {
            if object.enum_values.as_ref().is_some_and(|values| values.len() > 1) {
                object.extensions.get_or_insert_default().insert(OPEN_SET.to_owned(), true.into());
            }
            object.properties.values_mut().for_each(|property| visit(property, names));
            if let Some(AdditionalProperties::RefOr(values)) = object.additional_properties.as_deref_mut() {
                visit(values, names);
            }
        }
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                visit(items, names);
            }
        }
        RefOr::T(Schema::OneOf(variants)) => variants.items.iter_mut().for_each(|variant| visit(variant, names)),
        RefOr::T(Schema::AllOf(parts)) => parts.items.iter_mut().for_each(|part| visit(part, names)),
        RefOr::T(Schema::AnyOf(variants)) => variants.items.iter_mut().for_each(|variant| visit(variant, names)),
        RefOr::T(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    /// A document whose one operation takes `request` and returns `response`, after the marking.
    fn marked(request: &Value, response: &Value, schemas: &Value) -> Value {
        let content = |schema: &Value| json!({"application/json": {"schema": schema}});
        let operation = json!({
            "requestBody": {"content": content(request)},
            "responses": {"200": {"description": "", "content": content(response)}},
        });
        let mut document: OpenApi = from_value(json!({
            "openapi": "3.1.0",
            "info": {"title": "", "version": ""},
            "paths": {"/tea": {"post": operation}},
            "components": {"schemas": schemas},
        }))
        .unwrap();
        mark(&mut document);
        json!(document)
    }

    fn list() -> Value {
        json!({"type": "string", "enum": ["black", "green"]})
    }

    #[test]
    fn lists_of_responses_are_open_and_those_of_requests_are_closed() {
        let document = marked(&list(), &list(), &json!({}));
        let operation = &document["paths"]["/tea"]["post"];
        let schema = |content: &Value| content["content"]["application/json"]["schema"].clone();
        assert_eq!(schema(&operation["requestBody"]), list());
        assert_eq!(schema(&operation["responses"]["200"])["x-open-set"], true);
    }

    #[test]
    fn a_list_of_one_value_is_a_constant() {
        let constant = json!({"type": "string", "enum": ["brewed"]});
        let document = marked(&list(), &constant, &json!({}));
        let responses = &document["paths"]["/tea"]["post"]["responses"];
        assert_eq!(responses["200"]["content"]["application/json"]["schema"], constant);
    }

    #[test]
    fn lists_of_webhooks_are_open() {
        let event = json!({"type": "object", "properties": {"kind": list()}});
        let mut document: OpenApi = from_value(json!({
            "openapi": "3.1.0",
            "info": {"title": "", "version": ""},
            "paths": {},
            "webhooks": {"tea": {"post": {
                "requestBody": {"content": {"application/json": {"schema": event}}},
                "responses": {},
            }}},
        }))
        .unwrap();
        mark(&mut document);
        let body = &json!(document)["webhooks"]["tea"]["post"]["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(body["properties"]["kind"]["x-open-set"], true);
    }

    #[test]
    fn lists_are_found_behind_references_in_properties_arrays_and_variants() {
        let named = |name: &str| json!({"$ref": format!("{SCHEMAS}{name}")});
        let schemas = json!({
            "Tea": {"type": "object", "properties": {
                "kind": named("Kind"),
                "sorts": {"type": "array", "items": named("Sort")},
                "origin": {"oneOf": [named("Origin"), {"type": "null"}]},
                "parent": named("Tea"),
            }},
            "Kind": list(),
            "Sort": list(),
            "Origin": list(),
            "Other": list(),
        });
        let document = marked(&named("Other"), &named("Tea"), &schemas);
        for (name, open) in
            [("Kind", json!(true)), ("Sort", json!(true)), ("Origin", json!(true)), ("Other", Value::Null)]
        {
            assert_eq!(document["components"]["schemas"][name]["x-open-set"], open, "{name}");
        }
    }
}
