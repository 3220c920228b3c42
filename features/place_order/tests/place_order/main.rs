//! The use case over the memory store, and its route behind the server's edge.

mod bodies;
mod competing;
mod faults;
mod keys;
mod placed;
mod races;
mod refused;
mod replays;
mod support;
