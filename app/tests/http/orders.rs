use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    products::{add, edit, path as product_path, strong_tag},
    stores::TestStore,
    support::{Answer, Client, fields, is_time, is_uuid7},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(everybody_who_is_signed_in_orders_at_the_prices_of_the_moment),
        case(an_order_takes_what_is_counted_from_the_stock),
        case(an_order_stays_as_it_was_placed_whatever_becomes_of_its_products),
        case(an_order_is_shown_to_its_owner_and_to_admins_and_known_again),
        case(the_order_of_another_user_is_answered_as_one_that_does_not_exist),
        case(a_history_shows_what_happened_and_who_did_it),
        case(faults_of_a_call_about_orders_are_reported_in_one_order),
    ]
}

/// The path of orders.
pub(crate) const ORDERS: &str = "/api/v1/orders";

/// An order that does not exist.
pub(crate) const UNKNOWN: &str = "/api/v1/orders/0199b1a4-7c00-7000-8000-000000000001";

/// Creates a product with this price in cents and this stock; null is untracked.
#[track_caller]
pub(crate) fn product(admin: &Client, name: &str, cents: i64, stock: impl Into<Value>) -> Value {
    add(admin, &json!({"name": name, "price": {"amount": cents, "currency": "EUR"}, "stock": stock.into()}))
}

/// The body of an order for these quantities.
pub(crate) fn basket<'a>(wanted: impl IntoIterator<Item = (&'a Value, i64)>) -> Value {
    let items = wanted.into_iter();
    let items: Vec<_> =
        items.map(|(product, quantity)| json!({"productId": product["id"], "quantity": quantity})).collect();
    json!({ "items": items })
}

/// Places an order for a quantity of one product, and returns the response's body.
#[track_caller]
pub(crate) fn order(client: &Client, product: &Value, quantity: i64) -> Value {
    let answer = client.post(ORDERS, &basket([(product, quantity)]));
    answer.assert_status(201);
    answer.body
}

/// The path of an order.
pub(crate) fn path(order: &Value) -> String {
    format!("{ORDERS}/{}", order["id"].as_str().unwrap())
}

pub(crate) fn cancel(client: &Client, order: &Value) -> Answer {
    client.call("DELETE", &path(order)).send()
}

pub(crate) fn advance(client: &Client, order: &Value, status: &str) -> Answer {
    client.call("PATCH", &path(order)).json(&json!({ "status": status })).send()
}

/// The units of a product's stock; null is untracked.
pub(crate) fn stock(client: &Client, product: &Value) -> Value {
    client.get(&product_path(product)).body["stock"].clone()
}

/// The id of the signed-in user.
pub(crate) fn id_of(client: &Client) -> Value {
    client.me().body["user"]["id"].clone()
}

/// Asserts that this is an order, field by field.
#[track_caller]
pub(crate) fn assert_order(body: &Value, status: &str) {
    assert_eq!(fields(body), ["createdAt", "id", "items", "status", "total", "updatedAt", "userId"], "{body}");
    assert!(is_uuid7(&body["id"]) && is_uuid7(&body["userId"]), "{body}");
    assert!(is_time(&body["createdAt"]) && is_time(&body["updatedAt"]), "{body}");
    assert_eq!(body["status"], status, "{body}");
    let mut total = 0;
    for item in body["items"].as_array().unwrap() {
        assert_eq!(fields(item), ["name", "productId", "quantity", "unitPrice"], "{body}");
        assert_eq!(fields(&item["unitPrice"]), ["amount", "currency"], "{body}");
        assert_eq!(item["unitPrice"]["currency"], body["total"]["currency"], "{body}");
        total += item["quantity"].as_u64().unwrap() * item["unitPrice"]["amount"].as_u64().unwrap();
    }
    assert_eq!(
        (fields(&body["total"]), &body["total"]["amount"]),
        (vec!["amount".into(), "currency".into()], &total.into())
    );
}

fn everybody_who_is_signed_in_orders_at_the_prices_of_the_moment(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let (tea, cup) = (product(&root, "Tea \u{1f375}", 1_250, 100), product(&root, "Cup", 99, Value::Null));
    for client in [started.user("ada.lovelace"), started.admin("grace.hopper"), root] {
        let answer = client.post(ORDERS, &basket([(&cup, 7), (&tea, 3)]));
        answer.assert_status(201);
        assert_order(&answer.body, "pending");
        assert_eq!(answer.body["userId"], id_of(&client));
        assert_eq!(
            answer.body["items"],
            json!([
                {
                    "productId": cup["id"],
                    "name": "Cup",
                    "quantity": 7,
                    "unitPrice": {"amount": 99, "currency": "EUR"},
                },
                {
                    "productId": tea["id"],
                    "name": "Tea \u{1f375}",
                    "quantity": 3,
                    "unitPrice": {"amount": 1_250, "currency": "EUR"},
                },
            ])
        );
        assert_eq!(answer.body["total"], json!({"amount": 4_443, "currency": "EUR"}));
        assert_eq!(answer.body["createdAt"], answer.body["updatedAt"]);
        assert_eq!(answer.header_lines("location"), [path(&answer.body)]);
        let shown = client.get(&path(&answer.body));
        assert_eq!((shown.status, &shown.body), (200, &answer.body));
        assert_eq!(strong_tag(&shown), strong_tag(&answer));
    }
    started.anonymous().post(ORDERS, &basket([(&tea, 1)])).assert_problem(401, "unauthenticated");
}

fn an_order_takes_what_is_counted_from_the_stock(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, advice) = (product(&root, "Tea", 250, 5), product(&root, "Advice", 0, Value::Null));
    let before = root.get(&product_path(&tea));
    user.post(ORDERS, &basket([(&tea, 2), (&advice, 1_000_000)])).assert_status(201);
    let after = root.get(&product_path(&tea));
    assert_eq!((&after.body["stock"], stock(&root, &advice)), (&json!(3), Value::Null));
    assert_ne!(strong_tag(&after), strong_tag(&before), "the tag covers the stock");
    assert_eq!(after.body["lastUpdateDate"], before.body["lastUpdateDate"], "an order is no edit");
    order(&user, &tea, 3);
    assert_eq!(stock(&root, &tea), 0);
    user.post(ORDERS, &basket([(&tea, 1)])).assert_problem(422, "insufficient-stock");
}

fn an_order_stays_as_it_was_placed_whatever_becomes_of_its_products(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, cup) = (product(&root, "Tea", 250, 5), product(&root, "Cup", 99, 5));
    let placed = user.post(ORDERS, &basket([(&tea, 2), (&cup, 1)])).body;
    let dear = json!({"name": "Dear tea", "price": {"amount": 9_999, "currency": "USD"}});
    edit(&root, &tea, &dear).assert_status(200);
    root.call("DELETE", &product_path(&cup)).send().assert_status(204);
    assert_eq!(user.get(&path(&placed)).body, placed);
    assert_eq!(user.get(ORDERS).body["orders"], json!([placed]));
}

fn an_order_is_shown_to_its_owner_and_to_admins_and_known_again(store: &TestStore) {
    let started = store.start();
    let (root, admin, user) = (started.super_admin(), started.admin("grace.hopper"), started.user("ada.lovelace"));
    let placed = order(&user, &product(&root, "Tea", 250, 5), 1);
    for client in [&user, &admin, &root] {
        let shown = client.get(&path(&placed));
        assert_eq!((shown.status, &shown.body), (200, &placed));
        let tag = strong_tag(&shown);
        for known in [tag.as_str(), "*", &format!("\"other\", {tag}"), &format!("W/{tag}")] {
            let answer = client.call("GET", &path(&placed)).header("if-none-match", known).send();
            assert_eq!(
                (answer.status, answer.text.as_str(), answer.header("etag")),
                (304, "", tag.as_str()),
                "{known}"
            );
        }
        let other = client.call("GET", &path(&placed)).header("if-none-match", "\"other\"").send();
        assert_eq!((other.status, &other.body), (200, &placed));
        let head = client.call("HEAD", &path(&placed)).send();
        assert_eq!((head.status, head.text.as_str(), head.header("etag")), (200, "", tag.as_str()));
    }
    let tag = strong_tag(&user.get(&path(&placed)));
    advance(&admin, &placed, "processing").assert_status(200);
    let changed = user.call("GET", &path(&placed)).header("if-none-match", &tag).send();
    assert_eq!((changed.status, &changed.body["status"]), (200, &json!("processing")));
}

fn the_order_of_another_user_is_answered_as_one_that_does_not_exist(store: &TestStore) {
    let started = store.start();
    let (root, ada, eve) = (started.super_admin(), started.user("ada.lovelace"), started.user("eve.moneypenny"));
    let placed = order(&ada, &product(&root, "Tea", 250, 5), 1);
    for (method, suffix) in [("GET", ""), ("GET", "/events"), ("DELETE", "")] {
        let ask = |path: &str, condition: &str| {
            let call = eve.call(method, &format!("{path}{suffix}")).header("x-request-id", "the-same");
            call.header(if method == "GET" { "if-none-match" } else { "if-match" }, condition).send()
        };
        for condition in ["*", "\"1\"", "\"other\""] {
            let (unknown, theirs) = (ask(UNKNOWN, condition), ask(&path(&placed), condition));
            unknown.assert_problem(404, "order-not-found");
            assert_eq!((theirs.status, &theirs.text), (404, &unknown.text), "{method} {suffix}");
            let mut headers = [unknown.headers, theirs.headers];
            for headers in &mut headers {
                headers.remove("date");
            }
            assert_eq!(headers[0], headers[1]);
        }
    }
    assert_eq!(ada.get(&path(&placed)).body, placed);
    assert_eq!(eve.get(ORDERS).body, json!({"orders": [], "nextToken": null}));
}

fn a_history_shows_what_happened_and_who_did_it(store: &TestStore) {
    let started = store.start();
    let (admin, user) = (started.admin("grace.hopper"), started.user("ada.lovelace"));
    let (tea, advice) = (product(&admin, "Tea", 250, 5), product(&admin, "Advice", 99, Value::Null));
    let placed = user.post(ORDERS, &basket([(&tea, 2), (&advice, 1)])).body;
    for status in ["processing", "shipped", "delivered"] {
        advance(&admin, &placed, status).assert_status(200);
    }
    let called_off = order(&user, &tea, 1);
    cancel(&user, &called_off).assert_status(200);

    let history = user.get(&format!("{}/events", path(&placed)));
    history.assert_status(200);
    assert_eq!(history.fields(), ["events"]);
    let events = history.body["events"].as_array().unwrap();
    let recorded: Vec<_> = events.iter().map(|event| (&event["type"], &event["actorId"], &event["data"])).collect();
    let items = json!([
        {"productId": tea["id"], "quantity": 2, "unitPrice": 250, "taken": true},
        {"productId": advice["id"], "quantity": 1, "unitPrice": 99, "taken": false},
    ]);
    let (ada, grace) = (id_of(&user), id_of(&admin));
    let from = |status: &str| json!({ "from": status });
    assert_eq!(
        recorded,
        [
            (&json!("OrderPlaced"), &ada, &json!({"items": items, "total": placed["total"]})),
            (&json!("OrderProcessingStarted"), &grace, &from("pending")),
            (&json!("OrderShipped"), &grace, &from("processing")),
            (&json!("OrderDelivered"), &grace, &from("shipped")),
        ]
    );
    let times: Vec<_> = events.iter().map(|event| event["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|before, after| before < after), "{times:?}");
    assert!(events.iter().all(|event| is_time(&event["at"]) && fields(event) == ["actorId", "at", "data", "type"]));
    let now = user.get(&path(&placed)).body;
    assert_eq!((times[0], times[3]), (now["createdAt"].as_str().unwrap(), now["updatedAt"].as_str().unwrap()));

    let history = user.get(&format!("{}/events", path(&called_off))).body;
    let returned = json!([{"productId": tea["id"], "quantity": 1}]);
    assert_eq!(history["events"][1]["type"], "OrderCancelled");
    assert_eq!(history["events"][1]["data"], json!({"from": "pending", "returned": returned}));
    assert_eq!(admin.get(&format!("{}/events", path(&called_off))).body, history);
    started.anonymous().get(&format!("{}/events", path(&placed))).assert_problem(401, "unauthenticated");
}

/// Each line has the faults of all later ones, too.
fn faults_of_a_call_about_orders_are_reported_in_one_order(store: &TestStore) {
    let started = store.start();
    let (nobody, user, admin) = (started.anonymous(), started.user("ada.lovelace"), started.admin("grace.hopper"));
    let placed = order(&user, &product(&admin, "Tea", 250, 5), 1);
    let place = |client: &Client| client.call("POST", ORDERS).header("idempotency-key", "a b");
    place(&nobody)
        .header("sec-fetch-site", "cross-site")
        .body("text/plain", "x")
        .send()
        .assert_problem(403, "cross-site-request");
    place(&nobody).body("text/plain", "x").send().assert_problem(401, "unauthenticated");
    place(&user).body("text/plain", vec![b'x'; 70_000]).send().assert_problem(415, "unsupported-media-type");
    place(&user).body("application/json", vec![b'x'; 70_000]).send().assert_problem(413, "payload-too-large");
    place(&user).body("application/json", "x").send().assert_problem(400, "malformed-json");
    place(&user).json(&json!({"items": []})).send().assert_problem(400, "invalid-parameter");
    user.post(ORDERS, &json!({"items": []})).assert_problem(422, "invalid-order");

    let step = |client: &Client, path: &str| client.call("PATCH", path).header("if-match", "\"other\"");
    let no_id = format!("{ORDERS}/no-id");
    step(&nobody, &no_id)
        .header("sec-fetch-site", "cross-site")
        .body("text/plain", "x")
        .send()
        .assert_problem(403, "cross-site-request");
    step(&nobody, &no_id).body("text/plain", "x").send().assert_problem(401, "unauthenticated");
    step(&user, &no_id).body("text/plain", "x").send().assert_problem(403, "forbidden");
    step(&user, &path(&placed)).json(&json!({"status": "processing"})).send().assert_problem(403, "forbidden");
    step(&admin, &no_id).body("text/plain", vec![b'x'; 70_000]).send().assert_problem(415, "unsupported-media-type");
    step(&admin, &no_id).body("application/json", vec![b'x'; 70_000]).send().assert_problem(413, "payload-too-large");
    step(&admin, &no_id).json(&json!({"status": "shipped"})).send().assert_problem(400, "invalid-parameter");
    step(&admin, UNKNOWN).json(&json!({"status": "lost"})).send().assert_problem(400, "bad-request");
    step(&admin, UNKNOWN).json(&json!({"status": "shipped"})).send().assert_problem(404, "order-not-found");
    step(&admin, &path(&placed)).json(&json!({"status": "shipped"})).send().assert_problem(412, "precondition-failed");
    advance(&admin, &placed, "shipped").assert_problem(422, "invalid-transition");

    let end = |client: &Client, path: &str| client.call("DELETE", path).header("if-match", "\"other\"");
    end(&nobody, &no_id).send().assert_problem(401, "unauthenticated");
    end(&user, &no_id).send().assert_problem(400, "invalid-parameter");
    end(&user, UNKNOWN).send().assert_problem(404, "order-not-found");
    end(&user, &path(&placed)).send().assert_problem(412, "precondition-failed");
    assert_eq!(user.get(&path(&placed)).body, placed);
}
