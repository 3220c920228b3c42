use actix_web::test::TestRequest;
use advance_order::{AdvanceOrder, routes};
use application::{Authorization, Persistence, Repository, Services, Work};
use domain::{Order, OrderStatus, Role, User};
use serde_json::json;
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [AdvanceOrder],
        providers = [],
        use dyn Persistence { components = [dyn Repository<Order>], providers = [] },
        use dyn Services { components = [dyn Authorization, dyn Work], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&slice(world)), request.insert_header(("x-request-id", "req-7"))).await
}

pub(crate) fn patch(cookie: &str, id: &(impl ToString + ?Sized)) -> TestRequest {
    with_cookie(TestRequest::patch().uri(&format!("/api/v1/orders/{}", id.to_string())), cookie)
}

pub(crate) async fn advance(world: &World, cookie: &str, id: impl ToString, to: OrderStatus) -> Answer {
    send(world, patch(cookie, &id).set_json(json!({"status": to.as_str()}))).await
}

/// Advances while the order is as these tags say.
pub(crate) async fn advance_if(world: &World, cookie: &str, id: impl ToString, to: OrderStatus, tags: &str) -> Answer {
    send(world, patch(cookie, &id).insert_header(("if-match", tags)).set_json(json!({"status": to.as_str()}))).await
}

pub(crate) async fn admin(world: &World) -> (User, String) {
    let admin = world.user("acting.admin", Role::Admin).await;
    let (_, cookie) = world.sign_in(&admin).await;
    (admin, cookie)
}

/// An order of a user with this status, for four units of a product that has six left.
pub(crate) async fn placed(world: &World, status: OrderStatus) -> Order {
    let buyer = match world.named("ada.lovelace").await {
        Some(buyer) => buyer,
        None => world.user("ada.lovelace", Role::User).await,
    };
    let tea = world.product("Tea").await;
    world.order_with(&buyer, &[(&tea, 4)], |order| order.status = status).await
}

/// The order as it is stored.
pub(crate) async fn stored(world: &World, order: &Order) -> Order {
    world.stored_order(order.id()).await.unwrap()
}
