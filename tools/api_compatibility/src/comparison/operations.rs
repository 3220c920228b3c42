use std::collections::BTreeSet;

use super::{bodies, parameters, problems, responses, security};
use crate::{
    direction::Versions,
    document::Document,
    findings::{Break, Findings, NOTHING},
    node::Node,
    operation::Operation,
    rule::Rule,
};

/// The breaks of all calls that clients make.
pub(super) fn compare(documents: Versions<&Document>) -> Vec<Break> {
    let mut breaks = Vec::new();
    let new_operations = documents.new.operations();
    for (key, old) in documents.old.operations() {
        let mut findings = Findings::of(&old.name);
        match new_operations.get(&key) {
            Some(new) => compare_operation(&mut findings, Versions { old: &old, new }),
            None => findings.add(Rule::OperationRemoved, old.node.pointer(), "an operation", NOTHING),
        }
        breaks.extend(findings.into_breaks());
    }
    breaks
}

fn compare_operation(findings: &mut Findings, operations: Versions<&Operation<'_>>) {
    let Versions { old, new } = operations;
    compare_ids(findings, operations);
    compare_servers(findings, operations);
    for (old_name, new_name) in old.path_parameters().iter().zip(new.path_parameters()) {
        if *old_name != new_name {
            findings.add(
                Rule::PathParameterRenamed,
                new.node.pointer(),
                format!("{{{old_name}}}"),
                format!("{{{new_name}}}"),
            );
        }
    }
    parameters::compare(findings, Versions { old: old.parameters(), new: new.parameters() });
    let nodes = Versions { old: &old.node, new: &new.node };
    bodies::compare_request(findings, nodes);
    responses::compare(findings, nodes);
    problems::compare(findings, nodes);
    security::compare(findings, operations);
}

fn compare_ids(findings: &mut Findings, Versions { old, new }: Versions<&Operation<'_>>) {
    let (old_id, new_id) = (old.node.text("operationId"), new.node.text("operationId"));
    if let Some(old_id) = old_id.filter(|old_id| Some(*old_id) != new_id) {
        findings.add(Rule::OperationIdChanged, new.node.pointer_of("operationId"), old_id, new_id.unwrap_or(NOTHING));
    }
}

fn compare_servers(findings: &mut Findings, Versions { old, new }: Versions<&Operation<'_>>) {
    let (old_servers, new_servers) = (servers(old), servers(new));
    for removed in old_servers.difference(&new_servers) {
        let place =
            new.inherited("servers").map_or_else(|| new.root().pointer_of("servers"), |node| node.pointer().to_owned());
        let remaining: Vec<_> = new_servers.iter().copied().collect();
        findings.add(Rule::ServerRemoved, place, *removed, remaining.join(", "));
    }
}

/// The addresses of an operation; without any, the one that the document comes from.
fn servers<'a>(operation: &Operation<'a>) -> BTreeSet<&'a str> {
    let servers = operation.inherited("servers");
    let urls: BTreeSet<_> = servers.iter().flat_map(Node::elements).filter_map(|server| server.text("url")).collect();
    if urls.is_empty() { BTreeSet::from(["/"]) } else { urls }
}
