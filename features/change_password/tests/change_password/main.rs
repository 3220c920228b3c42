//! The use case over the memory store, and its route behind the server's edge.

mod changed;
mod competing;
mod guesses;
mod refused;
mod support;
