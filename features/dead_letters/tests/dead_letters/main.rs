//! The use cases over the memory store, and their routes behind the server's edge.

mod list;
mod redeliver;
mod seen_by;
mod support;
