use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::future::join_all;
use metrics::{
    Counter, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
    set_default_local_recorder,
};

use super::{TestStore, user};

/// Counts the recorded waits.
#[derive(Default)]
struct Recorded(AtomicUsize);

impl HistogramFn for Recorded {
    fn record(&self, _: f64) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Passes every wait for a connection to `T`.
pub(super) struct WaitRecorder<T>(Arc<T>);

impl<T> WaitRecorder<T> {
    pub(super) fn new(waits: T) -> Self {
        Self(Arc::new(waits))
    }
}

impl<T: HistogramFn + Send + Sync + 'static> Recorder for WaitRecorder<T> {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        assert_eq!(key.name(), "tranche_store_wait_seconds");
        Histogram::from_arc(Arc::clone(&self.0))
    }
}

#[tokio::test]
async fn a_call_records_its_wait_once() {
    let store = TestStore::new().await;
    let waits = WaitRecorder::new(Recorded::default());
    let _recording = set_default_local_recorder(&waits);
    let recorded = || waits.0.0.swap(0, Ordering::Relaxed);
    store.find(&user(1)).await.unwrap();
    assert_eq!(recorded(), 1);
    store.insert(&user(1)).await.unwrap();
    assert_eq!(recorded(), 1, "a single commit");
    let writer = store.database.begin().await.unwrap();
    assert_eq!(recorded(), 1);
    let users = [2, 3, 4].map(user);
    let (outcomes, ()) = tokio::join!(join_all(users.iter().map(|user| store.insert(user))), async {
        writer.roll_back().await.unwrap();
    });
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(recorded(), 3, "commits in one batch");
}
