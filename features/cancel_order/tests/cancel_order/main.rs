//! The use case over the store in memory, and its route behind the edge of the server.

mod cancelled;
mod competing;
mod faults;
mod races;
mod refused;
mod rights;
mod stock;
mod support;
