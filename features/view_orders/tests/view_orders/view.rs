use std::time::Duration;

use actix_web::test::TestRequest;
use domain::{OrderStatus, Role, Stock};
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, buyer, send, user_and_cookie, view};

#[actix_web::test]
async fn an_order_is_shown_as_it_was_placed_whatever_became_of_its_products() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let advice = world.product_with("Advice", |advice| advice.stock = Stock::Untracked).await;
    world.fakes.clock.advance(Duration::from_millis(61_042));
    let placed = world.order(&user, &[(&advice, 4), (&tea, 3)]).await;
    world.commit(world.product_deletion(&tea)).await;
    world.alter_product(&advice, |advice| advice.details.price = None).await;
    let answer = view(&world, &cookie, placed.id()).await;

    assert_eq!(answer.status, 200);
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
                    "name": "Tea",
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
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(view(&world, &cookie, placed.id().to_string().to_uppercase()).await.body, answer.body);
}

#[actix_web::test]
async fn the_tag_changes_with_the_order() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let placed = world.order(&user, &[(&world.product("Tea").await, 3)]).await;
    let tag = view(&world, &cookie, placed.id()).await.header("etag").to_owned();
    assert_eq!(tag, format!("\"{}\"", placed.state()));

    let known = async |value: &str| {
        let request = TestRequest::get().uri(&format!("/api/v1/orders/{}", placed.id()));
        send(&world, request.insert_header(("if-none-match", value)), &cookie).await
    };
    for value in [tag.as_str(), "*", &format!("\"other\", {tag}"), &format!("W/{tag}")] {
        let answer = known(value).await;
        let expected = (304, &*tag, &Value::Null);
        assert_eq!((answer.status.as_u16(), answer.header("etag"), &answer.body), expected, "{value}");
    }
    for value in ["\"other\"", "", "garbage"] {
        assert_eq!(known(value).await.status, 200, "{value}");
    }
    world.alter_order(&placed, OrderStatus::Processing).await;
    let changed = known(&tag).await;
    assert_eq!((changed.status.as_u16(), &changed.body["status"]), (200, &json!("processing")));
    assert_ne!(changed.header("etag"), tag);
}

#[actix_web::test]
async fn admins_see_the_orders_of_everybody() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let placed = world.order(&user, &[(&world.product("Tea").await, 3)]).await;
    for (name, role) in [("acting.admin", Role::Admin), ("super.admin", Role::SuperAdmin)] {
        let (_, cookie) = user_and_cookie(&world, name, role).await;
        assert_eq!(view(&world, &cookie, placed.id()).await.body["userId"], user.id().to_string());
    }
}

#[actix_web::test]
async fn the_order_of_another_user_is_answered_as_one_that_does_not_exist() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let (_, other) = user_and_cookie(&world, "charles.babbage", Role::User).await;
    let placed = world.order(&user, &[(&world.product("Tea").await, 3)]).await;
    let ask = async |id: String| {
        let request =
            TestRequest::get().uri(&format!("/api/v1/orders/{id}")).insert_header(("x-request-id", "the-same"));
        send(&world, request, &other).await
    };
    let unknown = ask(SequentialIds::nth(1_000).to_string()).await;
    unknown.assert_problem(404, "order-not-found");
    let theirs = ask(placed.id().to_string()).await;
    assert_eq!((theirs.status, &theirs.body), (unknown.status, &unknown.body));
    assert_eq!((theirs.header("etag"), theirs.header("content-type")), ("", unknown.header("content-type")));
    let request =
        TestRequest::get().uri(&format!("/api/v1/orders/{}", placed.id())).insert_header(("if-none-match", "*"));
    send(&world, request, &other).await.assert_problem(404, "order-not-found");
}

#[actix_web::test]
async fn an_unknown_order_is_not_found_and_an_id_that_is_none_is_refused() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    view(&world, &cookie, SequentialIds::nth(1_000)).await.assert_problem(404, "order-not-found");
    for id in ["1", "mine", "019b76daa80070008000000000000001", "urn:uuid:019b76da-a800-7000-8000-000000000001"] {
        view(&world, &cookie, id).await.assert_problem(400, "invalid-parameter");
    }
}
