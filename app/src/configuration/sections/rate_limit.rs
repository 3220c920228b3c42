use std::time::Duration;

use application::{Bound, Bounded, RateLimitSettings};

use crate::configuration::{
    kinds::{YEAR_SECONDS, boolean, days, number, seconds},
    reader::Reader,
};

/// The most consecutive wrong guesses at an account's password (NIST SP 800-63B-4, section 3.2.2). It bounds those of
/// one address too: one that is familiar to the account is not counted with the others.
const MOST_GUESSES: u32 = 100;

/// The bounds of guessing passwords and making accounts.
pub(in crate::configuration) fn rate_limit(reader: &mut Reader<'_>) -> RateLimitSettings {
    let is_enabled = reader
        .key("rate_limit.enabled")
        .means("Whether attempts to log in and to sign up are bounded.")
        .means("`false` is for load runs, and for those who bound them elsewhere.")
        .or(true, boolean());
    RateLimitSettings {
        bounded: if is_enabled { Bounded::Yes } else { Bounded::No },
        address: Bound {
            attempts: reader
                .key("rate_limit.address_attempts")
                .means("The most wrong guesses and new accounts of one address within its window, {bounds}.")
                .means("An IPv6 network of 64 bits is one address.")
                .or(100, number(1..=1_000_000)),
            window: window(reader, "rate_limit.address_window_seconds", Duration::from_mins(15)),
        },
        account_from_address: Bound {
            attempts: reader
                .key("rate_limit.account_address_attempts")
                .means("The most wrong guesses at one account from one address within their window, {bounds}.")
                .means("The right password forgives those before it.")
                .or(10, number(1..=MOST_GUESSES)),
            window: window(reader, "rate_limit.account_address_window_seconds", Duration::from_mins(15)),
        },
        account: Bound {
            attempts: reader
                .key("rate_limit.account_attempts")
                .means("The most wrong guesses at one account from all addresses that are not familiar to it,")
                .means("within their window, {bounds} (NIST SP 800-63B-4, section 3.2.2).")
                .means("The right password forgives those before it.")
                .or(100, number(1..=MOST_GUESSES)),
            window: window(reader, "rate_limit.account_window_seconds", Duration::from_hours(24)),
        },
        known_address_lifetime: reader
            .key("rate_limit.familiar_days")
            .means("How long an address stays familiar to an account that logged in from it, {bounds}:")
            .means("guesses of strangers don't keep the owner out there.")
            .or(Duration::from_hours(90 * 24), days(1..=365)),
    }
}

fn window(reader: &mut Reader<'_>, name: &str, default: Duration) -> Duration {
    let meaning = "That window, from the first of them on, {bounds}.";
    reader.key(name).means(meaning).or(default, seconds(1..=YEAR_SECONDS))
}
