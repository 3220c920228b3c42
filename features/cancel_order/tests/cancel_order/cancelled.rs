use std::time::Duration;

use application::{Actor, EventKind, Subject};
use domain::{OrderStatus, Role};
use serde_json::json;
use test_kit::{World, kinds};

use crate::support::{buyer, cancel, cancel_if, stored, user_and_cookie};

#[actix_web::test]
async fn an_order_is_cancelled_and_keeps_what_was_ordered() {
    for status in [OrderStatus::Pending, OrderStatus::Processing] {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let tea = world.product("Tea").await;
        let placed = world.order_with(&user, &[(&tea, 4)], |order| order.status = status).await;
        world.fakes.clock.advance(Duration::from_mins(5));
        let answer = cancel(&world, &cookie, placed.id()).await;

        assert_eq!((answer.status.as_u16(), &answer.body), (200, &json!({"status": "cancelled"})), "{status}");
        let after = stored(&world, &placed).await;
        assert_eq!((after.status(), after.updated_at()), (OrderStatus::Cancelled, world.now()));
        assert_eq!(after.version(), placed.version().next());
        assert_eq!((after.items(), after.total(), after.user_id()), (placed.items(), placed.total(), user.id()));
        assert_eq!(after.created_at(), placed.created_at());
    }
}

#[actix_web::test]
async fn order_stock_and_event_are_one_commit() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let (tea, cups) = (world.product("Tea").await, world.product("Cups").await);
    let placed =
        world.order_with(&user, &[(&tea, 4), (&cups, 1)], |order| order.status = OrderStatus::Processing).await;
    let marked = world.overtaken_by([world.mark(), world.mark()]);
    assert_eq!(cancel(&marked, &cookie, placed.id()).await.status, 200);

    let events = world.store.events();
    assert_eq!(kinds(&events), [EventKind::UserSignedUp, EventKind::OrderCancelled], "one commit, after one mark");
    let event = &events[1];
    assert_eq!((event.subject, event.actor), (Subject::Order(placed.id()), Actor::User(user.id())));
    assert_eq!(event.request_id.as_str(), "req-7");
    assert_eq!(
        json!(event.data),
        json!({
            "from": "processing",
            "returned": [
                {"productId": tea.id().to_string(), "quantity": 4},
                {"productId": cups.id().to_string(), "quantity": 1},
            ],
        })
    );
    assert_eq!((world.stock_of(&tea).await, world.stock_of(&cups).await), (Some(10), Some(10)));
}

#[actix_web::test]
async fn the_event_follows_what_happened_before_also_while_the_clock_goes_back() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let start = world.now();
    world.fakes.clock.advance(Duration::from_secs(10));
    let placed = world.order(&user, &[(&tea, 1)]).await;
    world.fakes.clock.set(start);
    assert_eq!(cancel(&world, &cookie, placed.id()).await.status, 200);
    let after = stored(&world, &placed).await;
    assert_eq!(after.updated_at(), placed.created_at().after(Duration::from_millis(1)));
    assert_eq!(world.store.events()[0].at, after.updated_at());
}

#[actix_web::test]
async fn an_admin_cancels_the_orders_of_others_and_the_event_says_who_it_was() {
    for role in [Role::Admin, Role::SuperAdmin] {
        let world = World::new();
        let (user, _) = buyer(&world).await;
        let (admin, cookie) = user_and_cookie(&world, "acting.admin", role).await;
        let placed = world.order(&user, &[(&world.product("Tea").await, 4)]).await;
        assert_eq!(cancel(&world, &cookie, placed.id()).await.status, 200, "{role}");
        let after = stored(&world, &placed).await;
        assert_eq!((after.status(), after.user_id()), (OrderStatus::Cancelled, user.id()));
        assert_eq!(world.store.events()[0].actor, Actor::User(admin.id()));
    }
}

#[actix_web::test]
async fn a_request_for_the_present_state_cancels_the_order() {
    for tags in ["\"1\"", "\"7\", \"1\"", "*"] {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let placed = world.order(&user, &[(&world.product("Tea").await, 4)]).await;
        assert_eq!(placed.state(), "1");
        assert_eq!(cancel_if(&world, &cookie, placed.id(), tags).await.status, 200, "{tags}");
    }
}

#[actix_web::test]
async fn a_slash_at_the_end_and_an_id_in_upper_case_change_nothing() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    for form in [|id: String| id + "/", |id: String| id.to_uppercase()] {
        let placed = world.order(&user, &[(&tea, 1)]).await;
        assert_eq!(cancel(&world, &cookie, form(placed.id().to_string())).await.status, 200);
        assert_eq!(stored(&world, &placed).await.status(), OrderStatus::Cancelled);
    }
}
