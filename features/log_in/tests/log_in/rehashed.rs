use std::sync::Arc;

use application::{
    Clock, EventKind, HasInteractor, HashingError, Passwords, Persistence, RateLimiter, RefusedLogIns, Services,
    SessionIssuer, SessionLimit, Subject, Users, Verdict, Work,
};
use async_trait::async_trait;
use domain::{Password, PasswordHash, Role, SessionEpoch, User, UserStatus, Version};
use log_in::{Credentials, LogIn};
use memory_store::fakes::FakePasswords;
use shaku::{Component, module};
use test_kit::{PASSWORD, World, kinds};

use crate::support::log_in;

async fn user_with_old_hash(world: &World) -> User {
    world.user_with("ada.lovelace", |user| user.password_hash = FakePasswords::old_hash(PASSWORD)).await
}

#[actix_web::test]
async fn a_hash_that_needs_a_rehash_is_replaced_in_the_commit_that_starts_the_session() {
    let world = World::new();
    let user = user_with_old_hash(&world).await;
    let marked = world.overtaken_by([world.mark(), world.mark()]);
    let answer = log_in(&marked, "ada.lovelace", PASSWORD).await;

    assert_eq!(answer.status, 200);
    let rehashed = world.stored(&user).await;
    assert!(*rehashed.password_hash() == FakePasswords::present_hash(PASSWORD));
    assert_eq!((rehashed.version(), rehashed.session_epoch()), (user.version().next(), user.session_epoch()));
    let events = world.store.events();
    assert_eq!(kinds(&events), [EventKind::UserSignedUp, EventKind::SessionStarted, EventKind::PasswordHashUpgraded]);
    assert_eq!((events[2].subject, events[2].request_id.as_str()), (Subject::User(user.id()), "req-7"));
    assert_eq!(world.signed_in_by(answer.cookie()).await.unwrap().principal.user, rehashed);
}

#[actix_web::test]
async fn sessions_from_before_the_rehash_live_on() {
    let world = World::new();
    let user = user_with_old_hash(&world).await;
    let (principal, _) = world.sign_in(&user).await;
    log_in(&world, "ada.lovelace", PASSWORD).await;
    let rehashed = world.stored(&user).await;
    assert_ne!(rehashed.version(), user.version());
    assert!(principal.session.is_live_for(&rehashed, world.fakes.clock.now()));
}

#[actix_web::test]
async fn a_hash_is_rehashed_once() {
    let world = World::new();
    let user = user_with_old_hash(&world).await;
    log_in(&world, "ada.lovelace", PASSWORD).await;
    let rehashed = world.stored(&user).await;
    assert_eq!(log_in(&world, "ada.lovelace", PASSWORD).await.status, 200);
    assert_eq!(world.stored(&user).await, rehashed);
    assert_eq!(
        kinds(&world.store.events()),
        [EventKind::SessionStarted, EventKind::PasswordHashUpgraded, EventKind::SessionStarted]
    );
}

#[actix_web::test]
async fn a_wrong_password_rehashes_nothing() {
    let world = World::new();
    let user = user_with_old_hash(&world).await;
    log_in(&world, "ada.lovelace", "analytical engine").await.assert_problem(401, "invalid-credentials");
    assert_eq!(world.stored(&user).await, user);
}

#[actix_web::test]
async fn a_competing_change_of_the_user_wins_over_the_rehash_and_the_log_in_succeeds() {
    let world = World::new();
    let user = user_with_old_hash(&world).await;
    let (promotion, promoted) = world.alteration(&user, |user| user.role = Role::Admin);
    let answer = log_in(&world.overtaken_by([promotion]), "ada.lovelace", PASSWORD).await;

    assert_eq!(answer.status, 200);
    assert_eq!(world.stored(&user).await, promoted);
    assert_eq!(kinds(&world.store.events()), [EventKind::SessionStarted]);
    assert_eq!(world.signed_in_by(answer.cookie()).await.unwrap().principal.user, promoted);
}

#[actix_web::test]
async fn a_session_of_a_user_who_is_inactivated_meanwhile_is_dead() {
    for hash in [FakePasswords::old_hash(PASSWORD), FakePasswords::present_hash(PASSWORD)] {
        let world = World::new();
        let user = world.user_with("ada.lovelace", |user| user.password_hash = hash).await;
        let (inactivation, inactive) = world.alteration(&user, |user| {
            user.status = UserStatus::Inactive;
            user.session_epoch = SessionEpoch::new(1);
        });
        let answer = log_in(&world.overtaken_by([inactivation]), "ada.lovelace", PASSWORD).await;
        assert!(world.signed_in_by(answer.cookie()).await.is_none());
        world.alter(&inactive, |user| user.status = UserStatus::Active).await;
        assert!(world.signed_in_by(answer.cookie()).await.is_none(), "reactivation restores no session");
    }
}

/// A hasher with room for the comparison and none for the rehash.
#[derive(Component)]
#[shaku(interface = Passwords)]
struct BusyPasswords;

#[async_trait]
impl Passwords for BusyPasswords {
    async fn hash(&self, _: &Password) -> Result<PasswordHash, HashingError> {
        Err(HashingError::Saturated)
    }

    async fn verify(&self, _: &Password, _: Option<&PasswordHash>) -> Result<Verdict, HashingError> {
        Ok(Verdict::NeedsRehash)
    }
}

module! {
    BusySlice {
        components = [LogIn, BusyPasswords],
        providers = [],
        use dyn Persistence { components = [dyn Users], providers = [] },
        use dyn Services {
            components = [dyn RateLimiter, dyn RefusedLogIns, dyn SessionIssuer, dyn SessionLimit, dyn Work],
            providers = []
        }
    }
}

#[actix_web::test]
async fn a_hasher_that_is_busy_by_now_keeps_nobody_out() {
    let world = World::new();
    let user = user_with_old_hash(&world).await;
    let slice = BusySlice::builder(world.persistence.clone(), world.services.clone()).build();
    let interactor: Arc<LogIn> = slice.interactor();
    let credentials = Credentials { username: "ada.lovelace".to_owned(), password: PASSWORD.into() };
    let logged_in = interactor.execute(&world.caller(), credentials).await.ok().unwrap();

    assert_eq!(logged_in.user.version(), Version::FIRST);
    assert_eq!(world.stored(&user).await, user);
    assert_eq!(kinds(&world.store.events()), [EventKind::SessionStarted]);
}
