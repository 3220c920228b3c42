use actix_web::test::TestRequest;
use application::{Authorization, Events, OrderAccess, Orders, Persistence, Services};
use domain::{Order, Role, User};
use shaku::module;
use test_kit::{Answer, World, with_cookie};
use view_orders::{ListOrders, ViewOrder, ViewOrderHistory, routes};

module! {
    pub(crate) Slice {
        components = [ListOrders, ViewOrderHistory, ViewOrder],
        providers = [],
        use dyn Persistence { components = [dyn Events, dyn Orders], providers = [] },
        use dyn Services { components = [dyn Authorization, dyn OrderAccess], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest, cookie: &str) -> Answer {
    world.send(routes(&slice(world)), with_cookie(request, cookie)).await
}

pub(crate) async fn list(world: &World, cookie: &str, query: &str) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/orders{query}")), cookie).await
}

pub(crate) async fn view(world: &World, cookie: &str, id: impl ToString) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/orders/{}", id.to_string())), cookie).await
}

pub(crate) async fn history(world: &World, cookie: &str, id: impl ToString) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/orders/{}/events", id.to_string())), cookie).await
}

pub(crate) async fn user_and_cookie(world: &World, name: &str, role: Role) -> (User, String) {
    let user = world.user(name, role).await;
    let (_, cookie) = world.sign_in(&user).await;
    (user, cookie)
}

pub(crate) async fn buyer(world: &World) -> (User, String) {
    user_and_cookie(world, "ada.lovelace", Role::User).await
}

pub(crate) async fn admin(world: &World) -> (User, String) {
    user_and_cookie(world, "acting.admin", Role::Admin).await
}

/// `count` orders of a user, some placed at the same time, oldest first.
pub(crate) async fn orders_of(world: &World, user: &User, count: usize) -> Vec<Order> {
    let tea = world.product_with("Tea", |tea| tea.stock = domain::Stock::Untracked).await;
    let mut orders = Vec::new();
    for number in 0..count {
        world.fakes.clock.advance(std::time::Duration::from_millis(number as u64 % 2));
        orders.push(world.order(user, &[(&tea, 1)]).await);
    }
    orders
}

/// The ids of the orders in a list.
pub(crate) fn ids(answer: &Answer) -> Vec<String> {
    let orders = answer.body["orders"].as_array().unwrap_or_else(|| panic!("{:#}", answer.body));
    orders.iter().map(|order| order["id"].as_str().unwrap().to_owned()).collect()
}

pub(crate) fn ids_of<'a>(orders: impl IntoIterator<Item = &'a Order>) -> Vec<String> {
    orders.into_iter().map(|order| order.id().to_string()).collect()
}
