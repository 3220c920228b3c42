use std::collections::{BTreeMap, BTreeSet};

use super::{
    bodies::{compare_schemas, content, matching},
    parameters::compare_content,
};
use crate::{
    direction::{Direction, Versions},
    findings::{Findings, NOTHING},
    node::Node,
    rule::Rule,
};

/// The responses of an operation by status: `200`, `2XX` or `default`.
pub(super) struct Responses<'a>(BTreeMap<&'a str, Node<'a>>);

impl<'a> Responses<'a> {
    pub(super) fn of(operation: &Node<'a>) -> Self {
        let responses = operation.get("responses");
        Self(responses.iter().flat_map(Node::entries).map(|(status, node)| (status, node.resolved())).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a str, &Node<'a>)> {
        self.0.iter().map(|(status, node)| (*status, node))
    }

    /// The response of a status: its own, or else that of its range, or else the default.
    pub(super) fn get(&self, status: &str) -> Option<&Node<'a>> {
        let range = status.chars().take(1).chain(['X', 'X']).collect::<String>();
        let range = self.0.get(range.as_str()).filter(|_| status != "default");
        self.0.get(status).or(range).or_else(|| self.0.get("default"))
    }

    /// The response of a status of success, which a default is not.
    fn success(&self, status: &str) -> Option<&Node<'a>> {
        self.get(status).filter(|node| self.0.get("default").is_none_or(|default| default.pointer() != node.pointer()))
    }
}

/// Responses that clients get.
pub(super) fn compare(findings: &mut Findings, operations: Versions<&Node<'_>>) {
    let (old, new) = (Responses::of(operations.old), Responses::of(operations.new));
    for (status, node) in old.iter() {
        if is_expected(status) && new.success(status).is_none() {
            findings.add(Rule::SuccessStatusRemoved, node.pointer(), status, NOTHING);
        }
    }
    for (status, node) in new.iter() {
        if status.starts_with('2') && old.success(status).is_none() {
            findings.add(Rule::SuccessStatusAdded, node.pointer(), NOTHING, status);
        }
    }
    let statuses: BTreeSet<_> = old.iter().chain(new.iter()).map(|(status, _)| status).collect();
    for status in statuses {
        if let (Some(old), Some(new)) = (old.get(status), new.get(status)) {
            compare_response(findings, Versions { old, new });
        }
    }
}

/// Whether a client goes on with this status: it is a success or leads to one.
fn is_expected(status: &str) -> bool {
    status.starts_with(['2', '3'])
}

fn compare_response(findings: &mut Findings, responses: Versions<&Node<'_>>) {
    let contents = Versions { old: content(responses.old), new: content(responses.new) };
    for (media_type, old) in &contents.old {
        match matching(&contents.new, media_type) {
            Some(new) => compare_schemas(findings, Direction::Response, Versions { old, new }),
            None => findings.add(Rule::ResponseMediaTypeRemoved, old.pointer(), media_type, NOTHING),
        }
    }
    let headers = Versions { old: headers(responses.old), new: headers(responses.new) };
    for (name, old) in &headers.old {
        let Some(new) = headers.new.get(name) else {
            findings.add(Rule::ResponseHeaderRemoved, old.pointer(), name, NOTHING);
            continue;
        };
        if old.flag("required") && !new.flag("required") {
            findings.add(Rule::ResponseHeaderBecameOptional, new.pointer_of("required"), "required", "optional");
        }
        compare_content(findings, Direction::Response, Versions { old, new });
    }
}

/// The headers of a response by their names in lower case.
fn headers<'a>(response: &Node<'a>) -> BTreeMap<String, Node<'a>> {
    let headers = response.get("headers");
    headers.iter().flat_map(Node::entries).map(|(name, node)| (name.to_lowercase(), node.resolved())).collect()
}
