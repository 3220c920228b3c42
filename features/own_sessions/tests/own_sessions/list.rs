use std::{sync::Arc, time::Duration};

use application::{HasInteractor, StoreError};
use domain::{Role, SessionEpoch};
use memory_store::Fault;
use own_sessions::ListSessions;
use serde_json::json;
use test_kit::{Answer, World};

use crate::support::{list, signed_in, slice};

fn ids(answer: &Answer) -> Vec<String> {
    let sessions = answer.body["sessions"].as_array().unwrap_or_else(|| panic!("{:#}", answer.body));
    sessions.iter().map(|session| session["id"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_own_live_sessions_are_listed_oldest_first_and_the_current_one_is_marked() {
    let world = World::new();
    let (first, _) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(2));
    let (second, cookie) = world.sign_in(&first.user).await;
    let other = world.user("charles.babbage", Role::User).await;
    world.sign_in(&other).await;
    let answer = list(&world, &cookie, "").await;

    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "sessions": [
                {
                    "id": first.session.id().to_string(),
                    "createdAt": "2026-01-01T00:00:00.000Z",
                    "lastUsedAt": "2026-01-01T00:00:00.000Z",
                    "expiresAt": "2026-01-01T00:30:00.000Z",
                    "current": false,
                },
                {
                    "id": second.session.id().to_string(),
                    "createdAt": "2026-01-01T00:02:00.000Z",
                    "lastUsedAt": "2026-01-01T00:02:00.000Z",
                    "expiresAt": "2026-01-01T00:32:00.000Z",
                    "current": true,
                },
            ],
            "nextToken": null,
        })
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!answer.body.to_string().contains("secret"), "{:#}", answer.body);
}

#[actix_web::test]
async fn sessions_that_are_over_are_not_listed() {
    let world = World::new();
    let (expired, _) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(29));
    let (ended, _) = world.sign_in(&expired.user).await;
    world.fakes.clock.advance(Duration::from_mins(1));
    let (current, cookie) = world.sign_in(&expired.user).await;
    let mut changes = world.changes();
    changes.delete(ended.session);
    world.commit(changes).await;
    assert_eq!(ids(&list(&world, &cookie, "").await), [current.session.id().to_string()]);

    // All sessions of an earlier epoch are over at once.
    let user = world.alter(&expired.user, |user| user.session_epoch = SessionEpoch::new(1)).await;
    let (current, cookie) = world.sign_in(&user).await;
    assert_eq!(ids(&list(&world, &cookie, "").await), [current.session.id().to_string()]);
}

#[actix_web::test]
async fn a_session_that_is_renewed_by_the_call_is_listed_as_renewed() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(20));
    let answer = list(&world, &cookie, "").await;
    let session = &answer.body["sessions"][0];
    assert_eq!(session["lastUsedAt"], "2026-01-01T00:20:00.000Z");
    assert_eq!(session["expiresAt"], "2026-01-01T00:50:00.000Z");
    assert!(answer.cookie().starts_with("access_token=token/secret-1/"), "{}", answer.cookie());
}

#[actix_web::test]
async fn a_session_that_got_another_id_for_a_change_of_role_is_the_current_one() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    world.alter(&principal.user, |user| user.role = Role::Admin).await;
    let answer = list(&world, &cookie, "").await;
    assert_eq!(answer.body["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(answer.body["sessions"][0]["current"], true);
    assert_ne!(ids(&answer), [principal.session.id().to_string()]);
}

#[actix_web::test]
async fn pages_of_every_size_give_each_session_once() {
    let world = World::new();
    let (first, cookie) = signed_in(&world).await;
    let mut all = vec![first.session.id().to_string()];
    for number in 0..6 {
        // Some created at the same time, some not.
        world.fakes.clock.advance(Duration::from_millis(number % 2));
        all.push(world.sign_in(&first.user).await.0.session.id().to_string());
    }
    for size in [1, 2, 3, 6, 7, 100] {
        let (mut seen, mut token) = (Vec::new(), String::new());
        loop {
            let answer = list(&world, &cookie, &format!("?pageSize={size}{token}")).await;
            let page = ids(&answer);
            assert!(page.len() <= size, "{size}");
            seen.extend(page);
            match answer.body["nextToken"].as_str() {
                Some(next) => token = format!("&nextToken={next}"),
                None => break,
            }
            assert!(seen.len() < all.len(), "a token although nothing follows");
        }
        assert_eq!(seen, all, "{size}");
    }
}

#[actix_web::test]
async fn parameters_and_page_tokens_are_taken_to_the_letter() {
    let world = World::new();
    let (ada, cookie) = signed_in(&world).await;
    world.sign_in(&ada.user).await;
    for query in [
        "?pageSize=0",
        "?pageSize=101",
        "?pageSize=-1",
        "?pageSize=1.5",
        "?pageSize=",
        "?pageSize=ten",
        "?page=1",
        "?pageSize=1&pageSize=1",
        "?sort=createdAt",
        "?PageSize=1",
    ] {
        list(&world, &cookie, query).await.assert_problem(400, "invalid-parameter");
    }
    let token = list(&world, &cookie, "?pageSize=1").await.body["nextToken"].as_str().unwrap().to_owned();
    let mut forged = token.clone();
    let last = if forged.ends_with('A') { "Q" } else { "A" };
    forged.replace_range(0..1, last);
    for odd in ["", "garbage", &forged, &token[1..], &format!("{token}A")] {
        list(&world, &cookie, &format!("?nextToken={odd}")).await.assert_problem(400, "invalid-page-token");
    }
    let charles = world.user("charles.babbage", Role::User).await;
    let (_, other) = world.sign_in(&charles).await;
    list(&world, &other, &format!("?nextToken={token}")).await.assert_problem(400, "invalid-page-token");
    // A page token is valid in another session of the same user, and for pages of another size.
    let (_, mine) = world.sign_in(&ada.user).await;
    assert_eq!(ids(&list(&world, &mine, &format!("?pageSize=100&nextToken={token}")).await).len(), 2);
    let query = "?pageSize=0&nextToken=garbage";
    list(&world, "other=1", query).await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_store_that_fails_the_list_is_an_error_of_the_use_case() {
    let world = World::new();
    let (current, _) = signed_in(&world).await;
    let interactor: Arc<ListSessions> = slice(&world).interactor();
    world.store.set_fault(Some(Fault::Unavailable));
    let error = interactor.execute(&current, None, 10).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    world.store.set_fault(Some(Fault::Unexpected));
    let error = interactor.execute(&current, None, 10).await.unwrap_err();
    assert!(matches!(error, StoreError::Unexpected(_)), "{error:?}");
}
