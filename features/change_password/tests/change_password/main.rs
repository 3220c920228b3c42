//! The use case over the store in memory, and its route behind the edge of the server.

#![expect(clippy::struct_field_names, reason = "the `module!` macro names the fields of a module")]

mod changed;
mod competing;
mod guesses;
mod refused;
mod support;
