use domain::{OrderStatus, Role};
use serde_json::json;
use test_kit::World;

use crate::support::{admin, buyer, ids, ids_of, list, orders_of, user_and_cookie, view};

#[actix_web::test]
async fn the_own_orders_are_listed_newest_first_as_they_are() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let (other, _) = user_and_cookie(&world, "charles.babbage", Role::User).await;
    let mine = orders_of(&world, &user, 3).await;
    orders_of(&world, &other, 2).await;
    world.alter_order(&mine[1], OrderStatus::Shipped).await;
    let answer = list(&world, &cookie, "").await;

    assert_eq!(answer.status, 200);
    let mut expected = Vec::new();
    for order in mine.iter().rev() {
        expected.push(view(&world, &cookie, order.id()).await.body);
    }
    assert_eq!(answer.body, json!({"orders": expected, "nextToken": null}));
    assert_eq!(answer.body["orders"][1]["status"], "shipped");
    assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""));
}

#[actix_web::test]
async fn a_user_without_orders_has_an_empty_list() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let (_, of_admin) = admin(&world).await;
    for (cookie, query) in [(&cookie, ""), (&cookie, "?status=pending"), (&of_admin, ""), (&of_admin, "?scope=all")] {
        assert_eq!(list(&world, cookie, query).await.body, json!({"orders": [], "nextToken": null}));
    }
}

#[actix_web::test]
async fn a_status_lets_its_orders_through_and_no_others() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let mut by_status = Vec::new();
    for (order, status) in orders_of(&world, &user, 10).await.iter().zip(OrderStatus::ALL.iter().cycle()) {
        by_status.push((world.alter_order(order, *status).await, *status));
    }
    for &status in OrderStatus::ALL {
        let expected = by_status.iter().rev().filter(|(_, of)| *of == status).map(|(order, _)| order);
        let answer = list(&world, &cookie, &format!("?status={status}")).await;
        assert_eq!(ids(&answer), ids_of(expected), "{status}");
        assert!(answer.body["orders"].as_array().unwrap().iter().all(|order| order["status"] == status.as_str()));
    }
    for odd in ["Pending", "lost", "", "pending,shipped", "null"] {
        list(&world, &cookie, &format!("?status={odd}")).await.assert_problem(400, "invalid-parameter");
    }
}
