use std::{ops::RangeInclusive, time::Duration};

use application::{CycleOutcome, EventId, Failure, PendingEvent};

use crate::dispatch_bench::{Answer, DispatchBench};

const NONE: [EventId; 0] = [];

/// In how many milliseconds an event is due.
fn due_in(bench: &DispatchBench, pending: &PendingEvent) -> Duration {
    pending.due_at.since(bench.bench.now())
}

fn seconds(range: RangeInclusive<f64>) -> RangeInclusive<Duration> {
    Duration::from_secs_f64(*range.start())..=Duration::from_secs_f64(*range.end())
}

#[tokio::test]
async fn a_failure_keeps_its_subject_back_and_no_other() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let (first, other, second) = (bench.happen(1).await, bench.happen(2).await, bench.happen(1).await);
    bench.receiver.answer([(first, Answer::Refused)]);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [first, other]);
    assert_eq!(bench.pending_ids().await, [first, second]);

    // It waits until it is due, and so do the events after it, on later pages too.
    bench.receiver.recover();
    let later = bench.happen(3).await;
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [later]);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
    bench.let_pass(5);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [first, second]);
    assert_eq!(bench.pending_ids().await, NONE);
}

#[tokio::test]
async fn what_waits_fills_no_page_for_those_behind_it() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let stuck = bench.happen(0).await;
    bench.receiver.answer([(stuck, Answer::Refused)]);
    for _ in 0..120 {
        bench.happen(0).await;
    }
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
    assert_eq!(bench.receiver.delivered(), [stuck]);
    let other = bench.happen(1).await;
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [other]);
}

#[tokio::test]
async fn waits_grow_until_the_last_attempt_makes_a_dead_letter_and_the_subject_goes_on() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(4);
    let (first, second) = (bench.happen(1).await, bench.happen(1).await);
    bench.receiver.answer([(first, Answer::Refused)]);
    for (attempts, wait) in [(1, 3.75..=5.0), (2, 7.5..=10.0), (3, 15.0..=20.0)] {
        assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
        let pending = bench.pending().await;
        assert_eq!(pending[0].attempts, attempts);
        assert!(seconds(wait).contains(&due_in(&bench, &pending[0])), "{pending:?}");
        assert_eq!(bench.receiver.delivered(), [first]);
        bench.let_pass(20);
    }
    assert_eq!(bench.dead_letters().await, []);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    let [letter] = <[_; 1]>::try_from(bench.dead_letters().await).expect("one dead letter");
    let reason = "the receiver refused: it said no".to_owned();
    assert_eq!(letter.event.id, first);
    assert_eq!(letter.failure, Failure { attempts: 4, at: bench.bench.now(), reason });
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [first, second]);

    // Redriven: from the beginning.
    bench.bench.commit(|changes| changes.redrive(letter)).await;
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
    assert_eq!(bench.pending().await[0].attempts, 1);
    bench.receiver.recover();
    bench.let_pass(5);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [first, first]);
    assert_eq!(bench.dead_letters().await, []);
}

#[tokio::test]
async fn a_failure_that_was_dated_by_a_clock_far_ahead_does_not_wait_for_it() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    let (event, now) = (bench.happen(1).await, bench.bench.now());
    bench.let_pass(86_400);
    bench.receiver.answer([(event, Answer::Refused)]);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
    bench.bench.fakes.clock.set(now);
    bench.receiver.recover();
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered(), [event, event]);
}

#[tokio::test]
async fn an_outage_is_noticed_after_a_few_events_and_makes_no_dead_letters() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(1);
    let events = bench.happen_to_each(100).await;
    bench.receiver.react(|_| Answer::Unreachable);
    let mut tried = 0;
    for round in 0..60 {
        let pause = Duration::from_secs([1, 2, 4, 8, 16, 32].get(round).copied().unwrap_or(60));
        assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::ReceiverDown { pause });
        let delivered = bench.receiver.delivered().len();
        // As many as are in flight when the fifth fails.
        assert!((5..=13).contains(&delivered), "{delivered}");
        tried += delivered;
        bench.let_pass(pause.as_secs());
    }
    assert!(tried < 1_000, "{tried}");
    assert_eq!(bench.pending_ids().await, events);
    assert_eq!(bench.dead_letters().await, []);

    bench.receiver.recover();
    bench.let_pass(60);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.receiver.delivered().len(), 100);
    assert_eq!(bench.pending_ids().await, NONE);

    // The next outage begins with the shortest pause.
    bench.happen_to_each(5).await;
    bench.receiver.react(|_| Answer::Unreachable);
    let pause = Duration::from_secs(1);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::ReceiverDown { pause });
}

#[tokio::test]
async fn events_that_bring_the_receiver_down_do_not_keep_others_from_it() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    // More than are delivered at a time, and all before the other event.
    let deadly = bench.happen_to_each(12).await;
    let other = bench.happen(100).await;
    let run_and_pause = async || match dispatcher.run_cycle().await.unwrap() {
        CycleOutcome::ReceiverDown { pause } => bench.let_pass(pause.as_secs()),
        _ => bench.let_pass(1),
    };
    bench.receiver.react(|_| Answer::Unreachable);
    let start = bench.bench.now();
    while bench.bench.now().since(start) < Duration::from_mins(10) {
        run_and_pause().await;
    }

    let is_deadly = deadly.clone();
    bench.receiver.react(move |event| if is_deadly.contains(&event.id) { Answer::Unreachable } else { Answer::Taken });
    let end = bench.bench.now();
    while bench.pending_ids().await.contains(&other) {
        run_and_pause().await;
        assert!(bench.bench.now().since(end) < Duration::from_mins(4));
    }
    assert_eq!(bench.pending_ids().await, deadly);
}

#[tokio::test]
async fn silence_about_few_events_is_held_against_them() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(2);
    let events = bench.happen_to_each(4).await;
    bench.receiver.react(|_| Answer::Unreachable);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::NothingDue);
    assert_eq!(bench.pending().await.iter().map(|pending| pending.attempts).collect::<Vec<_>>(), [1; 4]);
    bench.let_pass(5);
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    let letters = bench.dead_letters().await;
    assert_eq!(letters.iter().map(|letter| letter.event.id).collect::<Vec<_>>(), events);
    assert_eq!(letters[0].failure.reason, "the receiver is unavailable: the line is dead");
}

#[tokio::test]
async fn silence_between_answers_is_held_against_the_event() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(15);
    // Every second one gets no response; never five in a row.
    let events = bench.happen_to_each(40).await;
    let silent: Vec<EventId> = events.iter().copied().step_by(2).collect();
    let is_silent = silent.clone();
    bench.receiver.react(move |event| if is_silent.contains(&event.id) { Answer::Unreachable } else { Answer::Taken });
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(bench.pending_ids().await, silent);
    assert!(bench.pending().await.iter().all(|pending| pending.attempts == 1));
}

#[tokio::test(start_paused = true)]
async fn a_publisher_that_never_ends_is_not_waited_for() {
    let bench = DispatchBench::new();
    let dispatcher = bench.dispatcher(1);
    let event = bench.happen(1).await;
    bench.receiver.answer([(event, Answer::Silence)]);
    let since = tokio::time::Instant::now();
    assert_eq!(dispatcher.run_cycle().await.unwrap(), CycleOutcome::Progress);
    assert_eq!(since.elapsed().as_secs(), 11);
    let [letter] = &bench.dead_letters().await[..] else { panic!("one dead letter") };
    assert_eq!(letter.failure.reason, "the receiver is unavailable: no answer within 11s");
}
