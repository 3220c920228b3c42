use std::{sync::Arc, time::Duration};

use application::{Actor, EventKind, HasInteractor, Subject};
use domain::Role;
use log_in::{Credentials, LogIn};
use memory_store::Fault;
use serde_json::json;
use test_kit::{Answer, MAX_SESSIONS, PASSWORD, World, kinds};

use crate::support::{log_in, slice};

async fn sessions_of_log_ins(world: &World, count: u16) -> Vec<Answer> {
    let mut answers = Vec::new();
    for _ in 0..count {
        world.fakes.clock.advance(Duration::from_secs(1));
        answers.push(log_in(world, "ada.lovelace", PASSWORD).await);
    }
    answers
}

#[actix_web::test]
async fn a_session_over_the_limit_ends_the_oldest_one() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let answers = sessions_of_log_ins(&world, MAX_SESSIONS + 2).await;
    for (index, answer) in answers.iter().enumerate() {
        assert_eq!(answer.status, 200);
        assert_eq!(world.signed_in_by(answer.cookie()).await.is_some(), index >= 2, "{index}");
    }
    let live: Vec<_> = world.live_sessions(&user).await.iter().map(|session| json!(session.id().to_string())).collect();
    let newest: Vec<_> = answers[2..].iter().map(|answer| answer.body["session"]["id"].clone()).collect();
    assert_eq!(live, newest);
}

#[actix_web::test]
async fn the_end_of_the_oldest_leaves_its_event() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let answers = sessions_of_log_ins(&world, MAX_SESSIONS + 1).await;
    let events = world.store.events();
    assert_eq!(kinds(&events)[4..], [EventKind::SessionEnded]);
    let ended = &events[4];
    assert_eq!((ended.subject, ended.actor), (Subject::User(user.id()), Actor::User(user.id())));
    assert_eq!(ended.request_id.as_str(), "req-7");
    assert_eq!(json!(ended.data), json!({"sessionId": answers[0].body["session"]["id"]}));
}

#[actix_web::test]
async fn only_live_sessions_of_the_same_user_count() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let other = world.user("charles.babbage", Role::User).await;
    for _ in 0..MAX_SESSIONS {
        world.sign_in(&user).await;
        world.sign_in(&other).await;
    }
    world.fakes.clock.advance(Duration::from_mins(30));
    let (_, cookie) = world.sign_in(&other).await;
    sessions_of_log_ins(&world, MAX_SESSIONS).await;
    assert_eq!(world.live_sessions(&user).await.len(), usize::from(MAX_SESSIONS));
    assert_eq!(kinds(&world.store.events()), [EventKind::SessionStarted; 3], "expired ones don't count");
    assert!(world.signed_in_by(&cookie).await.is_some());
}

#[actix_web::test]
async fn many_sessions_beyond_the_limit_are_brought_down_by_one_log_in() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    for _ in 0..100 {
        world.sign_in(&user).await;
    }
    let answer = log_in(&world, "ada.lovelace", PASSWORD).await;
    assert_eq!(world.live_sessions(&user).await.len(), usize::from(MAX_SESSIONS));
    assert!(world.signed_in_by(answer.cookie()).await.is_some());
}

#[actix_web::test]
async fn a_limit_that_can_not_be_kept_just_now_refuses_nobody_and_is_kept_by_the_next() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    for _ in 0..MAX_SESSIONS {
        world.sign_in(&user).await;
    }
    // The commit after the start of the session: a competitor ends the oldest session.
    let mut competitor = world.changes();
    competitor.delete(world.live_sessions(&user).await.remove(0));
    let answer = log_in(&world.overtaken_by([world.mark(), competitor]), "ada.lovelace", PASSWORD).await;
    assert_eq!(answer.status, 200);
    assert_eq!(world.live_sessions(&user).await.len(), usize::from(MAX_SESSIONS));
    assert!(world.signed_in_by(answer.cookie()).await.is_some());

    world.store.set_fault(Some(Fault::CommitsUnavailable));
    log_in(&world, "ada.lovelace", PASSWORD).await.assert_problem(503, "unavailable");
    world.store.set_fault(None);
    assert_eq!(log_in(&world, "ada.lovelace", PASSWORD).await.status, 200);
    assert_eq!(world.live_sessions(&user).await.len(), usize::from(MAX_SESSIONS));
}

#[test]
fn of_parallel_log_ins_no_more_sessions_stay_than_the_limit() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async {
        for _ in 0..20 {
            let world = World::new();
            let user = world.user("ada.lovelace", Role::User).await;
            let interactor: Arc<LogIn> = slice(&world).interactor();
            let tasks: Vec<_> = (0..32)
                .map(|_| {
                    let (interactor, caller) = (interactor.clone(), world.caller());
                    tokio::spawn(async move {
                        let username = "ada.lovelace".to_owned();
                        interactor.execute(&caller, Credentials { username, password: PASSWORD.into() }).await.map(drop)
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap().unwrap();
            }
            assert_eq!(world.live_sessions(&user).await.len(), usize::from(MAX_SESSIONS));
            let ended =
                kinds(&world.store.events()).into_iter().filter(|kind| *kind == EventKind::SessionEnded).count();
            assert_eq!(ended, 32 - usize::from(MAX_SESSIONS), "each is ended once");
        }
    });
}
