use std::time::{Duration, Instant};

use tranche_client::{Error, types::ProblemCode};

use super::{
    Walk,
    shopper::{Shopper, assert_refused},
};

pub(super) async fn take(walk: &mut Walk) {
    {
        let _step = walk.step("Lose the answer to the creation of a product, and every answer to a read");
        walk.requests.watch("lose");
        let error = walk.admin.create("Lost").await.unwrap_err();
        assert!(matches!(error, Error::CommunicationError(_)), "{error}");
        assert_eq!(walk.requests.seen().len(), 1);
        walk.requests.watch("lose lose lose lose");
        let error = walk.user.0.view_product(&walk.products[3].id, None).await.unwrap_err();
        assert!(matches!(error, Error::CommunicationError(_)), "{error}");
        assert_eq!(walk.requests.seen().len(), 4);
    }
    {
        let _step = walk.step("Be refused once with `Retry-After: 1`");
        refused_once(walk).await;
    }
}

async fn refused_once(walk: &Walk) {
    let read = async || {
        walk.user.stock(&walk.products[3]).await;
    };
    assert_eq!(times_sent(walk, "unavailable", read).await, 2);
    let create = async || {
        walk.admin.create("Maintained").await.unwrap();
    };
    assert_eq!(times_sent(walk, "maintenance", create).await, 2);
    let newcomer = Shopper::new(&walk.base_url);
    let log_in = async || {
        newcomer.log_in(&walk.username).await.unwrap();
    };
    assert_eq!(times_sent(walk, "too-many-attempts", log_in).await, 2);
    let create = async || {
        assert_refused(walk.admin.create("Refused").await, ProblemCode::Unavailable, 503);
    };
    assert_eq!(times_sent(walk, "unavailable", create).await, 1);
    // A cookie has whole seconds: this one was made before those waits.
    let read = async || {
        walk.user.0.current_user().await.unwrap();
    };
    assert_eq!(times_sent(walk, "renew", read).await, 2);
    let seen = walk.requests.seen();
    assert_ne!(seen[0]["cookie"], seen[1]["cookie"]);
}

/// How often a call is sent whose first answer is this problem; more than once with a second between.
async fn times_sent(walk: &Walk, code: &str, call: impl AsyncFnOnce()) -> usize {
    walk.requests.watch(code);
    let began = Instant::now();
    call().await;
    let sent = walk.requests.seen().len();
    assert!(sent == 1 || began.elapsed() >= Duration::from_secs(1), "{code} is waited for");
    sent
}
