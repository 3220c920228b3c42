use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Comparison, Rules, Schema};
use crate::{direction::Ends, node::Node, rule::Rule};

const KEYWORD: Rules = Rules { request: Rule::RequestKeywordChanged, response: Rule::ResponseKeywordChanged };

/// Keywords that other rules compare, or that say nothing about which values there are.
const KNOWN: [&str; 42] = [
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// The values of each keyword that no other rule knows.
fn unknown(schema: &Schema<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let mut unknown: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (keyword, node) in schema.parts().iter().flat_map(|part| part.entries().collect::<Vec<_>>()) {
        if !KNOWN.contains(&keyword) && !keyword.starts_with("x-") {
            unknown.entry(keyword.to_owned()).or_default().insert(expanded(&node, &[]).to_string());
        }
    }
    unknown
}

/// A value with what its references lead to in their place, but for those that lead back to what is around them.
fn expanded(node: &Node<'_>, around: &[&str]) -> Value {
    if let Some(target) = node.reference().filter(|target| !around.contains(&target.pointer())) {
        return expanded(&target, &[around, &[target.pointer()]].concat());
    }
    match node.value() {
        Value::Object(_) => node.entries().map(|(key, child)| (key.to_owned(), expanded(&child, around))).collect(),
        Value::Array(_) => node.elements().map(|element| expanded(&element, around)).collect(),
        value => value.clone(),
    }
}

impl Comparison<'_> {
    /// What can't be compared in detail must not change, so that no break passes for the lack of a rule.
    pub(super) fn compare_unknown_keywords(&mut self, ends: Ends<&Schema<'_>>) {
        let (sent, accepted) = (unknown(ends.sent), unknown(ends.accepted));
        for (keyword, values) in &accepted {
            if sent.get(keyword) != Some(values) {
                self.report(KEYWORD, keyword, ends);
            }
        }
    }
}
