//! The use case over the store in memory, and its route behind the edge of the server.

mod changed;
mod competing;
mod guesses;
mod refused;
mod support;
