//! Runs the tests of a slice: the memory store, controlled time, randomness and secrets, and the server's own edge. For
//! tests alone: failures panic.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test that can't be set up has failed"
)]

mod administration;
mod answer;
mod faults;
mod log;
mod observe;
mod orders;
mod overtaken;
mod products;
mod world;

pub use administration::{Administered, AdministrationCall, Rights};
pub use answer::Answer;
pub use faults::{FAULTS, StoreFailure, is_of_taken_id};
pub use log::{logged, security_events};
pub use observe::kinds;
pub use world::{ATTEMPTS, MAX_SESSIONS, PASSWORD, World, from_address, http_settings, with_cookie};
