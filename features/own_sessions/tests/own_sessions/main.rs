//! The use cases over the store in memory, and their routes behind the edge of the server.

mod end;
mod list;
mod support;
