//! `cargo slice aggregate`: an aggregate whole, from its rules to its calls.

mod arguments;
mod audience;
mod context;
mod faults;
mod field;
mod field_context;
mod field_parser;
mod names;
mod recipe;
mod removal;
mod render;
mod rows;
mod samples;
mod snippets;
mod taken;
mod target_context;
mod targets;

pub(crate) use arguments::{Access, Aggregate, Arguments};
pub(crate) use recipe::plan;
pub(crate) use removal::plan as plan_removal;
