use std::time::Duration;

use application::{Actor, Event, EventData, EventKind, Subject};
use domain::{ProductId, Role};
use memory_store::fakes::SequentialIds;
use serde_json::json;
use test_kit::World;

use crate::support::{event, ids, list, record, signed_in, some_events, texts, user};

#[actix_web::test]
async fn events_are_listed_as_they_are_newest_first() {
    let world = World::new();
    let (admin, cookie) = signed_in(&world, Role::Admin).await;
    let created = record(&world, event(&world, EventKind::UserCreated, user(1))).await;
    world.fakes.clock.advance(Duration::from_millis(61_042));
    let product = ProductId::new(SequentialIds::nth(2_000));
    let data = EventData::from_iter([("name".to_owned(), "<b>Tea</b>".into())]);
    let by_admin = Event {
        actor: Actor::User(admin.id()),
        data,
        ..event(&world, EventKind::ProductDeleted, Subject::Product(product))
    };
    let deleted = record(&world, by_admin).await;
    let answer = list(&world, &cookie, "").await;

    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "events": [
                {
                    "id": deleted.to_string(),
                    "type": "ProductDeleted",
                    "at": "2026-01-01T00:01:01.042Z",
                    "actorId": admin.id().to_string(),
                    "subject": {"kind": "product", "id": product.to_string()},
                    "requestId": "req-7",
                    "data": {"name": "<b>Tea</b>"},
                },
                {
                    "id": created.to_string(),
                    "type": "UserCreated",
                    "at": "2026-01-01T00:00:00.000Z",
                    "actorId": null,
                    "subject": {"kind": "user", "id": user(1).to_string()},
                    "requestId": "req-7",
                    "data": {},
                },
            ],
            "nextToken": null,
        })
    );
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn a_store_without_events_has_an_empty_list() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    for query in ["", "?type=UserSignedUp", "?pageSize=1"] {
        assert_eq!(list(&world, &cookie, query).await.body, json!({"events": [], "nextToken": null}));
    }
}

#[actix_web::test]
async fn events_of_one_moment_are_listed_by_descending_id() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    let events = some_events(&world, 6).await;
    assert_eq!(ids(&list(&world, &cookie, "").await), texts(events.iter().rev()));
}
