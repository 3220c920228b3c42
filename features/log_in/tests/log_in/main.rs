//! The use case over the store in memory, and its route behind the edge of the server.

#![expect(clippy::struct_field_names, reason = "the `module!` macro names the fields of a module")]

mod bounded;
mod refused;
mod session_limit;
mod started;
mod support;
mod unavailable;
mod upgraded;
