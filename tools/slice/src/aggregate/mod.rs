//! `cargo slice aggregate`: an aggregate whole, from its rules to its calls.

mod arguments;
mod context;
pub(crate) mod field;
mod names;
mod recipe;
mod removal;
mod render;
mod rows;
mod samples;
mod snippets;
mod taken;
mod targets;

pub(crate) use arguments::{Access, Aggregate, Arguments};
pub(crate) use recipe::plan;
pub(crate) use removal::plan as plan_removal;
