//! Clients that hang up before the response: their guesses are verified like any others, and start no session.

use std::{future::ready, pin::pin, sync::Arc, time::Duration};

use application::HasInteractor;
use domain::Role;
use log_in::{Credentials, LogIn};
use memory_store::fakes::Pace;
use test_kit::{ATTEMPTS, PASSWORD, World, logged, security_events};

use crate::support::{log_in, slice};

const WRONG: &str = "steam-powered loom";
const GUESSES: u64 = 10;

/// Sends a guess and hangs up while the password waits for the hasher.
async fn guess_and_hang_up(world: &World, password: &str) {
    let interactor: Arc<LogIn> = slice(world).interactor();
    let (caller, username) = (world.caller(), "ada.lovelace".to_owned());
    let guess = pin!(interactor.execute(&caller, Credentials { username, password: password.into() }));
    tokio::select! {
        biased;
        _ = guess => panic!("the password has to wait for its turn"),
        () = ready(()) => {}
    }
}

/// Lets other tasks run until this number of passwords was verified.
async fn until_compared(world: &World, number: u64) {
    let compared = async {
        while world.fakes.passwords.compared() < number {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), compared).await.expect("the guesses are verified");
}

/// A world with a user, whose hasher is busy.
async fn world() -> World {
    assert_eq!(u64::from(ATTEMPTS.account_from_address.attempts), GUESSES);
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.fakes.passwords.set_pace(Pace::Later);
    world
}

#[actix_web::test]
async fn right_guesses_use_up_nothing_and_start_no_session() {
    let world = world().await;
    for number in 1..=2 * GUESSES {
        guess_and_hang_up(&world, PASSWORD).await;
        until_compared(&world, number).await;
    }
    assert_eq!(world.store.events(), []);
    let user = world.named("ada.lovelace").await.unwrap();
    assert_eq!(world.live_sessions(&user).await, []);
    assert_eq!(log_in(&world, "ada.lovelace", PASSWORD).await.status, 200);
}

#[actix_web::test]
async fn wrong_guesses_count_and_are_logged() {
    let world = world().await;
    let guesses = async {
        for number in 1..=GUESSES {
            guess_and_hang_up(&world, WRONG).await;
            until_compared(&world, number).await;
        }
    };
    let ((), log) = logged(guesses).await;
    log_in(&world, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
    assert_eq!(world.fakes.passwords.compared(), GUESSES);
    let refusals = security_events(&log);
    assert!(refusals.iter().all(|fields| fields["event"] == "log_in" && fields["outcome"] == "refused"), "{log}");
    assert_eq!(refusals.len() as u64, GUESSES, "{log}");
}

#[actix_web::test]
async fn guesses_that_have_no_turn_soon_are_given_up_and_given_back() {
    let world = world().await;
    world.fakes.passwords.set_pace(Pace::Never);
    tokio::time::pause();
    for _ in 0..GUESSES {
        guess_and_hang_up(&world, WRONG).await;
    }
    log_in(&world, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
    tokio::time::sleep(Duration::from_secs(3)).await;
    world.fakes.passwords.set_pace(Pace::AtOnce);
    assert_eq!(world.fakes.passwords.compared(), 0);
    for _ in 0..GUESSES {
        log_in(&world, "ada.lovelace", WRONG).await.assert_problem(401, "invalid-credentials");
    }
    log_in(&world, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
}
