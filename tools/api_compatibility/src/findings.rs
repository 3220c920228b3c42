use std::{borrow::Cow, collections::BTreeSet, fmt};

use serde_json::Value;

use crate::rule::Rule;

/// A change that breaks a client or receiver.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// Which call it breaks: `GET /users/{id}`, or `POST webhook userSignedUp`.
    pub operation: String,
    /// Where it is: a JSON Pointer into the new document; for what was removed, into the old one.
    pub pointer: String,
    /// What it breaks.
    pub rule: Rule,
    /// What the old document says there, in full.
    pub was: String,
    /// What the new document says there, in full.
    pub is: String,
}

impl fmt::Display for Break {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, pointer, rule, was, is } = self;
        write!(formatter, "{rule} · {operation} · {pointer} · was {}, is {}", cut(was), cut(is))
    }
}

/// The breaks of one operation.
#[derive(Clone)]
pub(crate) struct Findings {
    operation: String,
    breaks: BTreeSet<Break>,
}

impl Findings {
    pub(crate) fn of(operation: &str) -> Self {
        Self { operation: operation.to_owned(), breaks: BTreeSet::new() }
    }

    /// Adds a break. What is absent in a version is "nothing" there.
    pub(crate) fn add(
        &mut self,
        rule: Rule,
        pointer: impl Into<String>,
        was: impl Into<String>,
        is: impl Into<String>,
    ) {
        let (operation, pointer) = (self.operation.clone(), pointer.into());
        self.breaks.insert(Break { operation, pointer, rule, was: was.into(), is: is.into() });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.breaks.is_empty()
    }

    pub(crate) fn into_breaks(self) -> BTreeSet<Break> {
        self.breaks
    }
}

/// A version that has nothing at a place.
pub(crate) const NOTHING: &str = "nothing";

/// The value, or that there is none.
pub(crate) fn text_or_nothing(value: Option<&Value>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), Value::to_string)
}

/// As much of a text as fits into a line.
fn cut(text: &str) -> Cow<'_, str> {
    const MOST: usize = 100;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}
