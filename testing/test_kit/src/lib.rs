//! What the tests of a slice run it with: the store in memory, steered time, chance and secrets, and the same edge that
//! the server has. For tests alone: what fails here panics.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test that can't be set up has failed"
)]

mod administration;
mod answer;
mod commerce;
mod faults;
mod log;
mod observe;
mod overtaken;
mod world;

pub use administration::{Administered, AdministrationCall, Rights};
pub use answer::Answer;
pub use faults::{FAULTS, StoreFailure, is_of_taken_id};
pub use log::{logged, security_events};
pub use observe::kinds;
pub use world::{ATTEMPTS, MAX_SESSIONS, PASSWORD, World, from_address, http_settings, with_cookie};
