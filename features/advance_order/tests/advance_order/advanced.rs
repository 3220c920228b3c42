use std::time::Duration;

use application::{Actor, EventKind, Subject};
use domain::{
    OrderStatus::{self, Delivered, Pending, Processing, Shipped},
    Role,
};
use serde_json::json;
use test_kit::{World, kinds};

use crate::support::{admin, advance, advance_if, placed, stored};

#[actix_web::test]
async fn an_order_advances_step_by_step_and_is_answered_as_it_then_is() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let order = placed(&world, Pending).await;
    for (status, minutes, tag) in [(Processing, 1, "\"2\""), (Shipped, 2, "\"3\""), (Delivered, 3, "\"4\"")] {
        world.fakes.clock.advance(Duration::from_mins(1));
        let answer = advance(&world, &cookie, order.id(), status).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.body,
            json!({
                "id": order.id().to_string(),
                "userId": order.user_id().to_string(),
                "items": [{
                    "productId": order.items()[0].product_id.to_string(),
                    "name": "Tea",
                    "quantity": 4,
                    "unitPrice": {"amount": 250, "currency": "EUR"},
                }],
                "total": {"amount": 1_000, "currency": "EUR"},
                "status": status.as_str(),
                "createdAt": "2026-01-01T00:00:00.000Z",
                "updatedAt": format!("2026-01-01T00:0{minutes}:00.000Z"),
            })
        );
        assert_eq!(answer.header("etag"), tag);
        let after = stored(&world, &order).await;
        assert_eq!((after.status(), after.updated_at(), after.items()), (status, world.now(), order.items()));
        assert_eq!(format!("\"{}\"", after.state()), tag);
    }
    let kinds = kinds(&world.store.events());
    assert_eq!(kinds, [EventKind::OrderProcessingStarted, EventKind::OrderShipped, EventKind::OrderDelivered]);
}

#[actix_web::test]
async fn order_and_event_are_one_commit() {
    for (from, to, kind) in [
        (Pending, Processing, EventKind::OrderProcessingStarted),
        (Processing, Shipped, EventKind::OrderShipped),
        (Shipped, Delivered, EventKind::OrderDelivered),
    ] {
        let world = World::new();
        let (acting, cookie) = admin(&world).await;
        let order = placed(&world, from).await;
        let marked = world.overtaken_by([world.mark(), world.mark()]);
        assert_eq!(advance(&marked, &cookie, order.id(), to).await.status, 200);
        let events = world.store.events();
        assert_eq!(kinds(&events), [EventKind::UserSignedUp, kind], "one commit, after one mark");
        let event = &events[1];
        assert_eq!((event.subject, event.actor), (Subject::Order(order.id()), Actor::User(acting.id())));
        assert_eq!((event.request_id.as_str(), event.at), ("req-7", stored(&world, &order).await.updated_at()));
        assert_eq!(json!(event.data), json!({"from": from.as_str()}));
    }
}

#[actix_web::test]
async fn events_follow_each_other_also_while_the_clock_stands_or_goes_back() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let start = world.now();
    world.fakes.clock.advance(Duration::from_secs(10));
    let order = placed(&world, Pending).await;
    world.fakes.clock.set(start);
    for status in [Processing, Shipped, Delivered] {
        assert_eq!(advance(&world, &cookie, order.id(), status).await.status, 200);
    }
    let times: Vec<_> = world.store.events().iter().map(|event| event.at).collect();
    let after = |millis| order.created_at().after(Duration::from_millis(millis));
    assert_eq!(times, [after(1), after(2), after(3)]);
}

#[actix_web::test]
async fn admins_and_super_admins_advance_the_orders_of_everybody_and_their_own() {
    for role in [Role::Admin, Role::SuperAdmin] {
        let world = World::new().with_admins_managed_by_super_admins();
        let actor = world.user("acting.user", role).await;
        let (_, cookie) = world.sign_in(&actor).await;
        let tea = world.product("Tea").await;
        for order in [placed(&world, Pending).await, world.order(&actor, &[(&tea, 1)]).await] {
            assert_eq!(advance(&world, &cookie, order.id(), Processing).await.status, 200, "{role}");
        }
    }
}

#[actix_web::test]
async fn a_request_for_the_present_state_advances_the_order() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    for tags in ["\"1\"", "\"7\", \"1\"", "*"] {
        let order = placed(&world, Pending).await;
        let answer = advance_if(&world, &cookie, order.id(), Processing, tags).await;
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (200, "\"2\""), "{tags}");
        // The tag of the response is the precondition of the next step.
        assert_eq!(advance_if(&world, &cookie, order.id(), Shipped, "\"2\"").await.status, 200);
        assert_eq!(stored(&world, &order).await.status(), OrderStatus::Shipped);
    }
}
