//! The use case over the store in memory, and its route behind the edge of the server.

mod bounded;
mod hung_up;
mod refused;
mod session_limit;
mod started;
mod support;
mod unavailable;
mod upgraded;
