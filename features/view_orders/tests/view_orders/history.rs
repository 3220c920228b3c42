use std::time::Duration;

use application::{Actor, Changes, EventData, EventKind};
use domain::{Order, Role, User};
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, buyer, history, user_and_cookie};

/// Records an event of the order at the present time.
async fn happen(world: &World, order: &Order, actor: Actor, kind: EventKind, data: Value) {
    let mut changes = match actor {
        Actor::User(user) => Changes::by_account_holder(user, &world.caller(), world.now()),
        Actor::Operator => world.changes(),
    };
    let Value::Object(data) = data else { panic!("{data}") };
    changes.record(kind, order.id(), data);
    world.commit(changes).await;
}

async fn placed(world: &World, user: &User) -> Order {
    world.order(user, &[(&world.product("Tea").await, 3)]).await
}

#[actix_web::test]
async fn a_history_is_listed_oldest_first_with_its_actors() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let (acting, of_admin) = admin(&world).await;
    let (order, other) = (placed(&world, &user).await, placed(&world, &user).await);
    let data = json!({"items": [], "total": {"amount": 750, "currency": "EUR"}});
    happen(&world, &order, Actor::User(user.id()), EventKind::OrderPlaced, data.clone()).await;
    happen(&world, &other, Actor::User(user.id()), EventKind::OrderPlaced, json!({})).await;
    world.fakes.clock.advance(Duration::from_millis(61_042));
    let from = json!({"from": "pending"});
    happen(&world, &order, Actor::User(acting.id()), EventKind::OrderProcessingStarted, from.clone()).await;
    happen(&world, &order, Actor::Operator, EventKind::OrderCancelled, json!({})).await;

    for cookie in [cookie, of_admin] {
        let answer = history(&world, &cookie, order.id()).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.body,
            json!({
                "events": [
                    {
                        "type": "OrderPlaced",
                        "at": "2026-01-01T00:00:00.000Z",
                        "actorId": user.id().to_string(),
                        "data": data,
                    },
                    {
                        "type": "OrderProcessingStarted",
                        "at": "2026-01-01T00:01:01.042Z",
                        "actorId": acting.id().to_string(),
                        "data": from,
                    },
                    {"type": "OrderCancelled", "at": "2026-01-01T00:01:01.042Z", "actorId": null, "data": {}},
                ],
            })
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[actix_web::test]
async fn an_order_of_which_nothing_was_recorded_has_an_empty_history() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let order = placed(&world, &user).await;
    assert_eq!(history(&world, &cookie, order.id()).await.body, json!({"events": []}));
}

#[actix_web::test]
async fn the_history_of_another_users_order_is_answered_as_one_that_does_not_exist() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let (_, other) = user_and_cookie(&world, "charles.babbage", Role::User).await;
    let (order, product) = (placed(&world, &user).await, world.product("Tea").await);
    happen(&world, &order, Actor::User(user.id()), EventKind::OrderPlaced, EventData::new().into()).await;
    let unknown = history(&world, &other, SequentialIds::nth(1_000)).await;
    unknown.assert_problem(404, "order-not-found");
    for id in [order.id().to_string(), user.id().to_string(), product.id().to_string()] {
        let answer = history(&world, &other, &id).await;
        answer.assert_problem(404, "order-not-found");
        assert_eq!(answer.body["detail"], unknown.body["detail"]);
    }
    // Users and products have events as well, which are not in the response.
    let (_, of_admin) = admin(&world).await;
    history(&world, &of_admin, user.id()).await.assert_problem(404, "order-not-found");
    history(&world, &of_admin, "no-id").await.assert_problem(400, "invalid-parameter");
}
