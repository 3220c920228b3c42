use actix_web::test::TestRequest;
use application::{OrderAccess, Persistence, Repository, Services, Work};
use cancel_order::{CancelOrder, routes};
use domain::{Order, Product, Role, User};
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [CancelOrder],
        providers = [],
        use dyn Persistence { components = [dyn Repository<Product>], providers = [] },
        use dyn Services { components = [dyn OrderAccess, dyn Work], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&slice(world)), request.insert_header(("x-request-id", "req-7"))).await
}

pub(crate) fn delete(cookie: &str, id: &impl ToString) -> TestRequest {
    with_cookie(TestRequest::delete().uri(&format!("/api/v1/orders/{}", id.to_string())), cookie)
}

pub(crate) async fn cancel(world: &World, cookie: &str, id: impl ToString) -> Answer {
    send(world, delete(cookie, &id)).await
}

/// Cancels while the order is as these tags say.
pub(crate) async fn cancel_if(world: &World, cookie: &str, id: impl ToString, tags: &str) -> Answer {
    send(world, delete(cookie, &id).insert_header(("if-match", tags))).await
}

pub(crate) async fn user_and_cookie(world: &World, name: &str, role: Role) -> (User, String) {
    let user = world.user(name, role).await;
    let (_, cookie) = world.sign_in(&user).await;
    (user, cookie)
}

pub(crate) async fn buyer(world: &World) -> (User, String) {
    user_and_cookie(world, "ada.lovelace", Role::User).await
}

/// The order as it is stored.
pub(crate) async fn stored(world: &World, order: &Order) -> Order {
    world.stored_order(order.id()).await.unwrap()
}
