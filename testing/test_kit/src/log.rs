use std::{
    io,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use serde_json::Value;
use tracing::{Dispatch, Level, instrument::WithSubscriber, subscriber::NoSubscriber};

/// A second subscriber, which is never interested. With only one, `tracing` caches the interest of the thread that
/// first reaches a log statement, so a test without a subscriber would silence it for the one that has one.
static NOBODY: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::default()));

/// The result of `work`, and everything that it logs on this thread, at every level: one JSON object a line.
pub async fn logged<T>(work: impl Future<Output = T>) -> (T, String) {
    LazyLock::force(&NOBODY);
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().json().with_max_level(Level::TRACE).with_writer(move || writer.clone()).finish();
    let result = work.with_subscriber(subscriber).await;
    let bytes = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (result, String::from_utf8(bytes).expect("a log in UTF-8"))
}

/// The fields of the security events in a log, in order.
#[must_use]
pub fn security_events(log: &str) -> Vec<Value> {
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("a JSON object a line"));
    lines.filter(|line| line["target"] == "security").map(|line| line["fields"].clone()).collect()
}

/// The lines that were logged; clones share them.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
