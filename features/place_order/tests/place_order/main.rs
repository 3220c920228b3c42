//! The use case over the store in memory, and its route behind the edge of the server.

mod bodies;
mod competing;
mod faults;
mod keys;
mod placed;
mod races;
mod refused;
mod replays;
mod support;
