use std::{sync::Arc, time::Duration};

use application::{ServiceSettings, SessionIssuer, SessionTokens};
use domain::{Role, SessionLifetime, Version};

use crate::bench::{Bench, SETTINGS};

#[tokio::test]
async fn a_session_starts_now_for_the_idle_lifetime_under_the_hash_of_its_secret() {
    let bench = Bench::new();
    let user = bench.user("ada.lovelace", Role::User).await;
    bench.fakes.clock.advance(Duration::from_millis(1_500));
    let issuer: Arc<dyn SessionIssuer> = bench.services.resolve();
    let opened = issuer.open(&user);

    let (session, end) = (&opened.session, bench.now().after(Duration::from_mins(30)));
    assert_eq!((session.user_id(), session.version()), (user.id(), Version::FIRST));
    assert_eq!((session.created_at(), session.last_used_at(), session.expires_at()), (bench.now(), bench.now(), end));
    assert!(session.is_live_for(&user, bench.now()));
    let claims = bench.claims(&opened.token.token);
    assert_eq!(session.secret_hash(), bench.fakes.tokens.hash(&claims.secret));
    assert_eq!(claims.user_id, user.id());
    assert_eq!((opened.token.issued_at, opened.token.expires_at), (bench.now(), end));
    assert_eq!(claims.issued_at.unix_seconds(), bench.now().unix_seconds());
    assert_eq!(claims.expires_at.unix_seconds(), end.unix_seconds());
}

#[tokio::test]
async fn no_two_sessions_share_a_handle_or_a_secret() {
    let bench = Bench::new();
    let user = bench.user("ada.lovelace", Role::User).await;
    let issuer: Arc<dyn SessionIssuer> = bench.services.resolve();
    let (first, second) = (issuer.open(&user).session, issuer.open(&user).session);
    assert_ne!(first.id(), second.id());
    assert_ne!(first.secret_hash(), second.secret_hash());
}

#[tokio::test]
async fn a_session_that_is_not_committed_opens_nothing() {
    let bench = Bench::new();
    let user = bench.user("ada.lovelace", Role::User).await;
    let issuer: Arc<dyn SessionIssuer> = bench.services.resolve();
    let opened = issuer.open(&user);
    assert!(bench.call(&bench.claims(&opened.token.token)).await.is_none());
}

#[tokio::test]
async fn an_absolute_lifetime_below_the_idle_one_bounds_the_first_stay() {
    let session_lifetime = SessionLifetime { absolute: Duration::from_mins(10), ..SETTINGS.session_lifetime };
    let bench = Bench::with(ServiceSettings { session_lifetime, ..SETTINGS });
    let (principal, claims) = bench.signed_in().await;
    assert_eq!(principal.session.expires_at(), bench.now().after(Duration::from_mins(10)));
    bench.fakes.clock.advance(Duration::from_mins(9));
    assert!(bench.call(&claims).await.unwrap().renewed.is_none());
    bench.fakes.clock.advance(Duration::from_mins(1));
    assert!(bench.call(&claims).await.is_none());
}
