//! The use cases over the memory store, and their routes behind the server's edge.

mod competing;
mod create;
mod delete;
mod events;
mod list;
mod refused;
mod rules;
mod support;
mod update;
mod use_cases;
mod view;
