//! The services that slices share, over the store in memory.

mod accounts;
mod administration;
mod attempt_limits;
mod authorization;
mod bench;
mod clock_jumps;
mod interleaved;
mod new_passwords;
mod reissue;
mod renewal;
mod session_issuer;
mod session_limit;
mod sign_in;
