use std::time::Duration;

use domain::Timestamp;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{Problem, query::invalid};

/// Parses the moment in the query parameter `name`: RFC 3339 with any offset. All that is stored is exact to the
/// millisecond, so a moment between two of them is rounded up: that changes neither what is at it or later, nor what is
/// before it.
///
/// # Errors
/// The problem `invalid-parameter`.
pub fn query_moment(name: &str, text: &str) -> Result<Timestamp, Problem> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        invalid(&format!(
            "`{name}` is not a time as in RFC 3339, such as `2026-11-21T06:12:28.042Z`. In a URL the `+` of an offset is \
             written as `%2B`."
        ))
    })?;
    let millisecond = Timestamp::from(moment);
    let is_between_two = moment.nanosecond() % 1_000_000 > 0;
    Ok(if is_between_two { millisecond.after(Duration::from_millis(1)) } else { millisecond })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    #[test]
    fn a_moment_is_read_with_any_offset_and_rounded_up() {
        for (text, read) in [
            ("2026-11-21T06:12:28.042Z", "2026-11-21T06:12:28.042Z"),
            ("2026-11-21T06:12:28Z", "2026-11-21T06:12:28.000Z"),
            ("2026-11-21T07:12:28.042+01:00", "2026-11-21T06:12:28.042Z"),
            ("2026-11-20T23:12:28.042-07:00", "2026-11-21T06:12:28.042Z"),
            ("2026-11-21T06:12:28.042000Z", "2026-11-21T06:12:28.042Z"),
            ("2026-11-21T06:12:28.042000001Z", "2026-11-21T06:12:28.043Z"),
            ("1969-12-31T23:59:59Z", "1970-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(query_moment("from", text).unwrap().to_string(), read, "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "2026-11-21", "2026-11-21T06:12:28", "2026-13-01T00:00:00Z", "now", "1795241548", "yesterday"]
        {
            let problem = query_moment("from", text).unwrap_err();
            assert_eq!(problem.code(), Code::InvalidParameter, "{text:?}");
        }
    }
}
