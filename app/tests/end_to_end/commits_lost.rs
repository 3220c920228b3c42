use serde_json::json;

use crate::{
    cases::{Case, on_postgres},
    database_faults::Proxied,
    outage::{assert_heals, in_time},
    shop::STOCK,
    support::{PASSWORD, Weather},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(an_order_whose_commit_was_not_answered_is_placed_once_however_often_it_is_sent),
        on_postgres(what_was_committed_without_an_answer_is_there),
    ]
}

fn an_order_whose_commit_was_not_answered_is_placed_once_however_often_it_is_sent() {
    let proxied = Proxied::start();
    for round in 0..3 {
        let key = format!("lost-{round}");
        proxied.proxy.set(Weather::LosingCommits);
        in_time(|| proxied.place_order(&key)).assert_problem(503, "unavailable");
        // The key is known by now, and nothing is left to commit.
        let known = in_time(|| proxied.place_order(&key));
        proxied.proxy.set(Weather::Fair);
        assert_heals(&proxied.started.anonymous());
        let again = in_time(|| proxied.place_order(&key));
        assert_eq!(known.assert_status(201).body, again.assert_status(201).body);
        let orders = proxied.buyer().get("/api/v1/orders").body["orders"].as_array().unwrap().len();
        assert_eq!(orders, round + 1);
        let product = proxied.started.anonymous().get(&format!("/api/v1/products/{}", proxied.shop.products[0])).body;
        assert_eq!(product["stock"], json!(STOCK - i64::try_from(orders).unwrap()));
        let path = format!("/api/v1/orders/{}/events", again.body["id"].as_str().unwrap());
        assert_eq!(proxied.buyer().get(&path).body["events"].as_array().unwrap().len(), 1);
    }
}

fn what_was_committed_without_an_answer_is_there() {
    let proxied = Proxied::start();
    let (anonymous, buyer) = (proxied.started.anonymous(), proxied.buyer());
    let order = proxied.place_order("a-key").body;
    let path = format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
    proxied.proxy.set(Weather::LosingCommits);
    in_time(|| anonymous.sign_up("grace.hopper", PASSWORD)).assert_problem(503, "unavailable");
    in_time(|| buyer.call("DELETE", &path).send()).assert_problem(503, "unavailable");
    in_time(|| buyer.log_out()).assert_problem(503, "unavailable");
    proxied.proxy.set(Weather::Fair);
    assert_heals(&anonymous);
    in_time(|| anonymous.sign_up("grace.hopper", PASSWORD)).assert_problem(409, "username-taken");
    in_time(|| anonymous.log_in("grace.hopper", PASSWORD)).assert_status(200);
    in_time(|| buyer.me()).assert_problem(401, "unauthenticated");
    let answer = anonymous.log_in("buyer.0", PASSWORD);
    let buyer = anonymous.with_cookie(answer.cookie());
    in_time(|| buyer.call("DELETE", &path).send()).assert_problem(422, "order-not-cancellable");
    let product = anonymous.get(&format!("/api/v1/products/{}", proxied.shop.products[0])).body;
    assert_eq!(product["stock"], json!(STOCK), "given back once");
}
