//! The product's metrics: what Prometheus scrapes, whether dashboard and alerts query existing metrics, and behaviour
//! under overload.

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
