use std::collections::BTreeMap;

use super::schema;
use crate::{
    direction::{Direction, Versions},
    findings::{Findings, NOTHING},
    node::Node,
    rule::Rule,
};

/// The media types of a body without their parameters, in lower case.
pub(super) type Content<'a> = BTreeMap<String, Node<'a>>;

/// The body that clients send.
pub(super) fn compare_request(findings: &mut Findings, operations: Versions<&Node<'_>>) {
    let Some(new) = operations.new.get("requestBody") else {
        if let Some(old) = operations.old.get("requestBody") {
            findings.add(Rule::RequestBodyRemoved, old.pointer(), "a body", NOTHING);
        }
        return;
    };
    let old = operations.old.get("requestBody");
    if new.flag("required") && !old.as_ref().is_some_and(|old| old.flag("required")) {
        let was = if old.is_some() { "optional" } else { NOTHING };
        findings.add(Rule::RequestBodyBecameRequired, new.pointer_of("required"), was, "required");
    }
    let Some(old) = old else { return };
    let contents = Versions { old: content(&old), new: content(&new) };
    for (media_type, old) in &contents.old {
        match matching(&contents.new, media_type) {
            Some(new) => compare_schemas(findings, Direction::Request, Versions { old, new }),
            None => findings.add(Rule::RequestMediaTypeRemoved, old.pointer(), media_type, NOTHING),
        }
    }
}

pub(super) fn content<'a>(body: &Node<'a>) -> Content<'a> {
    let content = body.get("content");
    let media_types = content.iter().flat_map(Node::entries).map(|(media_type, node)| {
        let essence = media_type.split(';').next().unwrap_or(media_type);
        (essence.trim().to_lowercase(), node.resolved())
    });
    media_types.collect()
}

/// The entry of a media type, or else of a range that it is in.
pub(super) fn matching<'c, 'a>(content: &'c Content<'a>, media_type: &str) -> Option<&'c Node<'a>> {
    let range = media_type.split_once('/').map(|(kind, _)| format!("{kind}/*"));
    content.get(media_type).or_else(|| content.get(&range?)).or_else(|| content.get("*/*"))
}

pub(super) fn compare_schemas(findings: &mut Findings, direction: Direction, media_types: Versions<&Node<'_>>) {
    let Versions { old, new } = media_types;
    schema::compare(direction, findings, Versions { old: old.child("schema"), new: new.child("schema") });
}
