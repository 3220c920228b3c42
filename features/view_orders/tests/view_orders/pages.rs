use domain::{OrderStatus, Role};
use test_kit::World;

use crate::support::{admin, buyer, ids, ids_of, list, orders_of, user_and_cookie};

/// Every order in a list, page by page.
async fn paged(world: &World, cookie: &str, query: &str, size: usize) -> Vec<String> {
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let answer = list(world, cookie, &format!("?pageSize={size}{query}{token}")).await;
        let page = ids(&answer);
        assert!(page.len() <= size, "{query} {size}");
        seen.extend(page);
        match answer.body["nextToken"].as_str() {
            Some(next) => token = format!("&nextToken={next}"),
            None => return seen,
        }
        assert!(seen.len() <= 30, "the list has no end");
    }
}

#[actix_web::test]
async fn pages_of_every_size_give_each_order_once() {
    let world = World::new();
    let (ada, cookie) = buyer(&world).await;
    let (acting, of_admin) = admin(&world).await;
    let (mut all, mut mine) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let orders = orders_of(&world, &ada, 3).await;
        mine.extend(orders.clone());
        all.extend(orders);
        all.extend(orders_of(&world, &acting, 2).await);
    }
    let mut shipped = Vec::new();
    for order in all.iter().step_by(2) {
        shipped.push(world.alter_order(order, OrderStatus::Shipped).await);
    }
    for size in [1, 2, 3, 8, 9, 14, 15, 100] {
        assert_eq!(paged(&world, &cookie, "", size).await, ids_of(mine.iter().rev()), "{size}");
        assert_eq!(paged(&world, &of_admin, "&scope=all", size).await, ids_of(all.iter().rev()), "{size}");
        let of_ada = format!("&userId={}", ada.id());
        assert_eq!(paged(&world, &of_admin, &of_ada, size).await, ids_of(mine.iter().rev()), "{size}");
        let of_status = paged(&world, &of_admin, "&scope=all&status=shipped", size).await;
        assert_eq!(of_status, ids_of(shipped.iter().rev()), "{size}");
    }
}

#[actix_web::test]
async fn twenty_are_a_page_where_no_size_is_given() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    orders_of(&world, &user, 21).await;
    let answer = list(&world, &cookie, "").await;
    assert_eq!(ids(&answer).len(), 20);
    let rest = list(&world, &cookie, &format!("?nextToken={}", answer.body["nextToken"].as_str().unwrap())).await;
    assert_eq!((ids(&rest).len(), &rest.body["nextToken"]), (1, &serde_json::Value::Null));
}

#[actix_web::test]
async fn orders_that_are_placed_meanwhile_move_no_page() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let before = orders_of(&world, &user, 4).await;
    let first = list(&world, &cookie, "?pageSize=2").await;
    orders_of(&world, &user, 2).await;
    let next = format!("?pageSize=2&nextToken={}", first.body["nextToken"].as_str().unwrap());
    let second = list(&world, &cookie, &next).await;
    let seen: Vec<_> = ids(&first).into_iter().chain(ids(&second)).collect();
    assert_eq!(seen, ids_of(before.iter().rev()));
}

#[actix_web::test]
async fn parameters_are_taken_to_the_letter() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    for query in [
        "?pageSize=0",
        "?pageSize=101",
        "?pageSize=-1",
        "?pageSize=1.5",
        "?pageSize=",
        "?page=1",
        "?pageSize=1&pageSize=1",
        "?status=pending&status=pending",
        "?sort=createdAt",
        "?PageSize=1",
        "?userid=1",
    ] {
        list(&world, "other=1", query).await.assert_problem(401, "unauthenticated");
        list(&world, &cookie, query).await.assert_problem(400, "invalid-parameter");
    }
}

#[actix_web::test]
async fn a_page_token_is_good_for_the_list_that_gave_it_alone() {
    let world = World::new();
    let (ada, cookie) = buyer(&world).await;
    let (acting, of_admin) = admin(&world).await;
    let (_, other) = user_and_cookie(&world, "charles.babbage", Role::User).await;
    let (_, of_other_admin) = user_and_cookie(&world, "other.admin", Role::Admin).await;
    orders_of(&world, &ada, 3).await;
    orders_of(&world, &acting, 3).await;
    let token = async |cookie: &str, query: &str| {
        let answer = list(&world, cookie, &format!("?pageSize=1{query}")).await;
        answer.body["nextToken"].as_str().unwrap_or_else(|| panic!("{:#}", answer.body)).to_owned()
    };
    let refused = async |cookie: &str, query: &str, token: &str| {
        let answer = list(&world, cookie, &format!("?nextToken={token}{query}")).await;
        answer.assert_problem(400, "invalid-page-token");
    };
    let own = token(&cookie, "").await;
    let mut forged = own.clone();
    forged.replace_range(0..1, if own.starts_with('A') { "B" } else { "A" });
    for odd in ["", "garbage", &forged, &own[1..], &format!("{own}A")] {
        refused(&cookie, "", odd).await;
    }
    refused(&cookie, "&status=pending", &own).await;
    refused(&other, "", &own).await;
    // An admin's list of a user's orders is another list than the user's own.
    let of_ada = format!("&userId={}", ada.id());
    refused(&of_admin, &of_ada, &own).await;
    for (query, others) in [
        ("", vec!["&scope=all", &of_ada, "&status=pending"]),
        ("&scope=all", vec!["", &of_ada, "&scope=all&status=pending"]),
        (&of_ada, vec!["", "&scope=all", &format!("{of_ada}&status=pending")]),
        ("&scope=all&status=pending", vec!["&scope=all", "&status=pending", "&scope=all&status=shipped"]),
    ] {
        let token = token(&of_admin, query).await;
        for other in others {
            refused(&of_admin, other, &token).await;
        }
        refused(&of_other_admin, query, &token).await;
        assert_eq!(list(&world, &of_admin, &format!("?nextToken={token}{query}")).await.status, 200, "{query}");
    }
    // It is valid in another session of the same user, and for pages of another size.
    let (_, elsewhere) = world.sign_in(&ada).await;
    assert_eq!(ids(&list(&world, &elsewhere, &format!("?pageSize=100&nextToken={own}")).await).len(), 2);
}
