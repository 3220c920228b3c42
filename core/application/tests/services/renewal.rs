use std::time::Duration;

use domain::Version;
use memory_store::Fault;

use crate::bench::Bench;

/// Half of the idle lifetime, and a second.
const DUE: Duration = Duration::from_secs(901);

#[tokio::test]
async fn a_use_with_little_left_renews_session_and_token() {
    let bench = Bench::new();
    let (principal, claims) = bench.signed_in().await;
    bench.fakes.clock.advance(DUE);
    let called = bench.call(&claims).await.unwrap();

    let end = bench.now().after(Duration::from_mins(30));
    let session = called.principal.session;
    assert_eq!((session.id(), session.created_at()), (principal.session.id(), principal.session.created_at()));
    assert_eq!((session.last_used_at(), session.expires_at()), (bench.now(), end));
    assert_eq!(session.version(), Version::FIRST.next());
    assert_eq!(bench.stored(&session).await, session);
    let token = called.renewed.unwrap();
    assert_eq!((token.issued_at, token.expires_at), (bench.now(), end));
    assert_eq!(bench.store.events(), [], "a renewal records no event");

    let again = bench.call(&bench.claims(&token.token)).await.unwrap();
    assert!(again.renewed.is_none());
    assert_eq!(again.principal.session, session);
}

#[tokio::test]
async fn of_competing_requests_every_one_succeeds_and_one_renews() {
    let bench = Bench::with_interleaved_reads();
    let (principal, claims) = bench.signed_in().await;
    bench.fakes.clock.advance(DUE);
    let (first, second) = tokio::join!(bench.call(&claims), bench.call(&claims));
    let (winners, losers): (Vec<_>, Vec<_>) =
        [first.unwrap(), second.unwrap()].into_iter().partition(|called| called.renewed.is_some());

    let ([winner], [loser]) = (&winners[..], &losers[..]) else { panic!("{} won", winners.len()) };
    let stored = bench.stored(&principal.session).await;
    assert_eq!(stored.version(), Version::FIRST.next());
    assert_eq!(winner.principal.session, stored);
    assert_eq!(loser.principal.session, principal.session, "the loser continues with the session that it read");
}

#[tokio::test]
async fn the_token_from_before_a_renewal_is_good_until_it_expires() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    bench.fakes.clock.advance(DUE);
    let renewed = bench.call(&claims).await.unwrap().renewed.unwrap();
    bench.fakes.clock.advance(Duration::from_secs(898));
    assert!(bench.call(&claims).await.is_some());
    bench.fakes.clock.advance(Duration::from_secs(1));
    assert!(bench.call(&claims).await.is_none());
    assert!(bench.call(&bench.claims(&renewed.token)).await.is_some());
}

#[tokio::test]
async fn a_client_that_missed_the_renewed_token_is_handed_it_again() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    bench.fakes.clock.advance(DUE);
    let missed = bench.call(&claims).await.unwrap();
    bench.fakes.clock.advance(Duration::from_mins(1));
    let called = bench.call(&claims).await.unwrap();

    let handed = called.renewed.expect("the token");
    assert_eq!(handed.expires_at, missed.renewed.unwrap().expires_at);
    assert_eq!(called.principal.session, missed.principal.session, "nothing is written for it");
    bench.fakes.clock.advance(Duration::from_mins(28));
    assert!(bench.call(&bench.claims(&handed.token)).await.is_some());
}

#[tokio::test]
async fn a_store_that_takes_no_writes_lets_the_session_live_on_as_it_is() {
    for fault in [Fault::CommitsUnavailable, Fault::CommitsStale] {
        let bench = Bench::new();
        let (principal, claims) = bench.signed_in().await;
        bench.fakes.clock.advance(DUE);
        bench.store.set_fault(Some(fault));
        let called = bench.call(&claims).await.unwrap();
        assert!(called.renewed.is_none(), "{fault:?}");
        assert_eq!(called.principal.session, principal.session);
        bench.store.set_fault(None);
        assert!(bench.call(&claims).await.unwrap().renewed.is_some(), "{fault:?}");
    }
}

#[tokio::test]
async fn no_renewal_passes_the_absolute_lifetime() {
    let bench = Bench::new();
    let (principal, mut claims) = bench.signed_in().await;
    let end = principal.session.created_at().after(Duration::from_hours(12));
    while let Some(called) = bench.call(&claims).await {
        if let Some(renewed) = called.renewed {
            claims = bench.claims(&renewed.token);
        }
        bench.fakes.clock.advance(Duration::from_mins(7));
        assert!(bench.now() <= end.after(Duration::from_mins(7)), "the session lives at {}", bench.now());
    }
    assert_eq!(bench.stored(&principal.session).await.expires_at(), end);
    assert!(bench.now() >= end);
}
