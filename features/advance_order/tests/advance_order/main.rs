//! The use case over the store in memory, and its route behind the edge of the server.

mod advanced;
mod competing;
mod faults;
mod refused;
mod support;
