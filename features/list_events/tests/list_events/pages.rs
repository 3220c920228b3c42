use application::EventKind;
use domain::Role;
use test_kit::World;

use crate::support::{event, ids, list, next_token, record, signed_in, some_events, texts, user};

/// The ids of every event in a list, page by page.
async fn paged(world: &World, cookie: &str, query: &str, size: usize) -> Vec<String> {
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let answer = list(world, cookie, &format!("?pageSize={size}{query}{token}")).await;
        let page = ids(&answer);
        assert!(page.len() <= size, "{query} {size}");
        seen.extend(page);
        match next_token(&answer) {
            Some(next) => token = format!("&nextToken={next}"),
            None => return seen,
        }
        assert!(seen.len() <= 20, "the list has no end");
    }
}

#[actix_web::test]
async fn pages_of_every_size_give_each_event_once() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    let mut events = some_events(&world, 4).await;
    record(&world, event(&world, EventKind::UserCreated, user(1))).await;
    events.extend(some_events(&world, 3).await);
    let expected = texts(events.iter().rev());
    for size in [1, 2, 3, 6, 7, 8, 100] {
        assert_eq!(paged(&world, &cookie, "&type=UserSignedUp", size).await, expected, "{size}");
        assert_eq!(paged(&world, &cookie, "", size).await.len(), 8, "{size}");
    }
}

#[actix_web::test]
async fn twenty_events_are_a_page_where_no_size_is_given() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    let events = some_events(&world, 21).await;
    let first = list(&world, &cookie, "").await;
    assert_eq!(ids(&first).len(), 20);
    let last = list(&world, &cookie, &format!("?nextToken={}", next_token(&first).unwrap())).await;
    assert_eq!((ids(&last), next_token(&last)), (texts(&events[..1]), None));
}

#[actix_web::test]
async fn what_happens_between_two_pages_moves_no_event() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    let before = some_events(&world, 4).await;
    let first = list(&world, &cookie, "?pageSize=2").await;
    some_events(&world, 2).await;
    let rest = list(&world, &cookie, &format!("?pageSize=100&nextToken={}", next_token(&first).unwrap())).await;
    assert_eq!([ids(&first), ids(&rest)].concat(), texts(before.iter().rev()));
}

#[actix_web::test]
async fn a_page_token_is_good_for_its_own_list_and_viewer_alone() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    let (_, theirs) = signed_in(&world, Role::SuperAdmin).await;
    for _ in 0..3 {
        record(&world, event(&world, EventKind::UserSignedUp, user(1))).await;
    }
    let (about, from) = (format!("subjectKind=user&subjectId={}", user(1)), "from=2026-01-01T00:00:00Z");
    for query in [String::new(), about.clone(), "type=UserSignedUp".to_owned(), from.to_owned()] {
        let first = list(&world, &cookie, &format!("?pageSize=1&{query}")).await;
        let token = next_token(&first).unwrap();
        let next = list(&world, &cookie, &format!("?pageSize=100&nextToken={token}&{query}")).await;
        assert_eq!(ids(&next).len(), 2, "of another size: {query}");
        list(&world, &theirs, &format!("?nextToken={token}&{query}")).await.assert_problem(400, "invalid-page-token");
        for other in [
            "",
            &about,
            "type=UserSignedUp",
            "type=UserCreated",
            from,
            "from=2026-01-01T00:00:00.001Z",
            "to=2026-01-01T00:00:00.001Z",
            &format!("userId={}", user(1)),
            &format!("{about}&type=UserSignedUp"),
            &format!("subjectKind=user&subjectId={}", user(2)),
            &format!("subjectKind=order&subjectId={}", user(1)),
        ] {
            if other != query {
                let answer = list(&world, &cookie, &format!("?nextToken={token}&{other}")).await;
                answer.assert_problem(400, "invalid-page-token");
            }
        }
    }
    // The same moment, written in another way, is the same list.
    let first = list(&world, &cookie, &format!("?pageSize=1&{from}")).await;
    let same = format!("?from=2026-01-01T01:00:00%2B01:00&nextToken={}", next_token(&first).unwrap());
    assert_eq!(list(&world, &cookie, &same).await.status, 200);
    for odd in ["", "garbage", &"x".repeat(5_000)] {
        list(&world, &cookie, &format!("?nextToken={odd}")).await.assert_problem(400, "invalid-page-token");
    }
}
