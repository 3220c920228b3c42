use std::time::Duration;

use application::{Actor, Event, EventId, EventKind, Subject};
use domain::{ProductId, Role, UserId};
use memory_store::fakes::SequentialIds;
use test_kit::World;

use crate::support::{event, ids, list, record, signed_in, texts, user};

/// Events a second apart, from 00:00:00 on, by two users and the operator.
struct History {
    cookie: String,
    events: Vec<EventId>,
    alice: UserId,
    bobby: UserId,
    product: ProductId,
}

async fn history(world: &World) -> History {
    let (_, cookie) = signed_in(world, Role::Admin).await;
    let (alice, bobby) = (user(1), user(2));
    let product = ProductId::new(SequentialIds::nth(2_000));
    let mut events = Vec::new();
    for (actor, kind, subject) in [
        (Actor::Operator, EventKind::UserCreated, Subject::User(alice)),
        (Actor::User(alice), EventKind::SessionStarted, Subject::User(alice)),
        (Actor::User(alice), EventKind::UserCreated, Subject::User(bobby)),
        (Actor::User(bobby), EventKind::SessionStarted, Subject::User(bobby)),
        (Actor::User(alice), EventKind::ProductCreated, Subject::Product(product)),
        (Actor::User(bobby), EventKind::ProductUpdated, Subject::Product(product)),
    ] {
        events.push(record(world, Event { actor, ..event(world, kind, subject) }).await);
        world.fakes.clock.advance(Duration::from_secs(1));
    }
    History { cookie, events, alice, bobby, product }
}

#[actix_web::test]
async fn filters_leave_those_events_that_match_all_of_them() {
    let world = World::new();
    let History { cookie, events, alice, bobby, product } = history(&world).await;
    let about = |kind: &str, id: String| format!("subjectKind={kind}&subjectId={id}");
    for (query, expected) in [
        (String::new(), vec![5, 4, 3, 2, 1, 0]),
        (format!("userId={alice}"), vec![4, 2, 1]),
        (format!("userId={}", alice.to_string().to_uppercase()), vec![4, 2, 1]),
        (format!("userId={}", user(3)), vec![]),
        (about("user", alice.to_string()), vec![1, 0]),
        (about("product", product.to_string()), vec![5, 4]),
        (about("product", alice.to_string()), vec![]),
        (about("event", alice.to_string()), vec![]),
        ("type=SessionStarted".to_owned(), vec![3, 1]),
        ("type=AdminGranted".to_owned(), vec![]),
        (format!("userId={alice}&type=UserCreated"), vec![2]),
        (format!("userId={bobby}&{}", about("product", product.to_string())), vec![5]),
        (format!("type=UserCreated&{}", about("user", alice.to_string())), vec![0]),
        (format!("userId={alice}&type=UserCreated&{}", about("user", bobby.to_string())), vec![2]),
        (format!("userId={alice}&from=2026-01-01T00:00:02Z"), vec![4, 2]),
    ] {
        let answer = list(&world, &cookie, &format!("?{query}")).await;
        assert_eq!(ids(&answer), texts(expected.into_iter().map(|index: usize| &events[index])), "{query}");
    }
}

#[actix_web::test]
async fn the_beginning_is_included_and_the_end_is_not() {
    let world = World::new();
    let History { cookie, events, .. } = history(&world).await;
    for (query, expected) in [
        ("from=2026-01-01T00:00:04.000Z", vec![5, 4]),
        ("from=2026-01-01T00:00:04.0001Z", vec![5]),
        ("to=2026-01-01T00:00:01Z", vec![0]),
        ("to=2026-01-01T00:00:01.0001Z", vec![1, 0]),
        ("from=2026-01-01T00:00:01Z&to=2026-01-01T00:00:03Z", vec![2, 1]),
        ("from=2026-01-01T00:00:01Z&to=2026-01-01T00:00:01Z", vec![]),
        ("from=2026-01-01T01:00:05%2B01:00", vec![5]),
        ("from=2025-12-31T19:00:05-05:00", vec![5]),
        ("from=1960-01-01T00:00:00Z&to=9999-12-31T23:59:59Z", vec![5, 4, 3, 2, 1, 0]),
    ] {
        let answer = list(&world, &cookie, &format!("?{query}")).await;
        assert_eq!(ids(&answer), texts(expected.into_iter().map(|index: usize| &events[index])), "{query}");
    }
}

#[actix_web::test]
async fn parameters_are_taken_to_the_letter() {
    let world = World::new();
    let History { cookie, alice, .. } = history(&world).await;
    for query in [
        "pageSize=0",
        "pageSize=101",
        "pageSize=",
        "userId=",
        "userId=1",
        "userId=ada.lovelace",
        "actorId=1",
        "subject=1",
        "subjectKind=user",
        &format!("subjectId={alice}"),
        &format!("subjectKind=&subjectId={alice}"),
        &format!("subjectKind=User&subjectId={alice}"),
        &format!("subjectKind=session&subjectId={alice}"),
        "subjectKind=user&subjectId=1",
        "type=",
        "type=userSignedUp",
        "type=UserTeleported",
        "type=UserSignedUp,UserCreated",
        "type=UserSignedUp&type=UserCreated",
        "from=",
        "from=2026-01-01",
        "from=now",
        "from=2026-01-01T00:00:00",
        // A `+` that is not written as `%2B` is a space.
        "from=2026-01-01T00:00:00+01:00",
        "to=1767225600",
        "from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z",
        "since=2026-01-01T00:00:00Z",
        "until=2026-01-01T00:00:00Z",
        "sort=at",
    ] {
        list(&world, &cookie, &format!("?{query}")).await.assert_problem(400, "invalid-parameter");
    }
    assert_eq!(list(&world, &cookie, "?").await.status, 200);
}

#[actix_web::test]
async fn a_refusal_says_what_to_send() {
    let world = World::new();
    let History { cookie, alice, .. } = history(&world).await;
    for (query, detail) in [
        (
            "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z".to_owned(),
            "`from` is later than `to`. Send the earlier time as `from`.",
        ),
        (
            format!("subjectId={alice}"),
            "`subjectKind` and `subjectId` name one subject together. Send both, or neither.",
        ),
        (
            format!("subjectKind=session&subjectId={alice}"),
            "`subjectKind` must be one of: event, order, product, user.",
        ),
    ] {
        let answer = list(&world, &cookie, &format!("?{query}")).await;
        answer.assert_problem(400, "invalid-parameter");
        assert_eq!(answer.body["detail"], format!("The query is invalid. {detail}"));
    }
    let answer = list(&world, &cookie, "?type=UserTeleported").await;
    assert!(answer.body["detail"].as_str().unwrap().contains("UserSignedUp, UserCreated"), "{:#}", answer.body);
}
