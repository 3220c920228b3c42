//! The use cases over the store in memory, and their routes behind the edge of the server.

mod audiences;
mod history;
mod list;
mod pages;
mod seen_by;
mod support;
mod view;
