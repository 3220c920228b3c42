use std::{sync::Arc, time::Duration};

use application::{Actor, Authenticator, EventKind, Principal, SessionClaims, SessionTokens, Subject};
use domain::{Role, Version};
use memory_store::Fault;
use secrecy::ExposeSecret;
use serde_json::json;

use crate::bench::Bench;

/// A user with a session from before a change of role, and what its token says.
async fn promoted(bench: &Bench) -> (Principal, SessionClaims) {
    let (principal, claims) = bench.signed_in().await;
    bench.alter(&principal.user, |user| user.role = Role::Admin).await;
    (principal, claims)
}

#[tokio::test]
async fn the_first_call_after_a_change_of_role_has_the_new_rights_under_another_id_and_secret() {
    let bench = Bench::new();
    let (principal, claims) = promoted(&bench).await;
    bench.fakes.clock.advance(Duration::from_mins(5));
    let called = bench.call(&claims).await.unwrap();

    let (before, after) = (&principal.session, &called.principal.session);
    assert_eq!(called.principal.user.role(), Role::Admin);
    assert_ne!(after.id(), before.id());
    assert_ne!(after.secret_hash(), before.secret_hash());
    assert_eq!((after.created_at(), after.last_used_at()), (before.created_at(), bench.now()));
    assert_eq!(after.expires_at(), bench.now().after(Duration::from_mins(30)));
    assert_eq!((after.version(), after.as_stored().role), (Version::FIRST, Role::Admin));
    assert_eq!(bench.stored(after).await, *after);

    let token = called.renewed.expect("another token");
    let renewed = bench.claims(&token.token);
    assert_eq!(bench.fakes.tokens.hash(&renewed.secret), after.secret_hash());
    assert!(bench.call(&claims).await.is_none(), "the old secret authenticates no more");
    let again = bench.call(&renewed).await.unwrap();
    assert_eq!((&again.principal.session, again.renewed.is_none()), (after, true), "it happens once");
}

#[tokio::test]
async fn every_change_of_role_reissues_up_and_down() {
    let bench = Bench::new();
    let (principal, mut claims) = bench.signed_in().await;
    let mut handles = vec![principal.session.id()];
    for role in [Role::Admin, Role::SuperAdmin, Role::User, Role::Admin] {
        let user = bench.stored_user(&principal.user).await;
        bench.alter(&user, |user| user.role = role).await;
        let called = bench.call(&claims).await.unwrap();
        assert_eq!(called.principal.user.role(), role);
        handles.push(called.principal.session.id());
        claims = bench.claims(&called.renewed.unwrap().token);
    }
    handles.sort();
    handles.dedup();
    assert_eq!(handles.len(), 5);
    assert_eq!(bench.store.events().len(), 4);
}

#[tokio::test]
async fn the_event_names_the_new_session() {
    let bench = Bench::new();
    let (principal, claims) = promoted(&bench).await;
    let called = bench.call(&claims).await.unwrap().principal;
    let [event] = &bench.store.events()[..] else { panic!("one event") };
    let user = principal.user_id();
    assert_eq!(event.kind, EventKind::SessionReissued);
    assert_eq!((event.subject, event.actor), (Subject::User(user), Actor::User(user)));
    assert_eq!((&event.request_id, event.at), (&called.caller.request_id, bench.now()));
    assert_eq!(json!(event.data), json!({"sessionId": called.session.id().to_string()}));
}

#[tokio::test]
async fn the_absolute_lifetime_goes_on() {
    let bench = Bench::new();
    let (principal, mut claims) = bench.signed_in().await;
    let end = principal.session.created_at().after(Duration::from_hours(12));
    let mut last = principal.session.expires_at();
    let mut role = Role::User;
    while bench.now() < end {
        role = if role == Role::User { Role::Admin } else { Role::User };
        let user = bench.stored_user(&principal.user).await;
        bench.alter(&user, |user| user.role = role).await;
        let called = bench.call(&claims).await.expect("a live session");
        claims = bench.claims(&called.renewed.expect("another token").token);
        last = called.principal.session.expires_at();
        bench.fakes.clock.advance(Duration::from_mins(20));
    }
    assert_eq!(last, end);
    assert!(bench.call(&claims).await.is_none());
}

#[tokio::test]
async fn a_commit_that_fails_leaves_the_session_usable_with_the_new_rights_and_is_made_up_for() {
    for fault in [Fault::CommitsUnavailable, Fault::CommitsStale] {
        let bench = Bench::new();
        let (principal, claims) = promoted(&bench).await;
        bench.store.set_fault(Some(fault));
        let called = bench.call(&claims).await.unwrap();
        assert!(called.renewed.is_none(), "{fault:?}");
        assert_eq!(called.principal.user.role(), Role::Admin);
        assert_eq!(called.principal.session, principal.session);
        bench.store.set_fault(None);
        assert_eq!(bench.store.events(), []);
        let called = bench.call(&claims).await.unwrap();
        assert!(called.renewed.is_some(), "{fault:?}");
        assert_ne!(called.principal.session.id(), principal.session.id());
    }
}

#[tokio::test]
async fn of_competing_requests_every_one_succeeds_and_one_reissues() {
    let bench = Bench::with_interleaved_reads();
    let (principal, claims) = promoted(&bench).await;
    let (first, second, third) = tokio::join!(bench.call(&claims), bench.call(&claims), bench.call(&claims));
    let calls = [first.unwrap(), second.unwrap(), third.unwrap()];
    assert!(calls.iter().all(|called| called.principal.user.role() == Role::Admin));
    let (winners, losers): (Vec<_>, Vec<_>) = calls.into_iter().partition(|called| called.renewed.is_some());
    let ([winner], [one, other]) = (&winners[..], &losers[..]) else { panic!("{} won", winners.len()) };
    for loser in [one, other] {
        assert_eq!(loser.principal.session, principal.session, "the loser continues with the session that it read");
    }
    assert_eq!(bench.store.events().len(), 1);
    assert!(bench.call(&claims).await.is_none());
    let renewed = bench.claims(&winner.renewed.as_ref().unwrap().token);
    assert_eq!(bench.call(&renewed).await.unwrap().principal.session, winner.principal.session);
}

/// The live session that replaced the token's session.
async fn superseded(bench: &Bench, claims: &SessionClaims) -> Option<Principal> {
    let token = bench.fakes.tokens.sign(claims);
    let authenticator: Arc<dyn Authenticator> = bench.services.resolve();
    authenticator.find_superseded(token.expose_secret(), bench.caller()).await.unwrap()
}

#[tokio::test]
async fn a_token_of_before_is_known_for_what_it_was_while_the_successor_lives() {
    let bench = Bench::with_interleaved_reads();
    let (principal, claims) = promoted(&bench).await;
    assert!(superseded(&bench, &claims).await.is_none(), "nothing has replaced it yet");
    let (one, other, _) = tokio::join!(bench.call(&claims), bench.call(&claims), superseded(&bench, &claims));
    let winner = [one, other].into_iter().flatten().find(|called| called.renewed.is_some());
    let successor = winner.expect("one of them reissues").principal.session;
    let found = superseded(&bench, &claims).await.unwrap();
    assert!(found.session.is_superseded());
    assert_eq!((found.session.id(), found.user_id()), (principal.session.id(), principal.user_id()));
    assert!(bench.call(&claims).await.is_none(), "it does not authenticate");
    let other = SessionClaims { secret: "secret-9".into(), ..claims.clone() };
    assert!(superseded(&bench, &other).await.is_none());

    // Whatever the clock says, until the token expires.
    let now = bench.now();
    bench.fakes.clock.set(crate::bench::shifted(now, -7_200));
    assert!(bench.call(&claims).await.is_none());
    assert!(superseded(&bench, &claims).await.is_some());
    bench.fakes.clock.set(claims.expires_at);
    assert!(superseded(&bench, &claims).await.is_none());
    bench.fakes.clock.set(now);
    bench.commit(|changes| changes.delete(successor)).await;
    assert!(superseded(&bench, &claims).await.is_none());
}

#[tokio::test]
async fn a_role_that_came_and_went_reissues_nothing() {
    let bench = Bench::new();
    let (principal, claims) = promoted(&bench).await;
    let user = bench.stored_user(&principal.user).await;
    bench.alter(&user, |user| user.role = Role::User).await;
    let called = bench.call(&claims).await.unwrap();
    assert!(called.renewed.is_none());
    assert_eq!(called.principal.session, principal.session);
}
