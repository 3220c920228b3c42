use application::EventKind;
use domain::{OrderStatus, Stock};
use serde_json::json;
use test_kit::{World, kinds};

use crate::support::{buyer, cancel, cancel_if, stored};

#[actix_web::test]
async fn an_order_that_advances_meanwhile_is_checked_by_its_present_status() {
    for (status, allowed) in
        [(OrderStatus::Processing, true), (OrderStatus::Shipped, false), (OrderStatus::Cancelled, false)]
    {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let tea = world.product("Tea").await;
        let placed = world.order(&user, &[(&tea, 4)]).await;
        let (competitor, there) = world.order_alteration(&placed, status);
        let answer = cancel(&world.overtaken_by([competitor]), &cookie, placed.id()).await;
        if allowed {
            assert_eq!(answer.status, 200, "{status}");
            assert_eq!(stored(&world, &placed).await.version(), there.version().next());
            assert_eq!(json!(world.store.events()[0].data["from"]), "processing");
            assert_eq!(world.stock_of(&tea).await, Some(10));
        } else {
            answer.assert_problem(422, "order-not-cancellable");
            assert_eq!(stored(&world, &placed).await, there);
            assert_eq!(
                (world.store.events(), world.stock_of(&tea).await),
                (vec![], Some(6)),
                "nothing returns to the stock"
            );
        }
    }
}

#[actix_web::test]
async fn what_was_presumed_must_hold_when_it_is_committed() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let placed = world.order(&user, &[(&world.product("Tea").await, 4)]).await;
    let (competitor, there) = world.order_alteration(&placed, OrderStatus::Processing);
    let raced = world.overtaken_by([competitor]);
    cancel_if(&raced, &cookie, placed.id(), "\"1\"").await.assert_problem(412, "precondition-failed");
    assert_eq!((stored(&world, &placed).await, world.store.events()), (there, vec![]));
}

#[actix_web::test]
async fn a_product_that_is_deleted_or_no_longer_counted_meanwhile_is_skipped() {
    for delete in [true, false] {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let (tea, cups) = (world.product("Tea").await, world.product("Cups").await);
        let placed = world.order(&user, &[(&tea, 4), (&cups, 2)]).await;
        let competitor = if delete {
            world.product_deletion(&tea)
        } else {
            world.product_alteration(&tea, |tea| tea.details.stock = Stock::Untracked).0
        };
        assert_eq!(cancel(&world.overtaken_by([competitor]), &cookie, placed.id()).await.status, 200);
        assert_eq!(world.stock_of(&cups).await, Some(10));
        let returned = json!([{"productId": cups.id().to_string(), "quantity": 2}]);
        assert_eq!(json!(world.store.events()[0].data["returned"]), returned);
    }
}

#[actix_web::test]
async fn buyers_and_edits_of_the_products_are_no_obstacle() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let (tea, cups) = (world.product("Tea").await, world.product("Cups").await);
    let placed = world.order(&user, &[(&tea, 4), (&cups, 2)]).await;
    let mut competitor = world.product_alteration(&tea, |tea| tea.details.price = None).0;
    competitor.take_stock(cups.clone(), domain::Quantity::parse(8).unwrap());
    // The mark would come before the event if the first competitor had caused a second try.
    let raced = world.overtaken_by([competitor, world.mark()]);
    assert_eq!(cancel(&raced, &cookie, placed.id()).await.status, 200);
    assert_eq!(kinds(&world.store.events()), [EventKind::OrderCancelled]);
    assert_eq!(world.stock_of(&cups).await, Some(2));
}
