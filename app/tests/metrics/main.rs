//! What the product tells of itself: the figures that Prometheus fetches, whether dashboard and alerts ask for those that
//! there are, and what becomes of a load that is too much.

#![expect(clippy::float_cmp, reason = "a count is a whole number, which the text holds exactly")]

mod connections;
mod documents;
mod dropped_lines;
mod endpoint;
mod overload;
mod queries;
mod scene;
mod store_away;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of the HTTP contract use the rest")]
mod support;
