use std::time::Duration;

use domain::Timestamp;

use crate::PendingEvent;

/// The delay after a first failure; it doubles with each further one (exponential backoff).
const FIRST_WAIT: Duration = Duration::from_secs(5);
/// The longest delay between two attempts.
const LONGEST_WAIT: Duration = Duration::from_hours(1);
/// The pause after a first outage; it doubles with each further one in a row.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause, and so the longest delay until the end of an outage is noticed.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// The delay after `attempts` failures.
pub(super) fn wait_after(attempts: u32) -> Duration {
    spread(doubled(FIRST_WAIT, attempts, LONGEST_WAIT))
}

/// The pause of all deliveries after `outages` in a row.
pub(super) fn pause_after(outages: u32) -> Duration {
    doubled(FIRST_PAUSE, outages, LONGEST_PAUSE)
}

/// The delay of an event that failed in an outage: longer than the pause, so that other events are tried first.
/// Otherwise a few events that crash the receiver would block all others.
pub(super) fn wait_in_outage(outages: u32) -> Duration {
    spread(pause_after(outages) * 2)
}

/// The first delay, doubled for each further failure.
fn doubled(first: Duration, number: u32, longest: Duration) -> Duration {
    let factor = 2_u32.saturating_pow(number.saturating_sub(1));
    first.checked_mul(factor).unwrap_or(longest).min(longest)
}

/// Jitter: up to a quarter less, so that events that failed together are not retried together.
fn spread(wait: Duration) -> Duration {
    wait.mul_f64(1.0 - fastrand::f64() / 4.0)
}

/// Whether an event is due.
///
/// An event that was never tried is always due: its time comes from another replica's clock, which may be ahead. So is
/// an event that is postponed for longer than the longest delay: the clock was set back since.
pub(super) fn is_due(pending: &PendingEvent, now: Timestamp) -> bool {
    pending.attempts == 0 || pending.due_at <= now || pending.due_at.since(now) > LONGEST_WAIT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour_and_differ_by_a_quarter() {
        let whole = [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600];
        for (attempts, seconds) in (1..).zip(whole) {
            let longest = Duration::from_secs(seconds);
            for _ in 0..100 {
                let wait = wait_after(attempts);
                assert!(longest.mul_f64(0.75) <= wait && wait <= longest, "{wait:?} after {attempts}");
            }
        }
        assert!(wait_after(u32::MAX) <= LONGEST_WAIT);
    }

    #[test]
    fn pauses_double_up_to_a_minute_and_what_failed_waits_longer() {
        for (outages, seconds) in (1..).zip([1, 2, 4, 8, 16, 32, 60, 60]) {
            let pause = pause_after(outages);
            assert_eq!(pause, Duration::from_secs(seconds));
            for _ in 0..100 {
                let wait = wait_in_outage(outages);
                assert!(pause < wait && wait <= pause * 2, "{wait:?}");
            }
        }
        assert_eq!(pause_after(u32::MAX), LONGEST_PAUSE);
    }
}
