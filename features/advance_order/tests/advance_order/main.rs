//! The use case over the memory store, and its route behind the server's edge.

mod advanced;
mod competing;
mod faults;
mod refused;
mod support;
