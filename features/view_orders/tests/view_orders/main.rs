//! The use cases over the memory store, and their routes behind the server's edge.

mod audiences;
mod history;
mod list;
mod pages;
mod seen_by;
mod support;
mod view;
