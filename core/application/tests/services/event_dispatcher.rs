use std::{sync::Arc, time::Duration};

use application::{Clock, CycleOutcome, EventId, Ids, Maintenance, StoreError, WaitingEvent};
use memory_store::Fault;

use crate::dispatch_bench::{Answer, DispatchBench};

const NONE: [EventId; 0] = [];

#[tokio::test]
async fn the_events_of_one_subject_are_delivered_in_order_and_once() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let mut events = Vec::new();
    // More than one page, and more than one batch of removals.
    for _ in 0..130 {
        events.push(bench.happen(1).await);
    }
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events);
    assert_eq!(bench.receiver.most_under_way(), 1);
    assert_eq!(bench.pending_ids().await, NONE);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
    assert_eq!(bench.receiver.delivered(), NONE);
}

#[tokio::test]
async fn nothing_is_delivered_in_maintenance() {
    let bench = DispatchBench::new();
    let (dispatcher, event) = (bench.dispatcher(15), bench.happen(1).await);
    let maintenance: Arc<dyn Maintenance> = bench.bench.persistence.resolve();
    maintenance.begin(bench.bench.now()).await.unwrap();
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
    assert_eq!((bench.receiver.delivered(), bench.pending_ids().await), (NONE.to_vec(), vec![event]));
    // The lease is free again.
    let owner = bench.bench.fakes.ids.next();
    assert!(bench.outbox.acquire(owner, bench.bench.now(), bench.bench.now()).await.unwrap());
    maintenance.end().await.unwrap();
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [event]);
}

#[tokio::test]
async fn eight_subjects_are_delivered_at_a_time() {
    let bench = DispatchBench::new();
    let mut events = bench.happen_to_each(30).await;
    assert_eq!(bench.dispatcher(15).run_cycle().await.unwrap(), CycleOutcome::Progress);
    let mut delivered = bench.receiver.delivered();
    delivered.sort();
    events.sort();
    assert_eq!(delivered, events);
    assert_eq!(bench.receiver.most_under_way(), 8);
}

#[tokio::test]
async fn an_event_that_was_dated_ahead_by_another_clock_does_not_wait() {
    let bench = DispatchBench::new();
    let event = bench.happen(1).await;
    let now = bench.bench.now();
    bench.bench.fakes.clock.set(crate::bench::shifted(now, -1_800));
    assert_eq!(bench.dispatcher(15).run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [event]);
}

#[tokio::test]
async fn one_dispatcher_is_at_work_at_a_time_and_the_next_when_its_lease_has_ended() {
    let bench = DispatchBench::new();
    let (first, second) = (Arc::new(bench.dispatcher(15)), bench.dispatcher(15));
    let event = bench.happen(1).await;
    bench.receiver.react(|_| Answer::Silence);
    let cycle = tokio::spawn(async move { first.run_cycle().await });
    while bench.receiver.delivered() != [event] {
        tokio::task::yield_now().await;
    }
    let refused = CycleOutcome::LeasedElsewhere { waiting: Some(WaitingEvent { event, attempts: 0 }) };
    assert_eq!(second.run_cycle().await.unwrap(), refused);

    // The process of the first dies in the middle of the delivery.
    cycle.abort();
    bench.receiver.recover();
    bench.let_pass(29);
    assert_eq!(second.run_cycle().await.unwrap(), refused);
    assert_eq!(bench.receiver.delivered(), NONE);
    bench.let_pass(1);
    assert_eq!(second.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [event]);
}

#[tokio::test]
async fn a_process_whose_clock_was_ahead_and_that_died_stops_no_deliveries() {
    let bench = DispatchBench::new();
    let (first, second) = (bench.dispatcher(15), bench.dispatcher(15));
    let event = bench.happen(1).await;
    let now = bench.bench.now();
    bench.bench.fakes.clock.set(crate::bench::shifted(now, 7_200));
    bench.receiver.react(|_| Answer::Silence);
    let cycle = tokio::spawn(async move { first.run_cycle().await });
    while bench.receiver.delivered() != [event] {
        tokio::task::yield_now().await;
    }
    cycle.abort();
    bench.receiver.recover();
    bench.bench.fakes.clock.set(now);
    assert_eq!(second.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [event]);
}

#[tokio::test]
async fn dispatchers_take_turns_without_waiting() {
    let bench = DispatchBench::new();
    let dispatchers = [bench.dispatcher(15), bench.dispatcher(15)];
    for dispatcher in dispatchers.iter().cycle().take(4) {
        let event = bench.happen(1).await;
        assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
        assert_eq!(bench.receiver.delivered(), [event]);
    }
}

#[tokio::test]
async fn events_whose_delivery_was_not_recorded_are_delivered_again_in_order() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let events = [bench.happen(1).await, bench.happen(1).await];
    let store = bench.bench.store.clone();
    bench.receiver.react(move |_| {
        store.set_fault(Some(Fault::Unavailable));
        Answer::Taken
    });
    let failed = dispatcher.run_cycle().await;
    assert!(matches!(failed, Err(StoreError::Unavailable(_))), "{failed:?}");
    assert_eq!(bench.receiver.delivered(), events);

    bench.receiver.recover();
    bench.bench.store.set_fault(None);
    assert_eq!(bench.pending_ids().await, events);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events);
    assert_eq!(bench.pending_ids().await, NONE);
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_reported_and_nothing_is_delivered() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    bench.happen(1).await;
    bench.bench.store.set_fault(Some(Fault::Unavailable));
    let failed = dispatcher.run_cycle().await;
    assert!(matches!(failed, Err(StoreError::Unavailable(_))), "{failed:?}");
    bench.bench.store.set_fault(Some(Fault::Unexpected));
    let failed = dispatcher.run_cycle().await;
    assert!(matches!(failed, Err(StoreError::Unexpected(_))), "{failed:?}");
    assert_eq!(bench.receiver.delivered(), NONE);
}

#[tokio::test]
async fn no_delivery_begins_that_could_outlast_the_lease() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let events = [bench.happen(1).await, bench.happen(1).await, bench.happen(1).await];
    let clock = bench.bench.fakes.clock.clone();
    bench.receiver.react(move |_| {
        clock.advance(Duration::from_secs(6));
        Answer::Taken
    });
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events[..2]);
    assert_eq!(bench.pending_ids().await, events[2..]);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events[2..]);
}

#[tokio::test]
async fn a_clock_that_goes_back_ends_a_cycle_and_no_later_event_overtakes() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let events = [bench.happen(1).await, bench.happen(1).await];
    let (clock, earlier) = (bench.bench.fakes.clock.clone(), crate::bench::shifted(bench.bench.now(), -3_600));
    bench.receiver.react(move |_| {
        clock.set(earlier);
        Answer::Taken
    });
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events[..1]);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events[1..]);
    assert_eq!(bench.bench.fakes.clock.now(), earlier);
}

#[tokio::test]
async fn what_a_cycle_left_out_is_overtaken_by_nothing_on_a_later_page() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let first = [bench.happen(1).await, bench.happen(1).await];
    for _ in 0..120 {
        bench.happen(2).await;
    }
    let last = bench.happen(1).await;
    // The clock is set back with the first event, and forward again with the next.
    let (clock, now) = (bench.bench.fakes.clock.clone(), bench.bench.now());
    let earlier = crate::bench::shifted(now, -3_600);
    bench.receiver.react(move |event| {
        clock.set(if event.id == first[0] { earlier } else { now });
        Answer::Taken
    });
    while !bench.pending_ids().await.is_empty() {
        assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    }
    let delivered = bench.receiver.delivered();
    let of_first: Vec<EventId> = delivered.into_iter().filter(|id| first.contains(id) || *id == last).collect();
    assert_eq!(of_first, [first[0], first[1], last]);
}

#[tokio::test]
async fn a_stopping_dispatcher_ends_its_deliveries_and_begins_none() {
    let bench = DispatchBench::new();
    let dispatcher = Arc::new(bench.dispatcher(15));
    let events = [bench.happen(1).await, bench.happen(1).await];
    let stopping = dispatcher.clone();
    bench.receiver.react(move |_| {
        stopping.stop();
        Answer::Taken
    });
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events[..1]);
    assert_eq!(bench.pending_ids().await, events[1..]);
    assert!(dispatcher.is_stopping());

    // Its lease was released: another dispatcher need not wait.
    bench.receiver.recover();
    assert_eq!(bench.dispatcher(15).run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), events[1..]);
}
