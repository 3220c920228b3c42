//! The services that slices share, over the store in memory.

mod accounts;
mod administration;
mod authorization;
mod bench;
mod clock_jumps;
mod dispatch_bench;
mod event_dispatcher;
mod failed_deliveries;
mod interleaved;
mod new_passwords;
mod order_access;
mod rate_limiter;
mod refused_log_ins;
mod reissue;
mod renewal;
mod session_issuer;
mod session_limit;
mod sign_in;
mod staging;
mod transfer;
mod work;
