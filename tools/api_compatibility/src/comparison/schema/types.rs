use std::collections::BTreeSet;

use super::{Comparison, Rules, Schema};
use crate::{direction::Ends, rule::Rule};

const TYPE: Rules = Rules { request: Rule::RequestTypeNarrowed, response: Rule::ResponseTypeWidened };
const FORMAT: Rules = Rules { request: Rule::RequestFormatNarrowed, response: Rule::ResponseFormatWidened };

/// Formats of which each value is also one of the other.
const WITHIN: [[&str; 2]; 2] = [["int32", "int64"], ["float", "double"]];

/// Says how to show an input, and nothing about what it may be.
const SHOWN: &str = "password";

impl Comparison<'_> {
    /// The types that both ends know, null apart.
    pub(super) fn compare_types(&mut self, ends: Ends<&Schema<'_>>) -> BTreeSet<&'static str> {
        let (sent, accepted) = (ends.sent.types(), ends.accepted.types());
        if !sent.is_subset(&accepted) {
            self.report(TYPE, "type", ends);
        }
        let common: BTreeSet<_> = sent.intersection(&accepted).copied().collect();
        if !common.is_empty() && !formats(ends.accepted).iter().all(|format| is_of(ends.sent, format)) {
            self.report(FORMAT, "format", ends);
        }
        common
    }
}

fn formats(schema: &Schema<'_>) -> BTreeSet<String> {
    let formats = schema.keywords("format").filter_map(|node| node.value().as_str().map(str::to_owned));
    formats.filter(|format| format != SHOWN).collect()
}

/// Whether each value of the schema is of the format.
fn is_of(schema: &Schema<'_>, format: &str) -> bool {
    formats(schema).iter().any(|own| own == format || WITHIN.contains(&[own, format]))
}
