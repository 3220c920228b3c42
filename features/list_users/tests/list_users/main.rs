//! The use cases over the store in memory, and their routes behind the edge of the server.

#![expect(clippy::struct_field_names, reason = "the `module!` macro names the fields of a module")]

mod list;
mod seen_by;
mod support;
mod view;
