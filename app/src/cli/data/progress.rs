use indicatif::{ProgressBar, ProgressStyle};

/// The number of rows so far. It is drawn only on a terminal.
pub(super) fn rows(what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {human_pos} rows, {per_sec}, for {elapsed}");
    let bar = ProgressBar::no_length().with_message(what);
    style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
}
