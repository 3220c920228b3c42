use serde_json::{Value, json};

use crate::{
    cases::{Case, case, case_of_repeated_headers},
    orders::{ORDERS, advance, basket, cancel, order, path, product, stock},
    products::{edit, path as product_path, strong_tag},
    stores::TestStore,
    support::{Answer, Client},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_same_order_under_a_key_is_placed_once),
        case(a_replay_under_the_key_shows_no_later_change),
        case(another_order_under_the_key_is_refused),
        case(everybody_has_keys_of_the_own),
        case(a_refusal_leaves_the_key_free),
        case(a_key_that_is_none_is_refused),
        case_of_repeated_headers(two_keys_are_refused),
    ]
}

pub(crate) fn order_under(client: &Client, key: &str, body: &Value) -> Answer {
    client.call("POST", ORDERS).header("idempotency-key", key).json(body).send()
}

/// Asserts that two responses are the same, including the headers that depend on the order.
#[track_caller]
pub(crate) fn assert_same(answer: &Answer, first: &Answer) {
    assert_eq!((answer.status, &answer.text), (201, &first.text));
    assert_eq!(answer.header_lines("location"), first.header_lines("location"));
    assert_eq!(strong_tag(answer), strong_tag(first));
}

fn the_same_order_under_a_key_is_placed_once(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, cup) = (product(&root, "Tea", 250, 10), product(&root, "Cup", 99, Value::Null));
    let body = basket([(&tea, 3), (&cup, 1)]);
    let first = order_under(&user, "8e03978e-40d5-43dd-bc93-6894a57f9324", &body);
    first.assert_status(201);
    for _ in 0..3 {
        assert_same(&order_under(&user, "8e03978e-40d5-43dd-bc93-6894a57f9324", &body), &first);
    }
    // The notation of the same body makes no difference.
    let item = |product: &Value, quantity: u8| {
        format!("{{\"quantity\": {quantity},\n\"productId\": \"{}\"}}", product["id"].as_str().unwrap().to_uppercase())
    };
    let written = format!(" {{ \"items\": [ {}, {} ] }} ", item(&tea, 3), item(&cup, 1));
    let call = user.call("POST", ORDERS).header("idempotency-key", "8e03978e-40d5-43dd-bc93-6894a57f9324");
    assert_same(&call.body("application/json", written).send(), &first);
    assert_eq!(user.get(ORDERS).body["orders"], json!([first.body]));
    assert_eq!(stock(&root, &tea), 7);
    let history = user.get(&format!("{}/events", path(&first.body))).body;
    assert_eq!(history["events"].as_array().unwrap().len(), 1);
    // Another key, and no key, are another order.
    assert_ne!(order_under(&user, "another", &body).assert_status(201).body["id"], first.body["id"]);
    assert_ne!(user.post(ORDERS, &body).assert_status(201).body["id"], first.body["id"]);
    assert_eq!(stock(&root, &tea), 1);
}

/// What happens to a product, or to the order of it.
type Happening<'a> = &'a dyn Fn(&Value, &Value);

fn a_replay_under_the_key_shows_no_later_change(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let since: [Happening<'_>; 7] = [
        &|tea, _| _ = order(&root, tea, 7),
        &|tea, _| _ = edit(&root, tea, &json!({"price": {"amount": 1, "currency": "USD"}, "name": "Cheap tea"})),
        &|tea, _| _ = edit(&root, tea, &json!({"price": null})),
        &|tea, _| _ = edit(&root, tea, &json!({"stock": null})),
        &|tea, _| _ = root.call("DELETE", &product_path(tea)).send(),
        &|_, placed| _ = cancel(&user, placed),
        &|_, placed| {
            advance(&root, placed, "processing");
            advance(&root, placed, "shipped");
        },
    ];
    for (number, happen) in since.into_iter().enumerate() {
        let tea = product(&root, "Tea", 250, 10);
        let (key, body) = (format!("key-{number}"), basket([(&tea, 3)]));
        let first = order_under(&user, &key, &body);
        first.assert_status(201);
        happen(&tea, &first.body);
        let (left, now) = (root.get(&product_path(&tea)), user.get(&path(&first.body)));
        assert_same(&order_under(&user, &key, &body), &first);
        assert_same(&order_under(&user, &key, &body), &first);
        assert_eq!(root.get(&product_path(&tea)).body["stock"], left.body["stock"], "{number}");
        assert_eq!(user.get(&path(&first.body)).body, now.body, "{number}");
    }
    assert_eq!(user.get(ORDERS).body["orders"].as_array().unwrap().len(), 7);
}

fn another_order_under_the_key_is_refused(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, cup) = (product(&root, "Tea", 250, 10), product(&root, "Cup", 99, 10));
    let body = basket([(&tea, 3), (&cup, 1)]);
    let first = order_under(&user, "a-key", &body);
    first.assert_status(201);
    for other in [
        basket([(&tea, 3)]),
        basket([(&tea, 3), (&cup, 2)]),
        basket([(&cup, 1), (&tea, 3)]),
        // An order that would be refused without a key, too.
        basket([(&tea, 1_000)]),
    ] {
        order_under(&user, "a-key", &other).assert_problem(422, "idempotency-key-reused");
    }
    // A malformed body, or one that is no order, is reported as such.
    order_under(&user, "a-key", &json!({"items": []})).assert_problem(422, "invalid-order");
    order_under(&user, "a-key", &json!({})).assert_problem(400, "bad-request");
    assert_same(&order_under(&user, "a-key", &body), &first);
    assert_eq!((stock(&root, &tea), stock(&root, &cup)), (json!(7), json!(9)));
}

fn everybody_has_keys_of_the_own(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let (ada, eve) = (started.user("ada.lovelace"), started.user("eve.moneypenny"));
    let tea = product(&root, "Tea", 250, 10);
    let first = order_under(&ada, "a-key", &basket([(&tea, 1)]));
    let second = order_under(&eve, "a-key", &basket([(&tea, 1)]));
    let third = order_under(&root, "a-key", &basket([(&tea, 2)]));
    for (client, answer) in [(&ada, &first), (&eve, &second), (&root, &third)] {
        answer.assert_status(201);
        assert_eq!(client.get(ORDERS).body["orders"], json!([answer.body]));
    }
    assert_eq!(stock(&root, &tea), 6);
    // A key is the user's, not the session's.
    let logged_in = started.anonymous().log_in("ada.lovelace", crate::support::PASSWORD);
    let elsewhere = started.anonymous().with_cookie(logged_in.cookie());
    assert_same(&order_under(&elsewhere, "a-key", &basket([(&tea, 1)])), &first);
}

fn a_refusal_leaves_the_key_free(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 2);
    let body = basket([(&tea, 3)]);
    order_under(&user, "a-key", &json!({"items": 1})).assert_problem(400, "bad-request");
    order_under(&user, "a-key", &basket([(&tea, 0)])).assert_problem(422, "invalid-order");
    order_under(&user, "a-key", &body).assert_problem(422, "insufficient-stock");
    order_under(&started.anonymous(), "a-key", &body).assert_problem(401, "unauthenticated");
    edit(&root, &tea, &json!({"stock": 3})).assert_status(200);
    let first = order_under(&user, "a-key", &body);
    first.assert_status(201);
    assert_same(&order_under(&user, "a-key", &body), &first);
    assert_eq!(stock(&root, &tea), 0);
}

fn two_keys_are_refused(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 10);
    let call = user.call("POST", ORDERS).json(&basket([(&tea, 1)]));
    let twice = call.header("idempotency-key", "a").header("idempotency-key", "a");
    twice.send().assert_problem(400, "invalid-parameter");
    assert_eq!(stock(&root, &tea), 10);
}

fn a_key_that_is_none_is_refused(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 10);
    let body = basket([(&tea, 1)]);
    for key in ["", "a b", "a\tb", &"x".repeat(256)] {
        order_under(&user, key, &body).assert_problem(400, "invalid-parameter");
    }
    let call = user.call("POST", ORDERS).json(&body);
    call.header_bytes("idempotency-key", b"\xc3\xa4").send().assert_problem(400, "invalid-parameter");
    assert_eq!(stock(&root, &tea), 10);
    for key in ["!", "~", "\"quoted\"", "{a,b;c=d}", &"x".repeat(255)] {
        let first = order_under(&user, key, &body);
        first.assert_status(201);
        assert_same(&order_under(&user, key, &body), &first);
    }
    assert_eq!(stock(&root, &tea), 5);
}
