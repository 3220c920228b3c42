use std::collections::BTreeMap;

use super::schema;
use crate::{
    direction::{Direction, Versions},
    findings::{Findings, NOTHING},
    node::Node,
    operation::ParameterKey,
    rule::Rule,
};

/// Parameters that clients send.
pub(super) fn compare(findings: &mut Findings, parameters: Versions<BTreeMap<ParameterKey, Node<'_>>>) {
    let Versions { old, new } = parameters;
    for (key, old) in &old {
        let Some(new) = new.get(key) else {
            findings.add(Rule::ParameterRemoved, old.pointer(), name(old), NOTHING);
            continue;
        };
        if new.flag("required") && !old.flag("required") {
            findings.add(Rule::ParameterBecameRequired, new.pointer_of("required"), "optional", "required");
        }
        compare_content(findings, Direction::Request, Versions { old, new });
    }
    for (_, new) in new.iter().filter(|(key, new)| new.flag("required") && !old.contains_key(*key)) {
        findings.add(Rule::RequiredParameterAdded, new.pointer(), NOTHING, name(new));
    }
}

/// How the value of a parameter or header is written, and which it may be.
pub(super) fn compare_content(findings: &mut Findings, direction: Direction, nodes: Versions<&Node<'_>>) {
    let (was, is) = (serialization(nodes.old), serialization(nodes.new));
    if was != is {
        findings.add(Rule::SerializationChanged, nodes.new.pointer(), was, is);
    }
    let schemas = Versions { old: schema_of(nodes.old), new: schema_of(nodes.new) };
    if [nodes.old, nodes.new].iter().all(|node| node.child("content").is_none()) {
        schema::compare_texts(direction, findings, schemas);
    } else {
        schema::compare(direction, findings, schemas);
    }
}

fn name(parameter: &Node<'_>) -> String {
    let text = |key| parameter.text(key).unwrap_or_default();
    format!("{} {}", text("in"), text("name"))
}

/// The schema of the value, be it written in a style or in a media type.
fn schema_of<'a>(parameter: &Node<'a>) -> Option<Node<'a>> {
    parameter.child("schema").or_else(|| parameter.get("content")?.entries().next()?.1.resolved().child("schema"))
}

/// How the value is written, with what OpenAPI takes for what is left out.
fn serialization(parameter: &Node<'_>) -> String {
    if let Some(content) = parameter.get("content") {
        return content.entries().map(|(media_type, _)| media_type).collect();
    }
    let default_style = match parameter.text("in") {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    let style = parameter.text("style").unwrap_or(default_style);
    let default_explode = style == "form";
    let explode = parameter.child("explode").and_then(|node| node.value().as_bool()).unwrap_or(default_explode);
    let reserved = parameter.flag("allowReserved");
    format!("style {style}, explode {explode}, allowReserved {reserved}")
}
