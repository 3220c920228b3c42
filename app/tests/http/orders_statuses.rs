use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    orders::{ORDERS, UNKNOWN, advance, assert_order, basket, cancel, order, path, product, stock},
    products::{edit, path as product_path, strong_tag},
    stores::TestStore,
    support::{Client, Started},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(an_order_goes_only_where_its_status_leads),
        case(an_order_is_cancelled_until_it_is_shipped),
        case(admins_advance_orders_and_cancel_them_as_their_owners_do),
        case(what_an_order_took_is_given_back_once),
        case(what_is_gone_or_counted_no_more_is_not_given_back),
        case(a_request_for_another_state_changes_nothing),
        case(a_step_that_does_not_fit_is_refused_with_its_location),
    ]
}

/// The ways to each status.
const WAYS: [(&str, &[&str]); 5] = [
    ("pending", &[]),
    ("processing", &["processing"]),
    ("shipped", &["processing", "shipped"]),
    ("delivered", &["processing", "shipped", "delivered"]),
    ("cancelled", &["cancelled"]),
];

/// A user's new order for two of a product, brought to its status.
fn brought_to(way: &[&str], root: &Client, user: &Client, tea: &Value) -> Value {
    let placed = order(user, tea, 2);
    for status in way {
        if *status == "cancelled" {
            cancel(user, &placed).assert_status(200);
        } else {
            advance(root, &placed, status).assert_status(200);
        }
    }
    user.get(&path(&placed)).body
}

fn parties(started: &Started) -> (Client, Client) {
    (started.super_admin(), started.user("ada.lovelace"))
}

fn an_order_goes_only_where_its_status_leads(store: &TestStore) {
    let started = store.start();
    let (root, user) = parties(&started);
    let tea = product(&root, "Tea", 250, Value::Null);
    for (from, way) in WAYS {
        let next = match from {
            "pending" => Some("processing"),
            "processing" => Some("shipped"),
            "shipped" => Some("delivered"),
            _ => None,
        };
        for (to, _) in WAYS {
            let before = brought_to(way, &root, &user, &tea);
            assert_order(&before, from);
            let answer = advance(&root, &before, to);
            let after = user.get(&path(&before));
            if Some(to) == next {
                answer.assert_status(200);
                assert_order(&answer.body, to);
                assert_eq!((&after.body, strong_tag(&after)), (&answer.body, strong_tag(&answer)));
                assert!(answer.body["updatedAt"].as_str() > before["updatedAt"].as_str(), "{from} to {to}");
                for same in ["id", "userId", "items", "total", "createdAt"] {
                    assert_eq!(answer.body[same], before[same]);
                }
            } else {
                answer.assert_problem(422, "invalid-transition");
                let allowed: Vec<_> = next.into_iter().collect();
                assert_eq!(answer.body["allowed"], json!(allowed), "{from} to {to}");
                assert_eq!(after.body, before);
            }
        }
    }
}

fn an_order_is_cancelled_until_it_is_shipped(store: &TestStore) {
    let started = store.start();
    let (root, user) = parties(&started);
    let tea = product(&root, "Tea", 250, 100);
    for (from, way) in WAYS {
        for client in [&user, &root] {
            let before = brought_to(way, &root, &user, &tea);
            let left = stock(&root, &tea);
            let answer = cancel(client, &before);
            let after = user.get(&path(&before)).body;
            if ["pending", "processing"].contains(&from) {
                assert_eq!((answer.status, &answer.body), (200, &json!({"status": "cancelled"})));
                assert_order(&after, "cancelled");
                assert!(after["updatedAt"].as_str() > before["updatedAt"].as_str());
                assert_eq!((&after["items"], &after["total"]), (&before["items"], &before["total"]));
                assert_eq!(stock(&root, &tea), left.as_u64().unwrap() + 2);
            } else {
                answer.assert_problem(422, "order-not-cancellable");
                assert!(answer.body["detail"].as_str().unwrap().contains(from), "{}", answer.text);
                assert_eq!((after, stock(&root, &tea)), (before, left));
            }
        }
    }
}

fn admins_advance_orders_and_cancel_them_as_their_owners_do(store: &TestStore) {
    let started = store.start();
    let (root, user) = parties(&started);
    let (admin, eve) = (started.admin("grace.hopper"), started.user("eve.moneypenny"));
    let tea = product(&root, "Tea", 250, 10);
    let placed = order(&user, &tea, 1);
    for client in [&user, &eve] {
        for path in [&path(&placed), UNKNOWN, &format!("{ORDERS}/no-id")] {
            let call = client.call("PATCH", path).json(&json!({"status": "processing"}));
            call.send().assert_problem(403, "forbidden");
        }
    }
    advance(&started.anonymous(), &placed, "processing").assert_problem(401, "unauthenticated");
    cancel(&started.anonymous(), &placed).assert_problem(401, "unauthenticated");
    cancel(&eve, &placed).assert_problem(404, "order-not-found");
    assert_eq!(user.get(&path(&placed)).body, placed);
    advance(&admin, &placed, "processing").assert_status(200);
    cancel(&admin, &placed).assert_status(200);
    // An admin who lost the role sees own orders, and no others.
    let (own, theirs) = (order(&admin, &tea, 1), order(&user, &tea, 1));
    root.call("PATCH", "/api/v1/users/revoke").json(&json!({"username": "grace.hopper"})).send().assert_status(200);
    let refused = advance(&admin, &theirs, "processing");
    refused.assert_problem(403, "forbidden");
    let demoted = admin.with_cookie(refused.cookie());
    cancel(&demoted, &theirs).assert_problem(404, "order-not-found");
    cancel(&demoted, &own).assert_status(200);
}

fn what_an_order_took_is_given_back_once(store: &TestStore) {
    let started = store.start();
    let (root, user) = parties(&started);
    let (tea, cup) = (product(&root, "Tea", 250, 10), product(&root, "Cup", 99, 3));
    let before = root.get(&product_path(&tea));
    let placed = user.post(ORDERS, &basket([(&tea, 10), (&cup, 1)])).body;
    user.post(ORDERS, &basket([(&tea, 1)])).assert_problem(422, "insufficient-stock");
    cancel(&user, &placed).assert_status(200);
    for client in [&user, &root] {
        cancel(client, &placed).assert_problem(422, "order-not-cancellable");
    }
    assert_eq!(root.get(&product_path(&tea)).body, before.body, "a return of stock is no edit");
    assert_eq!(stock(&root, &cup), 3);
    order(&user, &tea, 10);
}

fn what_is_gone_or_counted_no_more_is_not_given_back(store: &TestStore) {
    let started = store.start();
    let (root, user) = parties(&started);
    let [gone, free, kept] = ["Gone", "Free", "Kept"].map(|name| product(&root, name, 99, 10));
    let counted_later = product(&root, "Counted later", 99, Value::Null);
    let placed = user.post(ORDERS, &basket([(&gone, 1), (&free, 2), (&kept, 3), (&counted_later, 4)])).body;
    root.call("DELETE", &product_path(&gone)).send().assert_status(204);
    edit(&root, &free, &json!({"stock": null})).assert_status(200);
    edit(&root, &counted_later, &json!({"stock": 5})).assert_status(200);
    edit(&root, &kept, &json!({"stock": 1_000_000_000, "price": null})).assert_status(200);
    cancel(&user, &placed).assert_status(200);
    root.get(&product_path(&gone)).assert_problem(404, "not-found");
    assert_eq!((stock(&root, &free), stock(&root, &counted_later)), (Value::Null, json!(5)));
    assert_eq!(stock(&root, &kept), 1_000_000_003, "beyond the maximum of an edit, and not lost");
    let history = user.get(&format!("{}/events", path(&placed))).body;
    assert_eq!(history["events"][1]["data"]["returned"], json!([{"productId": kept["id"], "quantity": 3}]));
}

fn a_request_for_another_state_changes_nothing(store: &TestStore) {
    let started = store.start();
    let (root, user) = parties(&started);
    let placed = order(&user, &product(&root, "Tea", 250, 10), 1);
    let stale = strong_tag(&user.get(&path(&placed)));
    let step = |tag: &str, status: &str| {
        root.call("PATCH", &path(&placed)).header("if-match", tag).json(&json!({ "status": status })).send()
    };
    let end = |tag: &str| user.call("DELETE", &path(&placed)).header("if-match", tag).send();
    let current = strong_tag(step(&stale, "processing").assert_status(200));
    for tag in [&*stale, "\"other\"", "", "garbage", &format!("W/{current}")] {
        step(tag, "shipped").assert_problem(412, "precondition-failed");
        end(tag).assert_problem(412, "precondition-failed");
    }
    // Preconditions are checked before the rules.
    step(&stale, "delivered").assert_problem(412, "precondition-failed");
    step(&current, "delivered").assert_problem(422, "invalid-transition");
    assert_eq!(strong_tag(&user.get(&path(&placed))), current);
    end(&format!("{stale}, {current}")).assert_status(200);
    end(&current).assert_problem(412, "precondition-failed");
    end("*").assert_problem(422, "order-not-cancellable");
    let unknown = |method: &str| root.call(method, UNKNOWN).header("if-match", "*");
    unknown("PATCH").json(&json!({"status": "shipped"})).send().assert_problem(404, "order-not-found");
    unknown("DELETE").send().assert_problem(404, "order-not-found");
}

fn a_step_that_does_not_fit_is_refused_with_its_location(store: &TestStore) {
    let started = store.start();
    let (root, user) = parties(&started);
    let placed = order(&user, &product(&root, "Tea", 250, 10), 1);
    let step = |body: &Value| root.call("PATCH", &path(&placed)).json(body).send();
    for (status, kind) in [
        (json!("Processing"), "unknown-value"),
        (json!("lost"), "unknown-value"),
        (json!(""), "unknown-value"),
        (json!(null), "unknown-value"),
        (json!(1), "unknown-value"),
        (json!(["processing"]), "unknown-value"),
    ] {
        step(&json!({ "status": status })).assert_problem(400, "bad-request").assert_field("/status", kind);
    }
    step(&json!({})).assert_problem(400, "bad-request").assert_field("/status", "missing-field");
    step(&json!(["processing"])).assert_problem(400, "bad-request").assert_field("", "wrong-type");
    for field in ["total", "items", "userId", "createdAt"] {
        let answer = step(&json!({"status": "processing", field: placed[field]}));
        answer.assert_problem(400, "unknown-field").assert_field(&format!("/{field}"), "unknown-field");
    }
    let repeated = r#"{"status":"processing","status":"processing"}"#;
    let call = root.call("PATCH", &path(&placed)).body("application/json", repeated);
    call.send().assert_problem(400, "malformed-json");
    assert_eq!(user.get(&path(&placed)).body, placed);
}
