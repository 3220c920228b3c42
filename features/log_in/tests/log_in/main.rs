//! The use case over the memory store, and its route behind the server's edge.

mod bounded;
mod hung_up;
mod refused;
mod rehashed;
mod session_limit;
mod started;
mod support;
mod unavailable;
