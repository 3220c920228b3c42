use std::sync::Arc;

use application::{
    Accounts, Acting, Actor, Changes, Conflict, EventKind, HashingError, NewAccount, OpenAccountError, StoreError,
    Subject, Users, Work,
};
use domain::{InvalidPassword, Role, User, Username};
use memory_store::{Fault, fakes::FakePasswords};
use serde_json::json;

use crate::bench::Bench;

fn account(username: &str, role: Role) -> NewAccount {
    NewAccount { username: Username::parse(username).unwrap(), password: "difference engine".into(), role }
}

async fn sign_up(bench: &Bench, username: &str) -> Result<User, OpenAccountError> {
    let (accounts, work): (Arc<dyn Accounts>, Arc<dyn Work>) = (bench.services.resolve(), bench.services.resolve());
    let user = accounts.prepare(account(username, Role::User)).await?;
    let mut changes = Changes::by_account_holder(user.id(), &bench.caller(), user.created_at());
    changes.open_account(user.clone(), EventKind::UserSignedUp);
    work.commit(changes).await?;
    Ok(user)
}

async fn stored(bench: &Bench, username: &str) -> Option<User> {
    let users: Arc<dyn Users> = bench.persistence.resolve();
    users.find_by_username(&Username::parse(username).unwrap()).await.unwrap()
}

#[tokio::test]
async fn an_account_is_stored_with_its_event() {
    let bench = Bench::new();
    let user = sign_up(&bench, "Ada.Lovelace").await.unwrap();
    assert_eq!((user.role(), user.is_active(), user.created_at()), (Role::User, true, bench.now()));
    assert!(*user.password_hash() == FakePasswords::present_hash("difference engine"));
    assert_eq!(stored(&bench, "ada.lovelace").await, Some(user.clone()));

    let [event] = &bench.store.events()[..] else { panic!("one event") };
    assert_eq!(event.kind, EventKind::UserSignedUp);
    assert_eq!((event.subject, event.actor), (Subject::User(user.id()), Actor::User(user.id())));
    assert_eq!(json!(event.data), json!({"role": "user"}));
}

#[tokio::test]
async fn an_account_that_was_created_for_another_names_its_creator() {
    let bench = Bench::new();
    let (principal, _) = bench.signed_in().await;
    let (accounts, work): (Arc<dyn Accounts>, Arc<dyn Work>) = (bench.services.resolve(), bench.services.resolve());
    let user = accounts.prepare(account("charles.babbage", Role::Admin)).await.unwrap();
    assert_eq!(stored(&bench, "charles.babbage").await, None, "a prepared user is not stored yet");
    let acting = Acting { user: principal.user, caller: principal.caller, now: bench.now(), is_first_try: true };
    let mut changes = Changes::by(&acting, user.created_at());
    changes.open_account(user.clone(), EventKind::UserCreated);
    work.commit(changes).await.unwrap();
    assert_eq!(stored(&bench, "charles.babbage").await, Some(user.clone()));
    let [event] = &bench.store.events()[..] else { panic!("one event") };
    assert_eq!((user.role(), event.kind), (Role::Admin, EventKind::UserCreated));
    assert_eq!((event.subject, event.actor), (Subject::User(user.id()), Actor::User(acting.user.id())));
    assert_eq!(event.request_id, acting.caller.request_id);
    assert_eq!(json!(event.data), json!({"role": "admin"}));
}

#[tokio::test]
async fn of_two_who_take_one_name_at_once_one_gets_it() {
    let bench = Bench::with_interleaved_reads();
    let (first, second) = tokio::join!(sign_up(&bench, "Ada.Lovelace"), sign_up(&bench, "ada.LOVELACE"));
    let (winners, losers): (Vec<_>, Vec<_>) = [first, second].into_iter().partition(Result::is_ok);
    assert!(matches!(losers[..], [Err(OpenAccountError::UsernameTaken)]), "{losers:?}");
    assert_eq!(stored(&bench, "ada.lovelace").await.as_ref(), winners[0].as_ref().ok());
    assert_eq!(bench.store.events().len(), 1);
}

#[tokio::test]
async fn a_name_that_is_taken_costs_no_hash() {
    let bench = Bench::new();
    sign_up(&bench, "ada.lovelace").await.unwrap();
    bench.fakes.passwords.set_saturated(true);
    let refused = sign_up(&bench, "ADA.lovelace").await;
    assert!(matches!(refused, Err(OpenAccountError::UsernameTaken)), "{refused:?}");
    let refused = sign_up(&bench, "charles.babbage").await;
    assert!(matches!(refused, Err(OpenAccountError::Hashing(HashingError::Saturated))), "{refused:?}");
}

#[tokio::test]
async fn a_refused_account_is_reported_and_nothing_is_stored() {
    type Expected = fn(&OpenAccountError) -> bool;
    let unavailable: Expected = |error| matches!(error, OpenAccountError::Store(StoreError::Unavailable(_)));
    let broken: Expected = |error| matches!(error, OpenAccountError::Store(StoreError::Unexpected(_)));
    let unexpected: Expected = |error| {
        let OpenAccountError::Store(StoreError::Unexpected(cause)) = error else { return false };
        cause.to_string() == Conflict::Stale.to_string()
    };
    for (fault, expected) in [
        (Fault::Unavailable, unavailable),
        (Fault::CommitsUnavailable, unavailable),
        (Fault::Unexpected, broken),
        (Fault::CommitsStale, unexpected),
    ] {
        let bench = Bench::new();
        bench.store.set_fault(Some(fault));
        let error = sign_up(&bench, "ada.lovelace").await.unwrap_err();
        assert!(expected(&error), "{fault:?}: {error:?}");
        bench.store.set_fault(None);
        assert_eq!(stored(&bench, "ada.lovelace").await, None);
    }
    let bench = Bench::new();
    let accounts: Arc<dyn Accounts> = bench.services.resolve();
    let short = NewAccount { password: "short".into(), ..account("ada.lovelace", Role::User) };
    let refused = accounts.prepare(short).await;
    let Err(OpenAccountError::InvalidPassword(rule)) = refused else { panic!("{refused:?}") };
    assert_eq!(rule, InvalidPassword::TooShort { min_length: 8 });
}
