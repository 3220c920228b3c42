use std::{sync::Arc, time::Duration};

use application::{Authenticator, SessionClaims, SessionTokens, StoreError};
use domain::{Role, SessionEpoch, UserId, UserStatus};
use memory_store::Fault;
use secrecy::ExposeSecret;

use crate::bench::{Bench, shifted};

#[tokio::test]
async fn a_token_signs_in_whose_session_it_is() {
    let bench = Bench::new();
    let (principal, claims) = bench.signed_in().await;
    let token = bench.fakes.tokens.sign(&claims);
    let caller = bench.caller();
    let authenticator: Arc<dyn Authenticator> = bench.services.resolve();
    let found = authenticator.authenticate(token.expose_secret(), caller.clone()).await.unwrap().unwrap();

    assert_eq!((found.principal.user, found.principal.session), (principal.user, principal.session));
    assert_eq!(found.principal.caller, caller);
    assert!(found.renewed.is_none());
}

#[tokio::test]
async fn what_is_no_token_of_ours_signs_nobody_in() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    let token = bench.fakes.tokens.sign(&claims).expose_secret().to_owned();
    let authenticator: Arc<dyn Authenticator> = bench.services.resolve();
    for text in ["", "token", &token[1..], &format!("{token}0"), &format!("{token}/"), &"x".repeat(100_000)] {
        assert!(authenticator.authenticate(text, bench.caller()).await.unwrap().is_none(), "{text:.60}");
    }
}

#[tokio::test]
async fn claims_that_we_can_not_have_signed_for_the_session_sign_nobody_in() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    let (issued_at, expires_at) = (claims.issued_at, claims.expires_at);
    bench.fakes.clock.advance(Duration::from_mins(1));
    let cases = [
        ("as we signed them", claims.clone(), true),
        (
            "issued before the session started",
            SessionClaims { issued_at: shifted(issued_at, -1), ..claims.clone() },
            false,
        ),
        ("issued after its last use", SessionClaims { issued_at: shifted(issued_at, 1), ..claims.clone() }, false),
        ("issued after its end", SessionClaims { issued_at: shifted(expires_at, 1), ..claims.clone() }, false),
        ("good beyond the session", SessionClaims { expires_at: shifted(expires_at, 1), ..claims.clone() }, false),
        ("good for a day", SessionClaims { expires_at: shifted(issued_at, 86_400), ..claims.clone() }, false),
        ("expired just now", SessionClaims { expires_at: bench.now(), ..claims.clone() }, false),
        ("good for another second", SessionClaims { expires_at: shifted(bench.now(), 1), ..claims.clone() }, true),
        ("of an unknown session", SessionClaims { secret: "secret-2".into(), ..claims.clone() }, false),
        ("of an unknown user", SessionClaims { user_id: UserId::new(uuid::Uuid::nil()), ..claims.clone() }, false),
    ];
    for (what, claims, signs_in) in cases {
        assert_eq!(bench.call(&claims).await.is_some(), signs_in, "{what}");
    }
}

#[tokio::test]
async fn the_session_of_one_user_does_not_sign_in_another() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    let other = bench.user("charles.babbage", Role::Admin).await;
    assert!(bench.call(&SessionClaims { user_id: other.id(), ..claims }).await.is_none());
}

#[tokio::test]
async fn whole_seconds_in_a_token_fit_a_session_that_started_between_two() {
    let bench = Bench::new();
    bench.fakes.clock.advance(Duration::from_millis(999));
    let (principal, claims) = bench.signed_in().await;
    assert_eq!(claims.issued_at.unix_millis() + 999, principal.session.created_at().unix_millis());
    assert!(bench.call(&claims).await.is_some());
    bench.fakes.clock.advance(Duration::from_mins(15) + Duration::from_millis(1));
    let renewed = bench.call(&claims).await.unwrap().renewed.unwrap();
    assert!(bench.call(&bench.claims(&renewed.token)).await.is_some());
}

#[tokio::test]
async fn a_session_ends_with_its_idle_lifetime() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    bench.fakes.clock.advance(Duration::from_mins(30));
    assert!(bench.call(&claims).await.is_none());
}

#[tokio::test]
async fn what_happens_to_the_user_counts_at_the_next_call() {
    let bench = Bench::new();
    let (principal, claims) = bench.signed_in().await;
    bench.alter(&principal.user, |user| user.role = Role::Admin).await;
    let user = bench.call(&claims).await.unwrap().principal.user;
    assert_eq!(user.role(), Role::Admin);

    bench.alter(&user, |user| user.status = UserStatus::Inactive).await;
    assert!(bench.call(&claims).await.is_none());
    let user = bench.stored_user(&user).await;
    bench
        .alter(&user, |user| {
            user.status = UserStatus::Active;
            user.session_epoch = SessionEpoch::new(1);
        })
        .await;
    assert!(bench.call(&claims).await.is_none());
}

#[tokio::test]
async fn a_session_that_was_ended_is_over() {
    let bench = Bench::new();
    let (principal, claims) = bench.signed_in().await;
    bench.commit(|changes| changes.delete(principal.session)).await;
    assert!(bench.call(&claims).await.is_none());
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_an_error_and_no_refusal() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    let token = bench.fakes.tokens.sign(&claims);
    let authenticator: Arc<dyn Authenticator> = bench.services.resolve();
    let error = async |fault| {
        bench.store.set_fault(Some(fault));
        authenticator.authenticate(token.expose_secret(), bench.caller()).await.err().unwrap()
    };
    assert!(matches!(error(Fault::Unavailable).await, StoreError::Unavailable(_)));
    assert!(matches!(error(Fault::Unexpected).await, StoreError::Unexpected(_)));
}
