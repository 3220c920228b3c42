use std::{
    thread,
    time::{Duration, Instant},
};

/// The timeout of a test's waits.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(20);

/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// The first result of `look`.
#[track_caller]
pub(crate) fn eventually<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    within(TIMEOUT, what, look)
}

/// The first result of `look`, with a timeout other than the usual one.
#[track_caller]
pub(crate) fn within<T>(timeout: Duration, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + timeout;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}: not within {timeout:?}");
        thread::sleep(PAUSE);
    }
}
