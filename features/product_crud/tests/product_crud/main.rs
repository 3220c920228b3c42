//! The use cases over the store in memory, and their routes behind the edge of the server.

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
