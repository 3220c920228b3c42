use std::time::Duration;

use application::{Actor, EventKind, Subject};
use domain::{Order, OrderStatus, Price, Stock, StockClaim, Version};
use serde_json::json;
use test_kit::{World, kinds};

use crate::support::{basket, buyer, order, order_under, orders, stored};

#[actix_web::test]
async fn an_order_has_the_names_and_prices_of_the_moment() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea \u{1f375}").await;
    let advice = world.product_with("Advice", |details| details.stock = Stock::Untracked).await;
    world.fakes.clock.advance(Duration::from_millis(61_042));
    let answer = order(&world, &cookie, &basket([(&advice, 4), (&tea, 3)])).await;

    let placed = stored(&world, &answer).await;
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.body,
        json!({
            "id": placed.id().to_string(),
            "userId": user.id().to_string(),
            "items": [
                {
                    "productId": advice.id().to_string(),
                    "name": "Advice",
                    "quantity": 4,
                    "unitPrice": {"amount": 250, "currency": "EUR"},
                },
                {
                    "productId": tea.id().to_string(),
                    "name": "Tea \u{1f375}",
                    "quantity": 3,
                    "unitPrice": {"amount": 250, "currency": "EUR"},
                },
            ],
            "total": {"amount": 1_750, "currency": "EUR"},
            "status": "pending",
            "createdAt": "2026-01-01T00:01:01.042Z",
            "updatedAt": "2026-01-01T00:01:01.042Z",
        })
    );
    assert_eq!(answer.header("location"), format!("/api/v1/orders/{}", placed.id()));
    assert_eq!(answer.header("etag"), format!("\"{}\"", placed.state()));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(
        (placed.user_id(), placed.status(), placed.version()),
        (user.id(), OrderStatus::Pending, Version::FIRST)
    );
}

#[actix_web::test]
async fn what_is_counted_is_taken_from_its_stock_and_the_rest_is_left_as_it_is() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let advice = world.product_with("Advice", |details| details.stock = Stock::Untracked).await;
    let cups = world.product("Cups").await;
    let answer = order(&world, &cookie, &basket([(&tea, 10), (&advice, 1_000_000)])).await;

    let claims: Vec<_> = stored(&world, &answer).await.items().iter().map(|item| item.claim).collect();
    assert_eq!(claims, [StockClaim::Taken, StockClaim::None]);
    assert_eq!(world.stock_of(&tea).await, Some(0));
    // An order edits neither its products nor others.
    let sold_out = world.stored_product(tea.id()).await.unwrap();
    assert_eq!((sold_out.version(), sold_out.updated_at()), (tea.version(), tea.updated_at()));
    assert_eq!(world.stored_product(advice.id()).await, Some(advice));
    assert_eq!(world.stored_product(cups.id()).await, Some(cups));
}

#[actix_web::test]
async fn order_stock_and_event_are_one_commit() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let advice = world
        .product_with("Advice", |details| {
            details.stock = Stock::Untracked;
            details.price = Some(Price::parse(99, "EUR".parse().unwrap()).unwrap());
        })
        .await;
    let marked = world.overtaken_by([world.mark(), world.mark()]);
    let answer = order_under(&marked, &cookie, "a-key", &basket([(&tea, 3), (&advice, 2)])).await;

    let events = world.store.events();
    assert_eq!(kinds(&events), [EventKind::UserSignedUp, EventKind::OrderPlaced], "one commit, after one mark");
    let event = &events[1];
    assert_eq!(event.subject, Subject::Order(stored(&world, &answer).await.id()));
    assert_eq!((event.actor, event.request_id.as_str(), event.at), (Actor::User(user.id()), "req-7", world.now()));
    assert_eq!(
        json!(event.data),
        json!({
            "items": [
                {"productId": tea.id().to_string(), "quantity": 3, "unitPrice": 250, "taken": true},
                {"productId": advice.id().to_string(), "quantity": 2, "unitPrice": 99, "taken": false},
            ],
            "total": {"amount": 948, "currency": "EUR"},
        })
    );
}

#[actix_web::test]
async fn fifty_products_are_one_order_also_under_a_key() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let mut products = Vec::new();
    for number in 0..50 {
        let alter = |details: &mut domain::ProductDetails| {
            if number % 2 == 0 {
                details.stock = Stock::Untracked;
            }
        };
        products.push(world.product_with(&format!("Product {number}"), alter).await);
    }
    let wanted = products.iter().rev().map(|product| (product, 2));
    let answer = order_under(&world, &cookie, "a-key", &basket(wanted)).await;

    assert_eq!(answer.status, 201, "{:#}", answer.body);
    let placed = stored(&world, &answer).await;
    let ordered: Vec<_> = placed.items().iter().map(|item| item.product_id).collect();
    assert_eq!(
        ordered,
        products.iter().rev().map(domain::Product::id).collect::<Vec<_>>(),
        "in the order of the request"
    );
    assert_eq!(placed.total().amount, 50 * 2 * 250);
    for (number, product) in products.iter().enumerate() {
        assert_eq!(world.stock_of(product).await, if number % 2 == 0 { None } else { Some(8) });
    }
}

#[actix_web::test]
async fn the_largest_order_and_one_that_costs_nothing_are_orders() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let price = |amount| Some(Price::parse(amount, "JPY".parse().unwrap()).unwrap());
    let dear = world
        .product_with("A moon", |details| {
            details.price = price(1_000_000_000);
            details.stock = Stock::Units(1_000_000_000);
        })
        .await;
    let free = world.product_with("A leaflet", |details| details.price = price(0)).await;
    let answer = order(&world, &cookie, &basket([(&dear, 1_000_000)])).await;
    assert_eq!(answer.body["total"], json!({"amount": Order::MAX_TOTAL, "currency": "JPY"}));
    assert_eq!(world.stock_of(&dear).await, Some(999_000_000));
    let answer = order(&world, &cookie, &basket([(&free, 1)])).await;
    assert_eq!(answer.body["total"], json!({"amount": 0, "currency": "JPY"}));
}

#[actix_web::test]
async fn a_product_is_known_by_its_id_in_either_case() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let body = json!({"items": [{"productId": tea.id().to_string().to_uppercase(), "quantity": 1}]});
    let answer = order(&world, &cookie, &body).await;
    assert_eq!(answer.status, 201, "{:#}", answer.body);
    assert_eq!(answer.body["items"][0]["productId"], tea.id().to_string());
}

#[actix_web::test]
async fn without_a_key_each_call_is_another_order() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    for left in [8, 6, 4] {
        assert_eq!(order(&world, &cookie, &basket([(&tea, 2)])).await.status, 201);
        assert_eq!(world.stock_of(&tea).await, Some(left));
    }
    assert_eq!(orders(&world).await.len(), 3);
}
