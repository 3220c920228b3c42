use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    direction::Versions,
    findings::{Findings, text_or_nothing},
    node::Node,
    operation::Operation,
    rule::Rule,
};

/// A set of credentials that is enough for a call: schemes and the scopes of each. None is enough for a public call.
struct Alternative<'a> {
    node: Option<Node<'a>>,
    schemes: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// The credentials that clients have must go on being enough.
pub(super) fn compare(findings: &mut Findings, operations: Versions<&Operation<'_>>) {
    let (old, new) = (alternatives(operations.old), alternatives(operations.new));
    for credentials in &old {
        let enough: Vec<_> = new.iter().filter(|wanted| credentials.has_schemes_of(wanted, operations)).collect();
        if enough.iter().any(|wanted| credentials.has_scopes_of(wanted)) {
            continue;
        }
        let rule = match (credentials.schemes.is_empty(), enough.is_empty()) {
            (true, _) => Rule::AuthenticationRequired,
            (false, true) => Rule::SecurityAlternativeRemoved,
            (false, false) => Rule::SecurityScopeAdded,
        };
        let said =
            |operation: &Operation<'_>| text_or_nothing(operation.inherited("security").as_ref().map(Node::value));
        let place = operations.new.inherited("security").or_else(|| credentials.node.clone());
        let place = place.map_or_else(|| operations.new.node.pointer_of("security"), |node| node.pointer().to_owned());
        findings.add(rule, place, said(operations.old), said(operations.new));
    }
    compare_schemes(findings, operations, Versions { old: &old, new: &new });
}

/// How credentials of the same name are sent.
fn compare_schemes(
    findings: &mut Findings,
    operations: Versions<&Operation<'_>>,
    alternatives: Versions<&[Alternative<'_>]>,
) {
    let names = |alternatives: &[Alternative<'_>]| -> BTreeSet<String> {
        alternatives.iter().flat_map(|credentials| credentials.schemes.keys()).map(|name| (*name).to_owned()).collect()
    };
    for name in &names(alternatives.old) & &names(alternatives.new) {
        if let (Some(old), Some(new)) = (scheme(operations.old, &name), scheme(operations.new, &name))
            && definition(&old) != definition(&new)
        {
            findings.add(Rule::SecuritySchemeChanged, new.pointer(), old.value().to_string(), new.value().to_string());
        }
    }
}

impl Alternative<'_> {
    fn has_schemes_of(&self, wanted: &Self, operations: Versions<&Operation<'_>>) -> bool {
        let definition_of = |operation, name: &str| scheme(operation, name).map(|scheme| definition(&scheme));
        wanted.schemes.keys().all(|name| {
            let wanted = definition_of(operations.new, name);
            // It may be called something else in the new document.
            self.schemes.contains_key(name)
                || wanted.is_some() && self.schemes.keys().any(|own| definition_of(operations.old, own) == wanted)
        })
    }

    fn has_scopes_of(&self, wanted: &Self) -> bool {
        let scopes: BTreeSet<_> = self.schemes.values().flatten().collect();
        wanted.schemes.values().flatten().all(|scope| scopes.contains(scope))
    }
}

fn alternatives<'a>(operation: &Operation<'a>) -> Vec<Alternative<'a>> {
    let security = operation.inherited("security");
    let alternatives = security.iter().flat_map(Node::elements).map(|node| {
        let scopes = |list: Node<'a>| list.elements().filter_map(|scope| scope.value().as_str()).collect();
        Alternative { schemes: node.entries().map(|(name, list)| (name, scopes(list))).collect(), node: Some(node) }
    });
    let alternatives: Vec<_> = alternatives.collect();
    if alternatives.is_empty() { vec![Alternative { node: None, schemes: BTreeMap::new() }] } else { alternatives }
}

fn scheme<'a>(operation: &Operation<'a>, name: &str) -> Option<Node<'a>> {
    operation.root().get("components")?.get("securitySchemes")?.get(name)
}

/// What clients must know of a scheme. Which scopes there are is compared where an operation wants one.
fn definition(scheme: &Node<'_>) -> Value {
    essence(scheme.value())
}

fn essence(value: &Value) -> Value {
    let Value::Object(members) = value else { return value.clone() };
    let is_said = |key: &str| key != "description" && key != "scopes" && !key.starts_with("x-");
    members.iter().filter(|(key, _)| is_said(key)).map(|(key, value)| (key.clone(), essence(value))).collect()
}
