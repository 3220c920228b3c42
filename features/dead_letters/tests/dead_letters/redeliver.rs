use std::{sync::Arc, time::Duration};

use application::{Actor, Authority, EventKind, HasInteractor, Subject};
use dead_letters::{RedeliverDeadLetter, RedeliverError};
use domain::{Role, UserStatus};
use serde_json::json;
use test_kit::{FAULTS, World, logged, security_events};

use crate::support::{dead_letter, letters, pending, redeliver, signed_in, slice, unknown};

#[actix_web::test]
async fn a_dead_letter_is_due_at_once_as_if_never_tried() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let (other, letter) = (dead_letter(&world).await, dead_letter(&world).await);
    world.fakes.clock.advance(Duration::from_secs(61));
    let answer = redeliver(&world, &cookie, letter.event.id).await;

    assert_eq!((answer.status.as_u16(), &answer.body), (202, &json!(null)));
    assert_eq!(letters(&world).await, [other]);
    let entries = pending(&world).await;
    assert_eq!(entries.len(), 1, "the event that records it is not published");
    assert_eq!((&entries[0].event, entries[0].attempts, entries[0].due_at), (&letter.event, 0, world.now()));
}

#[actix_web::test]
async fn it_is_recorded_who_redelivered_what_and_when() {
    let world = World::new();
    let (user, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let letter = dead_letter(&world).await;
    world.fakes.clock.advance(Duration::from_secs(61));
    let (_, log) = logged(redeliver(&world, &cookie, letter.event.id)).await;

    let event = world.store.events().pop().unwrap();
    assert_eq!(
        (event.kind, event.subject, event.actor, event.at, event.request_id.as_str()),
        (
            EventKind::DeadLetterRedelivered,
            Subject::Event(letter.event.id),
            Actor::User(user.id()),
            world.now(),
            "req-7"
        )
    );
    let data = json!({"type": "UserSignedUp", "attempts": 3, "lastAttemptAt": "2026-01-01T00:00:00.000Z"});
    assert_eq!(json!(event.data), data);
    let logged = &security_events(&log)[0];
    assert_eq!((&logged["event"], &logged["outcome"]), (&json!("dead_letter_redelivery"), &json!("success")));
    assert_eq!((&logged["actor_id"], &logged["request_id"]), (&json!(user.id().to_string()), &json!("req-7")));
}

#[actix_web::test]
async fn what_is_no_dead_letter_is_not_found() {
    let world = World::new();
    let (user, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let letter = dead_letter(&world).await.event.id;
    assert_eq!(redeliver(&world, &cookie, letter).await.status, 202);
    let events = world.store.events();
    for id in [letter.to_string(), unknown().to_string(), user.id().to_string()] {
        redeliver(&world, &cookie, id).await.assert_problem(404, "not-found");
    }
    assert_eq!(world.store.events(), events, "a refusal records nothing");
    assert_eq!(pending(&world).await.len(), 1);
    for odd in ["1", "no-id"] {
        redeliver(&world, &cookie, odd).await.assert_problem(400, "invalid-parameter");
    }
}

#[actix_web::test]
async fn of_two_at_once_one_redelivers_and_the_other_finds_nothing() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let letter = dead_letter(&world).await;
    let mut faster = world.changes();
    faster.redrive(letter.clone());
    redeliver(&world.overtaken_by([faster]), &cookie, letter.event.id).await.assert_problem(404, "not-found");
    assert_eq!(pending(&world).await.len(), 1);
}

#[actix_web::test]
async fn a_super_admin_who_is_none_by_then_is_refused() {
    let world = World::new();
    let (user, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let letter = dead_letter(&world).await;
    let (demotion, _) = world.alteration(&user, |user| user.role = Role::Admin);
    let (answer, log) = logged(redeliver(&world.overtaken_by([demotion]), &cookie, letter.event.id)).await;
    answer.assert_problem(403, "forbidden");
    let logged = &security_events(&log)[0];
    assert_eq!((&logged["event"], &logged["outcome"]), (&json!("dead_letter_redelivery"), &json!("refused")));
    assert_eq!(letters(&world).await, [letter]);
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons() {
    for failure in FAULTS {
        let world = World::new();
        let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
        let letter = dead_letter(&world).await;
        world.store.set_fault(Some(failure.fault));
        failure.assert_reported(&redeliver(&world, &cookie, letter.event.id).await);
        world.store.set_fault(None);
        assert_eq!(letters(&world).await, [letter]);
    }
}

#[actix_web::test]
async fn the_operator_needs_no_role() {
    let world = World::new();
    let redeliver: Arc<RedeliverDeadLetter> = slice(&world).interactor();
    let caller = world.caller();
    let (first, second) = (dead_letter(&world).await, dead_letter(&world).await);
    redeliver.execute(Authority::Operator(&caller), first.event.id).await.unwrap();
    let event = world.store.events().pop().unwrap();
    assert_eq!((event.kind, event.actor), (EventKind::DeadLetterRedelivered, Actor::Operator));
    let again = redeliver.execute(Authority::Operator(&caller), first.event.id).await.unwrap_err();
    assert!(matches!(again, RedeliverError::NotFound), "{again:?}");

    let mut faster = world.changes();
    faster.redrive(second.clone());
    let overtaken: Arc<RedeliverDeadLetter> = slice(&world.overtaken_by([faster])).interactor();
    let lost = overtaken.execute(Authority::Operator(&caller), second.event.id).await.unwrap_err();
    assert!(matches!(lost, RedeliverError::NotFound), "{lost:?}");
    for failure in FAULTS.iter().filter(|failure| failure.fault != memory_store::Fault::CommitsStale) {
        let letter = dead_letter(&world).await;
        world.store.set_fault(Some(failure.fault));
        let failed = redeliver.execute(Authority::Operator(&caller), letter.event.id).await.unwrap_err();
        world.store.set_fault(None);
        assert!(matches!(&failed, RedeliverError::Store(error) if failure.is_cause_of(error)), "{failed:?}");
    }
}

#[actix_web::test]
async fn the_use_case_checks_the_role_before_it_asks_the_store() {
    let world = World::new();
    let redeliver: Arc<RedeliverDeadLetter> = slice(&world).interactor();
    let admin = world.user("acting.admin", Role::Admin).await;
    let root = world.user("acting.root", Role::SuperAdmin).await;
    let (admin, mut inactive) = (world.sign_in(&admin).await.0, world.sign_in(&root).await.0);
    inactive.user = world.alter(&root, |user| user.status = UserStatus::Inactive).await;
    world.store.set_fault(Some(memory_store::Fault::Unexpected));
    for principal in [&admin, &inactive] {
        let refused = redeliver.execute(Authority::User(principal), unknown()).await.unwrap_err();
        assert!(matches!(refused, RedeliverError::Forbidden(_)), "{refused:?}");
    }
}
