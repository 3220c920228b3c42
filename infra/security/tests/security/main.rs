//! The contract of the security adapters, through their ports.

mod clock_and_ids;
mod forged_tokens;
mod passwords;
mod session_tokens;
mod settings;
mod support;
