//! `cargo slice aggregate`: an aggregate whole, from its rules to its calls.

mod addition;
mod arguments;
mod audience;
mod context;
mod faults;
mod field;
mod field_context;
mod field_parser;
mod names;
mod recipe;
mod recorded;
mod removal;
mod render;
mod rows;
mod samples;
mod seed;
mod snippets;
mod taken;
mod target_context;
mod targets;

pub(crate) use addition::{Addition, plan as plan_addition};
pub(crate) use arguments::{Access, Aggregate, Arguments};
pub(crate) use field::Field;
pub(crate) use recipe::plan;
pub(crate) use recorded::{find, known};
pub(crate) use removal::plan as plan_removal;
