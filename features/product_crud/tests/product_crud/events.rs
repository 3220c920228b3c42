use std::time::Duration;

use actix_web::test::TestRequest;
use application::{Actor, Clock, Event, EventKind, Subject};
use domain::{Product, User};
use serde_json::{Value, json};
use test_kit::{Answer, World, kinds, logged, security_events};

use crate::support::{admin, create, delete, post, put, remove, send, update};

/// Asserts that one commit has the product's change and its event, and the event's actor and data.
#[track_caller]
fn assert_event(world: &World, kind: EventKind, actor: &User, product: &str, data: &Value) {
    let events = world.store.events();
    assert_eq!(kinds(&events), [EventKind::UserSignedUp, kind], "the mark of a commit of its own, then this one");
    let event = &events[1];
    assert_eq!(event.subject, Subject::Product(product.parse().unwrap()));
    assert_eq!((event.actor, event.request_id.as_str()), (Actor::User(actor.id()), "req-7"));
    assert_eq!(json!(event.data), *data);
}

/// The response to a request in a world where a marking commit comes before every commit.
async fn marked(world: &World, request: TestRequest) -> Answer {
    send(&world.overtaken_by([world.mark(), world.mark()]), request).await
}

fn last(world: &World) -> Event {
    world.store.events().pop().unwrap()
}

#[actix_web::test]
async fn a_creation_records_every_field_of_the_product() {
    for (body, data) in [
        (
            json!({
                "name": " Teapot ",
                "description": "",
                "price": {"amount": 0, "currency": "EUR"},
                "stock": 12,
            }),
            json!({"name": "Teapot", "description": "", "price": {"amount": 0, "currency": "EUR"}, "stock": 12}),
        ),
        (json!({"name": "Teapot"}), json!({"name": "Teapot", "description": null, "price": null, "stock": null})),
    ] {
        let world = World::new();
        let (actor, cookie) = admin(&world).await;
        let answer = marked(&world, post(&cookie).set_json(&body)).await;
        assert_event(&world, EventKind::ProductCreated, &actor, answer.body["id"].as_str().unwrap(), &data);
        assert_eq!(last(&world).at, world.fakes.clock.now());
    }
}

#[actix_web::test]
async fn an_edit_records_what_it_set() {
    for (body, data) in [
        (json!({"name": " Kettle "}), json!({"name": "Kettle"})),
        (json!({"name": "Teapot"}), json!({"name": "Teapot"})),
        (json!({"description": "It whistles.", "stock": 0}), json!({"description": "It whistles.", "stock": 0})),
        (
            json!({"price": {"amount": 1_000_000_000_000_u64, "currency": "JPY"}}),
            json!({"price": {"amount": 1_000_000_000_000_u64, "currency": "JPY"}}),
        ),
        (
            json!({"description": null, "price": null, "stock": null}),
            json!({"description": null, "price": null, "stock": null}),
        ),
    ] {
        let world = World::new();
        let (actor, cookie) = admin(&world).await;
        let product = world.product("Teapot").await;
        let answer = marked(&world, put(&cookie, product.id()).set_json(&body)).await;
        assert_eq!(answer.status, 200);
        assert_event(&world, EventKind::ProductUpdated, &actor, &product.id().to_string(), &data);
    }
}

#[actix_web::test]
async fn a_deletion_records_the_name_of_the_product() {
    let world = World::new();
    let (actor, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let answer = marked(&world, delete(&cookie, product.id())).await;
    assert_eq!(answer.status, 204);
    let data = json!({"name": "Teapot"});
    assert_event(&world, EventKind::ProductDeleted, &actor, &product.id().to_string(), &data);
}

#[actix_web::test]
async fn the_events_of_a_product_are_in_the_order_of_its_changes_whatever_the_clock_says() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let id = create(&world, &cookie, &json!({"name": "Teapot"})).await.body["id"].as_str().unwrap().to_owned();
    let product: Product = world.stored_product(id.parse().unwrap()).await.unwrap();
    let begun = world.now();
    for back in [0, 0, 1_000] {
        world.fakes.clock.set(domain::Timestamp::from_unix_millis(begun.unix_millis() - back).unwrap());
        let answer = update(&world, &cookie, &product, &json!({"stock": 1})).await;
        assert_eq!(answer.body["lastUpdateDate"], last(&world).at.to_string());
    }
    assert_eq!(remove(&world, &cookie, &product).await.status, 204);
    let times: Vec<_> = world.store.events().iter().map(|event| event.at).collect();
    let expected: Vec<_> = (0..5).map(|millis| begun.after(Duration::from_millis(millis))).collect();
    assert_eq!(times, expected);
}

#[actix_web::test]
async fn a_refusal_of_a_revoked_right_is_logged() {
    let world = World::new();
    let (actor, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let raced = world.overtaken_by([world.alteration(&actor, |user| user.role = domain::Role::User).0]);
    let (answer, log) = logged(remove(&raced, &cookie, &product)).await;
    answer.assert_problem(403, "forbidden");
    let [fields] = &security_events(&log)[..] else { panic!("{log}") };
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("administration"), &json!("refused")));
    assert_eq!((&fields["actor_id"], &fields["request_id"]), (&json!(actor.id().to_string()), &json!("req-7")));
}
