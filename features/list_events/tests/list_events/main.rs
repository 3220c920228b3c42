//! The use case over the memory store, and its route behind the server's edge.

mod filters;
mod list;
mod pages;
mod seen_by;
mod support;
