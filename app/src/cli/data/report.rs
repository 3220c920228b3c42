use application::{Difference, Report, Summary};
use serde_json::json;
use thiserror::Error;

use crate::cli::{CommandResult, output::say};

/// The most differences that are printed.
const MOST: usize = 20;

/// The two sides have different rows, or rows that break a rule.
#[derive(Debug, Error)]
#[error("the data is not the same, or breaks a rule: see the lines above")]
pub(in crate::cli) struct Differs;

/// Prints each kind as a line of JSON.
pub(super) fn kinds<'a>(kinds: impl Iterator<Item = (&'a str, &'a Summary)>) -> CommandResult {
    for (kind, summary) in kinds {
        say(json!({"kind": kind, "rows": summary.count(), "digest": summary.digest().to_string()}))?;
    }
    Ok(())
}

/// Prints the result of a comparison: each kind, and what is wrong.
///
/// # Errors
/// [`Differs`].
pub(super) fn comparison(report: &Report) -> CommandResult {
    for (kind, [one, other]) in &report.kinds {
        if one == other {
            kinds([(*kind, one)].into_iter())?;
        } else {
            let side = |summary: &Summary| json!({"rows": summary.count(), "digest": summary.digest().to_string()});
            say(json!({"kind": kind, "same": false, "here": side(one), "there": side(other)}))?;
        }
    }
    for difference in report.differences.iter().take(MOST) {
        let (kind, key, what) = match difference {
            Difference::Missing(kind, key) => (kind, key, "it is missing there"),
            Difference::Extra(kind, key) => (kind, key, "it is missing here"),
            Difference::Other(kind, key) => (kind, key, "its contents differ"),
        };
        say(json!({"kind": kind, "row": key, "difference": what}))?;
    }
    for violation in &report.violations {
        say(json!({"violation": violation.to_string()}))?;
    }
    if report.is_clean() { Ok(()) } else { Err(Differs.into()) }
}
