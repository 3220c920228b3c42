//! What an OpenAPI document has for a part.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::openapi::{without_member, without_tag};

/// The document without the operations and events whose paths mention the part, and without what only they refer to.
///
/// # Errors
/// Why it is no JSON.
pub(crate) fn pruned(before: &str, is_in: &dyn Fn(&str) -> bool) -> Result<String, String> {
    let mut text = before.to_owned();
    for kind in ["paths", "webhooks"] {
        for name in members(&parsed(&text)?, &[kind]) {
            if is_in(&name) {
                text = without_member(&text, &[kind, &name]).unwrap_or(text);
            }
        }
    }
    let tags = parsed(&text)?.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
    for name in tags.iter().filter_map(|tag| tag.get("name")?.as_str()).filter(|name| is_in(name)) {
        text = without_tag(&text, name).unwrap_or(text);
    }
    let referred_before = references(&parsed(before)?);
    loop {
        let value = parsed(&text)?;
        let referred = references(&value);
        let kinds = members(&value, &["components"]);
        let mut components = kinds
            .iter()
            .flat_map(|kind| members(&value, &["components", kind]).into_iter().map(move |name| (kind, name)));
        let gone = components.find(|(kind, name)| {
            let reference = format!("#/components/{kind}/{name}");
            referred_before.contains(&reference) && !referred.contains(&reference)
        });
        let Some((kind, name)) = gone else { return Ok(text) };
        let Some(rest) = without_member(&text, &["components", kind, &name]) else { return Ok(text) };
        text = rest;
    }
}

fn parsed(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn members(value: &Value, way: &[&str]) -> Vec<String> {
    let found = way.iter().try_fold(value, |value, key| value.get(key)).and_then(Value::as_object);
    found.into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

/// Every text, of which some are references.
fn references(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => BTreeSet::from([text.clone()]),
        Value::Array(values) => values.iter().flat_map(references).collect(),
        Value::Object(members) => members.values().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}
