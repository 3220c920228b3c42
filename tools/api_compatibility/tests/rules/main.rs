//! Each rule on a planted document: the break is found and named by rule, operation and pointer, and the same change in the other
//! direction, or undone, is no break or breaks another rule.

mod calls;
mod document;
mod events;
mod harmless;
mod released;
mod schemas;
mod webhooks;

use std::collections::BTreeSet;

use api_compatibility::{Break, Document, Rule, compare};
use serde_json::Value;
use strum::IntoEnumIterator;

/// The breaks between two documents.
fn breaks(old: &Value, new: &Value) -> Vec<Break> {
    let document = |value: &Value| Document::new(value.clone()).unwrap();
    compare(&document(old), &document(new))
}

/// The breaks between two documents without what they say: `rule · operation · pointer`.
fn places(old: &Value, new: &Value) -> Vec<String> {
    let place = |found: Break| format!("{} · {} · {}", found.rule, found.operation, found.pointer);
    breaks(old, new).into_iter().map(place).collect()
}

/// The rules that a change breaks.
fn rules(old: &Value, new: &Value) -> BTreeSet<Rule> {
    breaks(old, new).into_iter().map(|found| found.rule).collect()
}

#[test]
fn every_rule_is_planted() {
    let of_calls = calls::PLANTS.iter().chain(webhooks::PLANTS).map(|plant| plant.rule);
    let of_schemas = schemas::PLANTS.iter().flat_map(schemas::Plant::rules);
    let planted: BTreeSet<_> = of_calls.chain(of_schemas).collect();
    let missing: Vec<_> = Rule::iter().filter(|rule| !planted.contains(rule)).collect();
    assert_eq!(missing, []);
}

#[test]
fn there_are_rules_of_each_subject() {
    assert!(Rule::iter().count() >= 25);
    assert!(Rule::iter().all(|rule| rule.reason().ends_with('.')));
}
