mod json;
mod strict;
mod tree;

pub use json::{JsonBody, parse_json};
pub(crate) use strict::{FaultKind, read_strictly};
