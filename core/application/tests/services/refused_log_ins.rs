use std::{sync::Arc, time::Duration};

use application::{RefusedLogIns, RefusedOfDay, StoreError};
use memory_store::Fault;

use crate::bench::Bench;

const HOUR: Duration = Duration::from_hours(1);
const MILLISECOND: Duration = Duration::from_millis(1);

fn refused(bench: &Bench) -> Arc<dyn RefusedLogIns> {
    bench.services.resolve()
}

async fn of_last_day(bench: &Bench) -> RefusedOfDay {
    refused(bench).of_last_day().await.unwrap()
}

#[tokio::test]
async fn each_counts_in_its_hour_and_the_23_after_it() {
    let bench = Bench::new();
    let began = bench.now();
    bench.fakes.clock.set(began.after(HOUR).before(MILLISECOND));
    refused(&bench).record().await;
    bench.fakes.clock.advance(HOUR);
    refused(&bench).record().await;
    refused(&bench).record().await;
    bench.fakes.clock.set(began.after(HOUR * 24).before(MILLISECOND));
    assert_eq!(of_last_day(&bench).await, RefusedOfDay { count: 3, since: began });
    bench.fakes.clock.set(began.after(HOUR * 24));
    assert_eq!(of_last_day(&bench).await, RefusedOfDay { count: 2, since: began.after(HOUR) });
    bench.fakes.clock.set(began.after(HOUR * 25));
    assert_eq!(of_last_day(&bench).await, RefusedOfDay { count: 0, since: began.after(HOUR * 2) });
}

#[tokio::test]
async fn a_store_that_fails_counts_nothing_and_is_reported_to_the_reader_alone() {
    let bench = Bench::new();
    bench.store.set_fault(Some(Fault::Unavailable));
    refused(&bench).record().await;
    let error = refused(&bench).of_last_day().await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    bench.store.set_fault(None);
    assert_eq!(of_last_day(&bench).await.count, 0);
}
