use std::time::Duration;

use application::{Bound, Bounded, RateLimitSettings};

use crate::configuration::{
    kinds::{YEAR_SECONDS, boolean, days, number, seconds},
    reader::Reader,
};

/// The most consecutive wrong guesses at an account's password (NIST SP 800-63B-4, section 3.2.2). It bounds those of
/// one address too: a known address is not counted with the others.
const MOST_GUESSES: u32 = 100;

/// The limits on guessing passwords and creating accounts.
pub(in crate::configuration) fn rate_limit(reader: &mut Reader<'_>) -> RateLimitSettings {
    let is_enabled = reader
        .key("rate_limit.enabled")
        .means("Whether attempts to log in and to sign up are rate-limited.")
        .means("`false` is for load tests, and for limits elsewhere.")
        .or(true, boolean());
    RateLimitSettings {
        bounded: if is_enabled { Bounded::Yes } else { Bounded::No },
        address: Bound {
            attempts: reader
                .key("rate_limit.address_attempts")
                .means("The most wrong guesses and new accounts from one address within its window, {bounds}.")
                .means("An IPv6 network of 64 bits counts as one address.")
                .or(100, number(1..=1_000_000)),
            window: window(reader, "rate_limit.address_window_seconds", Duration::from_mins(15)),
        },
        account_from_address: Bound {
            attempts: reader
                .key("rate_limit.account_address_attempts")
                .means("The most wrong guesses at one account from one address within their window, {bounds}.")
                .means("The right password resets the count.")
                .or(10, number(1..=MOST_GUESSES)),
            window: window(reader, "rate_limit.account_address_window_seconds", Duration::from_mins(15)),
        },
        account: Bound {
            attempts: reader
                .key("rate_limit.account_attempts")
                .means("The most wrong guesses at one account from all addresses that are not known to it,")
                .means("within their window, {bounds} (NIST SP 800-63B-4, section 3.2.2).")
                .means("The right password resets the count.")
                .or(100, number(1..=MOST_GUESSES)),
            window: window(reader, "rate_limit.account_window_seconds", Duration::from_hours(24)),
        },
        known_address_lifetime: reader
            .key("rate_limit.familiar_days")
            .means("How long an address stays known to an account that logged in from it, {bounds}:")
            .means("guesses from elsewhere don't lock the owner out there.")
            .or(Duration::from_hours(90 * 24), days(1..=365)),
    }
}

fn window(reader: &mut Reader<'_>, name: &str, default: Duration) -> Duration {
    let meaning = "The length of that window, from its first attempt on, {bounds}.";
    reader.key(name).means(meaning).or(default, seconds(1..=YEAR_SECONDS))
}
