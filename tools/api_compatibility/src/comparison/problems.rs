use std::collections::BTreeMap;

use super::{responses::Responses, schema::Schema};
use crate::{
    direction::{Direction, Versions},
    findings::{Findings, NOTHING},
    node::Node,
    rule::Rule,
};

/// The media type of problems (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// The codes of the problems of an operation, each with its statuses and where it stands.
type Codes<'a> = BTreeMap<String, BTreeMap<&'a str, String>>;

/// The codes that clients decide by, and their statuses, by which clients decide that know no codes.
pub(super) fn compare(findings: &mut Findings, operations: Versions<&Node<'_>>) {
    let (old, new) = (codes(operations.old), codes(operations.new));
    for (code, old) in &old {
        let Some(new) = new.get(code) else {
            for pointer in old.values() {
                findings.add(Rule::ProblemCodeRemoved, pointer, code, NOTHING);
            }
            continue;
        };
        for (status, pointer) in old.iter().filter(|(status, _)| !new.contains_key(*status)) {
            let statuses: Vec<_> = new.keys().copied().collect();
            findings.add(Rule::ProblemStatusChanged, pointer, *status, statuses.join(", "));
        }
    }
}

fn codes<'a>(operation: &Node<'a>) -> Codes<'a> {
    let mut codes = Codes::new();
    for (status, response) in Responses::of(operation).iter() {
        let problem = response.get("content").and_then(|content| content.get(PROBLEM));
        for (code, pointer) in problem.iter().flat_map(of_problem) {
            codes.entry(code).or_default().entry(status).or_insert(pointer);
        }
    }
    codes
}

/// The codes of a response: those of its examples, or else those of its schema, which may list the codes of all operations.
fn of_problem(problem: &Node<'_>) -> Vec<(String, String)> {
    let shown = of_examples(problem);
    if shown.is_empty() { of_schema(problem) } else { shown }
}

/// The codes that examples show: one for each, as the documents of this API have them.
fn of_examples(problem: &Node<'_>) -> Vec<(String, String)> {
    let examples = problem.get("examples");
    let values = examples.iter().flat_map(Node::entries).filter_map(|(_, example)| example.resolved().child("value"));
    let codes = values
        .chain(problem.child("example"))
        .filter_map(|value| Some((value.text("code")?.to_owned(), value.pointer().to_owned())));
    codes.collect()
}

/// The codes that the schema lists.
fn of_schema(problem: &Node<'_>) -> Vec<(String, String)> {
    let forms = Schema::of(problem.child("schema").into_iter().collect()).alternatives();
    let codes = forms.iter().filter_map(|form| form.schema.properties(Direction::Response).remove("code")?.values());
    let codes =
        codes.flatten().filter_map(|(_, node)| Some((node.value().as_str()?.to_owned(), node.pointer().to_owned())));
    codes.collect()
}
