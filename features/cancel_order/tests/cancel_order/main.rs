//! The use case over the memory store, and its route behind the server's edge.

mod cancelled;
mod competing;
mod faults;
mod races;
mod refused;
mod rights;
mod stock;
mod support;
