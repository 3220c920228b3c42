use std::{future::ready, pin::pin, sync::Arc, time::Duration};

use application::{HasInteractor, LimitError, Principal};
use change_password::{ChangePassword, ChangePasswordError, PasswordChange};
use memory_store::fakes::Pace;
use serde_json::json;
use test_kit::{ATTEMPTS, Answer, PASSWORD, World, from_address, with_cookie};

use crate::support::{NEW, change, error, request, send, signed_in, slice};

const WRONG: &str = "steam-powered loom";

async fn change_from(world: &World, address: &str, cookie: &str, current: &str) -> Answer {
    let body = json!({"currentPassword": current, "newPassword": NEW});
    send(world, from_address(with_cookie(request(), cookie), address).set_json(body)).await
}

async fn exhaust(world: &World, cookie: &str) {
    for _ in 0..ATTEMPTS.account_from_address.attempts {
        change(world, cookie, WRONG, NEW).await.assert_problem(403, "wrong-current-password");
    }
}

#[actix_web::test]
async fn guesses_are_bounded_and_the_session_lives_on() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    exhaust(&world, &cookie).await;
    let compared = world.fakes.passwords.compared();
    for current in [WRONG, PASSWORD] {
        let answer = change(&world, &cookie, current, NEW).await;
        answer.assert_problem(429, "too-many-attempts");
        assert_eq!(answer.header("retry-after"), "900");
    }
    assert_eq!(world.fakes.passwords.compared(), compared, "a refused guess is not verified");
    let refused = error(&world, &principal).await;
    let window = ATTEMPTS.account_from_address.window;
    assert!(
        matches!(refused, ChangePasswordError::Limit(LimitError::TooMany { retry_after }) if retry_after == window),
        "{refused:?}"
    );
    assert!(world.signed_in_by(&cookie).await.is_some());

    world.fakes.clock.advance(window);
    let (_, cookie) = world.sign_in(&principal.user).await;
    assert_eq!(change(&world, &cookie, PASSWORD, NEW).await.status, 204);
}

#[actix_web::test]
async fn the_right_password_works_from_elsewhere_meanwhile() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    exhaust(&world, &cookie).await;
    assert_eq!(change_from(&world, "192.0.2.9", &cookie, PASSWORD).await.status, 204);
}

#[actix_web::test]
async fn the_right_password_forgives_the_guesses_before_it_whatever_the_new_one_is() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    for _ in 1..ATTEMPTS.account_from_address.attempts {
        change(&world, &cookie, WRONG, NEW).await.assert_problem(403, "wrong-current-password");
    }
    change(&world, &cookie, PASSWORD, "short").await.assert_problem(422, "invalid-password");
    exhaust(&world, &cookie).await;
    change(&world, &cookie, PASSWORD, NEW).await.assert_problem(429, "too-many-attempts");
}

#[actix_web::test]
async fn a_guess_that_a_busy_hasher_did_not_compare_is_not_counted() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    world.fakes.passwords.set_saturated(true);
    for _ in 0..=ATTEMPTS.address.attempts {
        change(&world, &cookie, WRONG, NEW).await.assert_problem(503, "unavailable");
    }
    world.fakes.passwords.set_saturated(false);
    assert_eq!(change(&world, &cookie, PASSWORD, NEW).await.status, 204);
}

/// Sends a current password and hangs up while it waits for the hasher, which then runs.
async fn change_and_hang_up(world: &World, actor: &Principal, current: &str) {
    world.fakes.passwords.set_pace(Pace::Later);
    let compared = world.fakes.passwords.compared();
    {
        let interactor: Arc<ChangePassword> = slice(world).interactor();
        let change = pin!(interactor.execute(actor, PasswordChange { current: current.into(), new: NEW.into() }));
        tokio::select! {
            biased;
            _ = change => panic!("the password has to wait for its turn"),
            () = ready(()) => {}
        }
    }
    let comparing = async {
        while world.fakes.passwords.compared() == compared {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), comparing).await.expect("the guess is verified");
    world.fakes.passwords.set_pace(Pace::AtOnce);
}

#[actix_web::test]
async fn guesses_that_are_hung_up_are_compared_like_others_and_change_nothing() {
    for (current, status) in [(PASSWORD, 204), (WRONG, 429)] {
        let world = World::new();
        let (principal, cookie) = signed_in(&world).await;
        for _ in 0..ATTEMPTS.account_from_address.attempts {
            change_and_hang_up(&world, &principal, current).await;
        }
        assert_eq!(world.stored(&principal.user).await, principal.user);
        assert_eq!(change(&world, &cookie, PASSWORD, NEW).await.status.as_u16(), status);
    }
}
