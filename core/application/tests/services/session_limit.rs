use std::{sync::Arc, time::Duration};

use application::{Actor, EventKind, LiveSessions, ServiceSettings, SessionLimit, Sessions, Subject};
use domain::{Role, Session, User};
use memory_store::Fault;
use serde_json::json;

use crate::bench::{Bench, SETTINGS};

const MAX: usize = SETTINGS.max_sessions_per_user as usize;

async fn sessions(bench: &Bench, user: &User, count: usize) -> Vec<Session> {
    let mut sessions = Vec::new();
    for _ in 0..count {
        bench.fakes.clock.advance(Duration::from_millis(1));
        sessions.push(bench.sign_in(user.clone()).await.0.session);
    }
    sessions
}

async fn live(bench: &Bench, user: &User) -> Vec<Session> {
    let sessions: Arc<dyn Sessions> = bench.persistence.resolve();
    let which = LiveSessions { user: user.id(), epoch: user.session_epoch(), now: bench.now() };
    sessions.list_live(which, None, u16::MAX).await.unwrap()
}

async fn enforce(bench: &Bench, user: &User) {
    let limit: Arc<dyn SessionLimit> = bench.services.resolve();
    limit.enforce(user, &bench.caller()).await;
}

#[tokio::test]
async fn the_oldest_sessions_beyond_the_limit_end_each_with_its_event() {
    let bench = Bench::new();
    let user = bench.user("ada.lovelace", Role::User).await;
    let all = sessions(&bench, &user, MAX + 2).await;
    enforce(&bench, &user).await;
    assert_eq!(live(&bench, &user).await, all[2..]);
    let events = bench.store.events();
    assert_eq!(events.len(), 2);
    for (event, session) in events.iter().zip(&all) {
        assert_eq!(event.kind, EventKind::SessionEnded);
        assert_eq!((event.subject, event.actor), (Subject::User(user.id()), Actor::User(user.id())));
        assert_eq!(json!(event.data), json!({"sessionId": session.id().to_string()}));
    }
    enforce(&bench, &user).await;
    assert_eq!(bench.store.events(), events, "within the limit nothing ends");
}

#[tokio::test]
async fn as_many_as_the_limit_stay() {
    let bench = Bench::new();
    let user = bench.user("ada.lovelace", Role::User).await;
    let all = sessions(&bench, &user, MAX).await;
    enforce(&bench, &user).await;
    assert_eq!(live(&bench, &user).await, all);
    assert_eq!(bench.store.events(), []);
}

#[tokio::test]
async fn hundreds_beyond_the_limit_are_ended_over_a_few_calls() {
    let bench = Bench::new();
    let user = bench.user("ada.lovelace", Role::User).await;
    let all = sessions(&bench, &user, 600).await;
    for _ in 0..3 {
        enforce(&bench, &user).await;
    }
    assert_eq!(live(&bench, &user).await, all[600 - MAX..]);
}

#[tokio::test]
async fn sessions_of_others_of_earlier_epochs_and_expired_ones_count_nowhere() {
    let bench = Bench::new();
    let (user, other) = (bench.user("ada.lovelace", Role::User).await, bench.user("bob.bobson", Role::User).await);
    sessions(&bench, &user, 2).await;
    bench.fakes.clock.advance(Duration::from_mins(30));
    let of_other = sessions(&bench, &other, MAX + 1).await;
    sessions(&bench, &user, 2).await;
    bench.alter(&user, |user| user.session_epoch = user.session_epoch.next()).await;
    let user = bench.stored_user(&user).await;
    let all = sessions(&bench, &user, MAX).await;
    enforce(&bench, &user).await;
    assert_eq!((live(&bench, &user).await, live(&bench, &other).await), (all, of_other));
    assert_eq!(bench.store.events(), []);
}

#[tokio::test]
async fn a_limit_of_one_leaves_the_newest() {
    let bench = Bench::with(ServiceSettings { max_sessions_per_user: 1, ..SETTINGS });
    let user = bench.user("ada.lovelace", Role::User).await;
    let all = sessions(&bench, &user, 4).await;
    enforce(&bench, &user).await;
    assert_eq!(live(&bench, &user).await, all[3..]);
}

#[tokio::test]
async fn a_store_that_fails_fails_nobody_and_the_next_call_catches_up() {
    for fault in [Fault::Unavailable, Fault::Unexpected, Fault::CommitsUnavailable, Fault::CommitsStale] {
        let bench = Bench::new();
        let user = bench.user("ada.lovelace", Role::User).await;
        let all = sessions(&bench, &user, MAX + 1).await;
        bench.store.set_fault(Some(fault));
        enforce(&bench, &user).await;
        bench.store.set_fault(None);
        assert_eq!(live(&bench, &user).await, all, "{fault:?}");
        enforce(&bench, &user).await;
        assert_eq!(live(&bench, &user).await, all[1..], "{fault:?}");
    }
}

#[tokio::test]
async fn those_who_enforce_at_once_end_each_session_once() {
    let bench = Bench::with_interleaved_reads();
    let user = bench.user("ada.lovelace", Role::User).await;
    let all = sessions(&bench, &user, MAX + 4).await;
    tokio::join!(enforce(&bench, &user), enforce(&bench, &user), enforce(&bench, &user));
    assert_eq!(live(&bench, &user).await, all[4..]);
    assert_eq!(bench.store.events().len(), 4);
}
