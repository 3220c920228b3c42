//! The rules, by what they look at.

mod bodies;
mod operations;
mod parameters;
mod problems;
mod responses;
mod schema;
mod security;
mod webhooks;

use crate::{direction::Versions, document::Document, findings::Break};

/// The breaks between two versions of a document, by operation and pointer.
#[must_use]
pub fn compare(old: &Document, new: &Document) -> Vec<Break> {
    let documents = Versions { old, new };
    let mut breaks = operations::compare(documents);
    breaks.extend(webhooks::compare(documents));
    breaks.sort();
    breaks
}
