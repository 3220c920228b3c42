use time::{UtcDateTime, macros::format_description};

/// Milliseconds since 1970, as the product stores times.
pub(crate) type Millis = i64;

/// The present moment.
#[expect(clippy::disallowed_methods, reason = "no test controls the time of this program")]
pub(crate) fn now() -> UtcDateTime {
    UtcDateTime::now()
}

pub(crate) fn millis(moment: UtcDateTime) -> Millis {
    moment.unix_timestamp() * 1_000 + i64::from(moment.millisecond())
}

/// RFC 3339 with three fraction digits.
pub(crate) fn text(millis: Millis) -> String {
    let moment =
        UtcDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).unwrap_or(UtcDateTime::UNIX_EPOCH);
    moment
        .format(format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"))
        .unwrap_or_default()
}

/// RFC 3339 with six fraction digits, as in lines of the log.
pub(crate) fn log_text(moment: UtcDateTime) -> String {
    moment
        .format(format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z"))
        .unwrap_or_default()
}
