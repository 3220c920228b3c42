use application::EventKind;
use change_password::ChangePasswordError;
use domain::{Role, SessionEpoch, SessionLifetime, UserStatus};
use memory_store::fakes::FakePasswords;
use presentation::{Code, Problem};
use test_kit::{PASSWORD, World, is_of_taken_id, kinds};

use crate::support::{NEW, change, error, signed_in};

#[actix_web::test]
async fn a_competing_change_of_the_role_stays_and_the_password_is_changed_after_it() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let (promotion, promoted) = world.alteration(&principal.user, |user| user.role = Role::Admin);
    let answer = change(&world.overtaken_by([promotion]), &cookie, PASSWORD, NEW).await;
    assert_eq!(answer.status, 204);
    let stored = world.stored(&principal.user).await;
    assert_eq!((stored.role(), stored.version()), (Role::Admin, promoted.version().next()));
    assert!(*stored.password_hash() == FakePasswords::present_hash(NEW));
    let signed_in = world.signed_in_by(answer.cookie()).await.unwrap();
    assert!(signed_in.renewed.is_none(), "the successor has the new role already");
}

#[actix_web::test]
async fn a_session_that_a_competing_request_renewed_is_reissued_all_the_same() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let hour = std::time::Duration::from_hours(1);
    let eager = SessionLifetime { idle: hour, renew_below: 1.0, absolute: hour * 12 };
    let mut renewed = principal.session.clone();
    assert!(renewed.renew(eager, application::Clock::now(&world.fakes.clock)));
    let mut competitor = world.changes();
    competitor.update(principal.session, renewed);
    let answer = change(&world.overtaken_by([competitor]), &cookie, PASSWORD, NEW).await;
    assert_eq!(answer.status, 204);
    assert!(world.signed_in_by(&cookie).await.is_none());
    assert!(world.signed_in_by(answer.cookie()).await.is_some());
    assert_eq!(kinds(&world.store.events()), [EventKind::PasswordChanged, EventKind::SessionReissued]);
}

#[actix_web::test]
async fn a_hash_that_a_log_in_replaced_meanwhile_is_no_obstacle() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let better = FakePasswords::present_hash(PASSWORD);
    let (competitor, _) = world.alteration(&principal.user, |user| user.password_hash = better);
    let answer = change(&world.overtaken_by([competitor]), &cookie, PASSWORD, NEW).await;
    assert_eq!(answer.status, 204);
    assert!(world.signed_in_by(answer.cookie()).await.is_some());
}

#[actix_web::test]
async fn a_session_that_ended_meanwhile_changes_nothing() {
    let epoch: fn(&mut domain::StoredUser) = |user| user.session_epoch = SessionEpoch::new(1);
    let closed: fn(&mut domain::StoredUser) = |user| user.status = UserStatus::Inactive;
    for lose in [epoch, closed] {
        let world = World::new();
        let (principal, cookie) = signed_in(&world).await;
        let (competitor, changed) = world.alteration(&principal.user, lose);
        let answer = change(&world.overtaken_by([competitor]), &cookie, PASSWORD, NEW).await;
        answer.assert_problem(401, "unauthenticated");
        assert_eq!(world.stored(&principal.user).await, changed);
        assert_eq!(world.store.events(), []);
    }
    let world = World::new();
    let (principal, _) = signed_in(&world).await;
    let mut competitor = world.changes();
    competitor.delete(principal.session.clone());
    let refused = error(&world.overtaken_by([competitor]), &principal).await;
    assert!(matches!(refused, ChangePasswordError::SessionEnded), "{refused:?}");
    assert_eq!(world.stored(&principal.user).await, principal.user);
}

#[actix_web::test]
async fn an_id_that_exists_already_is_a_failure_and_no_retry() {
    let world = World::new();
    let (principal, _) = signed_in(&world).await;
    // The use case draws the ids of the successor and of two events, in this order.
    let [_, next, _] = world.coming_ids();
    world.take_event_id(next).await;
    let refused = error(&world, &principal).await;
    assert!(matches!(&refused, ChangePasswordError::Store(cause) if is_of_taken_id(cause)), "{refused:?}");
    assert_eq!(Problem::from(refused).code(), Code::Internal);
    assert_eq!(world.stored(&principal.user).await, principal.user);
}
