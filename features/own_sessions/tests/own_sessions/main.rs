//! The use cases over the memory store, and their routes behind the server's edge.

mod end;
mod list;
mod support;
