use std::time::Duration;

use application::DeadLetter;
use domain::Role;
use serde_json::json;
use test_kit::World;

use crate::support::{dead_letter, ids, list, signed_in};

async fn some(world: &World, count: usize) -> Vec<String> {
    let mut letters = Vec::new();
    for _ in 0..count {
        letters.push(dead_letter(world).await.event.id.to_string());
    }
    letters
}

#[actix_web::test]
async fn dead_letters_are_listed_with_their_events_and_failures() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let DeadLetter { event, .. } = dead_letter(&world).await;
    world.fakes.clock.advance(Duration::from_millis(61_042));
    let later = dead_letter(&world).await.event;
    let answer = list(&world, &cookie, "").await;

    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body["deadLetters"][0],
        json!({
            "id": event.id.to_string(),
            "event": {
                "id": event.id.to_string(),
                "type": "UserSignedUp",
                "at": "2026-01-01T00:00:00.000Z",
                "actorId": null,
                "subject": {"kind": "user", "id": event.subject.id.to_string()},
                "requestId": event.request_id.as_str(),
                "data": {},
            },
            "attempts": 3,
            "lastError": "the receiver refused: it answered 410",
            "lastAttemptAt": "2026-01-01T00:00:00.000Z",
        })
    );
    let second = &answer.body["deadLetters"][1];
    assert_eq!(
        (&second["id"], &second["lastAttemptAt"]),
        (&json!(later.id.to_string()), &json!("2026-01-01T00:01:01.042Z"))
    );
    assert_eq!(answer.body["nextToken"], json!(null));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn a_store_without_dead_letters_has_an_empty_list() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    assert_eq!(list(&world, &cookie, "").await.body, json!({"deadLetters": [], "nextToken": null}));
}

#[actix_web::test]
async fn pages_of_every_size_give_each_dead_letter_once() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let all = some(&world, 7).await;
    for size in [1, 2, 3, 6, 7, 8, 100] {
        let (mut seen, mut token) = (Vec::new(), String::new());
        loop {
            let answer = list(&world, &cookie, &format!("?pageSize={size}{token}")).await;
            let page = ids(&answer);
            assert!(page.len() <= size);
            seen.extend(page);
            let Some(next) = answer.body["nextToken"].as_str() else { break };
            token = format!("&nextToken={next}");
        }
        assert_eq!(seen, all, "{size}");
    }
}

#[actix_web::test]
async fn twenty_dead_letters_are_a_page_where_no_size_is_given() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    some(&world, 21).await;
    assert_eq!(ids(&list(&world, &cookie, "").await).len(), 20);
}

#[actix_web::test]
async fn a_page_token_is_good_for_its_viewer_alone() {
    let world = World::new();
    let (user, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let other = world.user("other.root", Role::SuperAdmin).await;
    let (_, theirs) = world.sign_in(&other).await;
    some(&world, 3).await;
    let first = list(&world, &cookie, "?pageSize=1").await;
    let token = first.body["nextToken"].as_str().unwrap();
    list(&world, &theirs, &format!("?nextToken={token}")).await.assert_problem(400, "invalid-page-token");
    let (_, elsewhere) = world.sign_in(&user).await;
    assert_eq!(ids(&list(&world, &elsewhere, &format!("?nextToken={token}")).await).len(), 2);
    for odd in ["", "garbage", &token[1..], &format!("{token}A")] {
        list(&world, &cookie, &format!("?nextToken={odd}")).await.assert_problem(400, "invalid-page-token");
    }
}

#[actix_web::test]
async fn parameters_are_taken_to_the_letter() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    for query in
        ["?pageSize=0", "?pageSize=101", "?pageSize=", "?pageSize=1&pageSize=1", "?type=UserSignedUp", "?page=1"]
    {
        list(&world, &cookie, query).await.assert_problem(400, "invalid-parameter");
    }
}
