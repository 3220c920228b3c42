use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::{OffsetDateTime, UtcDateTime, macros::format_description};

/// A moment in UTC, exact to the millisecond.
///
/// Every layer and every store keeps this precision, so a moment never changes by being stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Timestamp {
    unix_millis: i64,
}

/// The moment is outside the years 1970 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999")]
pub struct TimestampOutOfRange(i64);

impl Timestamp {
    /// The last moment with a four-digit year, the limit of RFC 3339.
    pub const MAX: Self = Self { unix_millis: 253_402_300_799_999 };

    /// The moment this many milliseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimestampOutOfRange`] before 1970 and after 9999.
    pub const fn from_unix_millis(unix_millis: i64) -> Result<Self, TimestampOutOfRange> {
        if unix_millis < 0 || unix_millis > Self::MAX.unix_millis {
            return Err(TimestampOutOfRange(unix_millis));
        }
        Ok(Self { unix_millis })
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_millis(self) -> i64 {
        self.unix_millis
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down: the `NumericDate` of RFC 7519.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.unix_millis / 1000
    }

    /// The moment this much later, at the latest [`Timestamp::MAX`].
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        let unix_millis = i64::try_from(duration.as_millis())
            .ok()
            .and_then(|millis| self.unix_millis.checked_add(millis))
            .map_or(Self::MAX.unix_millis, |millis| millis.min(Self::MAX.unix_millis));
        Self { unix_millis }
    }

    /// The moment this much earlier, at the earliest the beginning of 1970.
    #[must_use]
    pub fn before(self, duration: Duration) -> Self {
        let unix_millis = i64::try_from(duration.as_millis()).map_or(0, |millis| (self.unix_millis - millis).max(0));
        Self { unix_millis }
    }

    /// The time to record for a change that follows one at `earlier`: this moment, or the millisecond after `earlier`
    /// if the clock is behind it. So the times of an entity's changes are in order, whichever replica wrote them.
    #[must_use]
    pub fn following(self, earlier: Self) -> Self {
        self.max(earlier.after(Duration::from_millis(1)))
    }

    /// The time from `earlier` to this moment; zero where `earlier` is the later one.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        let millis = self.unix_millis.saturating_sub(earlier.unix_millis);
        Duration::from_millis(u64::try_from(millis).unwrap_or_default())
    }
}

impl TryFrom<i64> for Timestamp {
    type Error = TimestampOutOfRange;

    fn try_from(unix_millis: i64) -> Result<Self, TimestampOutOfRange> {
        Self::from_unix_millis(unix_millis)
    }
}

impl From<Timestamp> for i64 {
    fn from(moment: Timestamp) -> Self {
        moment.unix_millis
    }
}

impl From<OffsetDateTime> for Timestamp {
    /// The moment rounded down to the millisecond, and clamped to the range of [`Timestamp`] if the clock is that
    /// wrong.
    fn from(moment: OffsetDateTime) -> Self {
        let millis = moment.unix_timestamp_nanos().div_euclid(1_000_000);
        let unix_millis = i64::try_from(millis).unwrap_or(Self::MAX.unix_millis).clamp(0, Self::MAX.unix_millis);
        Self { unix_millis }
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC with three fraction digits: `2026-11-21T06:12:28.042Z`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = i128::from(self.unix_millis) * 1_000_000;
        let moment = UtcDateTime::from_unix_timestamp_nanos(nanos).map_err(|_| fmt::Error)?;
        let text = moment
            .format(format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"))
            .map_err(|_| fmt::Error)?;
        formatter.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_with_three_fraction_digits() {
        let moment = Timestamp::from_unix_millis(1_795_241_548_040).unwrap();
        assert_eq!(moment.to_string(), "2026-11-21T06:12:28.040Z");
        assert_eq!(Timestamp::from_unix_millis(0).unwrap().to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn moments_outside_four_digit_years_are_refused() {
        assert_eq!(Timestamp::from_unix_millis(-1), Err(TimestampOutOfRange(-1)));
        let beyond = Timestamp::MAX.unix_millis() + 1;
        assert_eq!(Timestamp::from_unix_millis(beyond), Err(TimestampOutOfRange(beyond)));
    }

    #[test]
    fn adding_never_leaves_the_range() {
        assert_eq!(Timestamp::MAX.after(Duration::from_secs(1)), Timestamp::MAX);
        assert_eq!(Timestamp::from_unix_millis(5).unwrap().after(Duration::MAX), Timestamp::MAX);
    }

    #[test]
    fn taking_away_never_leaves_the_range() {
        let early = Timestamp::from_unix_millis(5_000).unwrap();
        assert_eq!(early.before(Duration::from_secs(2)), Timestamp::from_unix_millis(3_000).unwrap());
        for duration in [Duration::from_secs(6), Duration::from_millis(i64::MAX.unsigned_abs()), Duration::MAX] {
            assert_eq!(early.before(duration).unix_millis(), 0);
        }
    }

    #[test]
    fn a_change_follows_the_one_before_whatever_the_clock_says() {
        let at = |millis| Timestamp::from_unix_millis(millis).unwrap();
        assert_eq!(at(5).following(at(3)), at(5));
        assert_eq!(at(5).following(at(5)), at(6));
        assert_eq!(at(5).following(at(9)), at(10));
        assert_eq!(at(5).following(Timestamp::MAX), Timestamp::MAX);
    }

    #[test]
    fn the_time_since_a_later_moment_is_zero() {
        let early = Timestamp::from_unix_millis(1_000).unwrap();
        let late = Timestamp::from_unix_millis(3_500).unwrap();
        assert_eq!(late.since(early), Duration::from_millis(2_500));
        assert_eq!(early.since(late), Duration::ZERO);
    }
}
