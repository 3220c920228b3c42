use std::{cmp::Ordering, collections::BTreeSet};

use serde_json::{Number, Value};

use super::{Comparison, Rules, Schema};
use crate::{
    direction::{Direction, Ends},
    rule::Rule,
};

const LIMIT: Rules = Rules { request: Rule::RequestLimitTightened, response: Rule::ResponseLimitLoosened };
const PATTERN: Rules = Rules { request: Rule::RequestPatternChanged, response: Rule::ResponsePatternChanged };

/// Which side of a range a limit is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Least,
    Most,
}

/// A limit of the values of a type.
struct Kind {
    of_type: &'static str,
    side: Side,
    inclusive: &'static str,
    exclusive: Option<&'static str>,
}

const KINDS: [Kind; 8] = [
    Kind { of_type: "integer", side: Side::Least, inclusive: "minimum", exclusive: Some("exclusiveMinimum") },
    Kind { of_type: "integer", side: Side::Most, inclusive: "maximum", exclusive: Some("exclusiveMaximum") },
    Kind { of_type: "string", side: Side::Least, inclusive: "minLength", exclusive: None },
    Kind { of_type: "string", side: Side::Most, inclusive: "maxLength", exclusive: None },
    Kind { of_type: "array", side: Side::Least, inclusive: "minItems", exclusive: None },
    Kind { of_type: "array", side: Side::Most, inclusive: "maxItems", exclusive: None },
    Kind { of_type: "object", side: Side::Least, inclusive: "minProperties", exclusive: None },
    Kind { of_type: "object", side: Side::Most, inclusive: "maxProperties", exclusive: None },
];

/// A value at the end of a range, and whether it is outside of it.
struct Limit {
    keyword: &'static str,
    value: Number,
    is_exclusive: bool,
}

impl Comparison<'_> {
    /// Ranges, lengths, steps and patterns of the types that both ends know.
    pub(super) fn compare_limits(&mut self, ends: Ends<&Schema<'_>>, common: &BTreeSet<&str>) {
        let listed = self.listed(ends.sent);
        let are_listed =
            |is_within: &dyn Fn(&Value) -> bool| listed.as_ref().is_some_and(|all| all.iter().all(is_within));
        for kind in KINDS.iter().filter(|kind| common.contains(kind.of_type)) {
            if let Some(limit) = kind.limit(ends.accepted)
                && !kind.keeps(ends.sent, &limit)
                && !are_listed(&|value| kind.holds(value, &limit))
            {
                self.report(LIMIT, limit.keyword, ends);
            }
        }
        let keeps_step = |step: &Number| {
            steps(ends.sent).iter().any(|own| is_multiple(own, step))
                || are_listed(&|value| value.as_number().is_none_or(|number| is_multiple(number, step)))
        };
        if common.contains("integer") && !steps(ends.accepted).iter().all(keeps_step) {
            self.report(LIMIT, "multipleOf", ends);
        }
        if common.contains("array") && is_set(ends.accepted) && !is_set(ends.sent) {
            self.report(LIMIT, "uniqueItems", ends);
        }
        if common.contains("string") && !patterns(ends.accepted).is_subset(&patterns(ends.sent)) {
            self.report(PATTERN, "pattern", ends);
        }
    }

    /// All values that are sent; none where others than the listed ones have to be expected.
    fn listed(&self, sent: &Schema<'_>) -> Option<Vec<Value>> {
        let is_closed = self.direction == Direction::Request || !sent.is_open_set();
        let values = sent.values().filter(|_| is_closed)?;
        Some(values.values().map(|node| node.value().clone()).collect())
    }
}

impl Kind {
    /// The closest limit of a schema; none where each value of the type is within.
    fn limit(&self, schema: &Schema<'_>) -> Option<Limit> {
        let keywords = [Some((self.inclusive, false)), self.exclusive.map(|keyword| (keyword, true))];
        let limits = keywords.into_iter().flatten().flat_map(|(keyword, is_exclusive)| {
            let numbers = schema.keywords(keyword).filter_map(|node| node.value().as_number().cloned());
            numbers.map(move |value| Limit { keyword, value, is_exclusive })
        });
        let is_natural = self.exclusive.is_none() && self.side == Side::Least;
        let limits = limits.filter(|limit| !is_natural || limit.value != Number::from(0));
        let limits =
            limits.map(|limit| if schema.types().contains("number") { limit } else { self.among_integers(limit) });
        limits.reduce(|one, other| if self.order(&one, &other).is_lt() { other } else { one })
    }

    /// Whether all values of a schema are within a limit.
    fn keeps(&self, schema: &Schema<'_>, limit: &Limit) -> bool {
        self.limit(schema).is_some_and(|own| self.order(&own, limit).is_ge())
    }

    /// Whether a value is within a limit; what is of another type is.
    fn holds(&self, value: &Value, limit: &Limit) -> bool {
        let size = match (self.of_type, value) {
            ("integer", Value::Number(number)) => number.clone(),
            ("string", Value::String(text)) => text.chars().count().into(),
            ("array", Value::Array(elements)) => elements.len().into(),
            ("object", Value::Object(members)) => members.len().into(),
            _ => return true,
        };
        let order = compare(&size, &limit.value);
        let order = if self.side == Side::Most { order.reverse() } else { order };
        order.is_gt() || (order.is_eq() && !limit.is_exclusive)
    }

    /// Which limit is closer: the greater one.
    fn order(&self, one: &Limit, other: &Limit) -> Ordering {
        let order = compare(&one.value, &other.value);
        let order = if self.side == Side::Most { order.reverse() } else { order };
        order.then(one.is_exclusive.cmp(&other.is_exclusive))
    }

    /// The same limit without being exclusive, where all that it limits are integers.
    fn among_integers(&self, limit: Limit) -> Limit {
        let Some(value) = limit.value.as_i64().filter(|_| limit.is_exclusive) else { return limit };
        let next = match self.side {
            Side::Least => value.checked_add(1),
            Side::Most => value.checked_sub(1),
        };
        match next {
            Some(next) => Limit { value: next.into(), is_exclusive: false, ..limit },
            None => limit,
        }
    }
}

/// By value; exactly, where both are whole.
fn compare(one: &Number, other: &Number) -> Ordering {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.as_f64().unwrap_or_default().total_cmp(&other.as_f64().unwrap_or_default()),
    }
}

fn steps(schema: &Schema<'_>) -> Vec<Number> {
    schema.keywords("multipleOf").filter_map(|node| node.value().as_number().cloned()).collect()
}

fn is_multiple(number: &Number, of: &Number) -> bool {
    match (number.as_i64(), of.as_i64()) {
        (Some(number), Some(of)) => number.checked_rem(of) == Some(0),
        _ => number == of,
    }
}

fn is_set(schema: &Schema<'_>) -> bool {
    schema.keywords("uniqueItems").any(|node| node.value() == &Value::Bool(true))
}

fn patterns(schema: &Schema<'_>) -> BTreeSet<String> {
    schema.keywords("pattern").filter_map(|node| node.value().as_str().map(str::to_owned)).collect()
}
