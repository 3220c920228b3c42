use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{Answer, Client, fields, is_time, is_uuid7},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(admins_add_products),
        case(what_is_left_out_of_a_product_is_null),
        case(everybody_looks_and_only_admins_edit),
        case(an_edit_changes_what_it_names_and_keeps_the_rest),
        case(null_clears_what_may_be_null),
        case(a_product_that_is_removed_is_gone),
        case(a_product_that_there_is_not_is_not_found),
        case(faults_of_an_edit_are_reported_in_one_order),
        case(looking_never_renews_a_session),
    ]
}

/// The path of products.
pub(crate) const PRODUCTS: &str = "/api/v1/products";

/// A product that does not exist.
const UNKNOWN: &str = "/api/v1/products/0199b1a4-7c00-7000-8000-000000000001";

/// Creates a product, and returns the response's body.
#[track_caller]
pub(crate) fn add(admin: &Client, product: &Value) -> Value {
    let answer = admin.post(PRODUCTS, product);
    answer.assert_status(201);
    answer.body
}

pub(crate) fn teapot(admin: &Client) -> Value {
    let price = json!({"amount": 1_250, "currency": "EUR"});
    add(admin, &json!({"name": "Teapot", "description": "It holds a litre.", "price": price, "stock": 12}))
}

/// The path of a product.
pub(crate) fn path(product: &Value) -> String {
    format!("{PRODUCTS}/{}", product["id"].as_str().unwrap())
}

pub(crate) fn edit(client: &Client, product: &Value, body: &Value) -> Answer {
    client.call("PUT", &path(product)).json(body).send()
}

/// Asserts that this is a product, field by field.
#[track_caller]
pub(crate) fn assert_product(body: &Value) {
    let names = ["createDate", "description", "id", "lastUpdateDate", "name", "price", "stock"];
    assert_eq!(fields(body), names, "{body}");
    assert!(is_uuid7(&body["id"]), "{body}");
    assert!(is_time(&body["createDate"]) && is_time(&body["lastUpdateDate"]), "{body}");
    assert!(body["createDate"].as_str() <= body["lastUpdateDate"].as_str(), "{body}");
    if !body["price"].is_null() {
        assert_eq!(fields(&body["price"]), ["amount", "currency"], "{body}");
    }
}

/// The only tag of a response, which is a strong one.
#[track_caller]
pub(crate) fn strong_tag(answer: &Answer) -> String {
    let [tag] = answer.header_lines("etag")[..] else { panic!("one tag, in {answer:?}") };
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "a strong tag: {tag}");
    tag.to_owned()
}

fn admins_add_products(store: &TestStore) {
    let started = store.start();
    for admin in [started.super_admin(), started.admin("grace.hopper")] {
        let body = json!({
            "name": "\u{2003} Teapot\n",
            "description": " It holds\n\ta litre. ",
            "price": {"amount": 1_250, "currency": "EUR"},
            "stock": 12,
        });
        let answer = admin.post(PRODUCTS, &body);
        answer.assert_status(201);
        assert_product(&answer.body);
        assert_eq!(answer.body["name"], "Teapot");
        for field in ["description", "price", "stock"] {
            assert_eq!(answer.body[field], body[field]);
        }
        assert_eq!(answer.body["createDate"], answer.body["lastUpdateDate"]);
        assert_eq!(answer.header_lines("location"), [path(&answer.body)]);
        let shown = started.anonymous().get(&path(&answer.body));
        assert_eq!((shown.status, &shown.body), (200, &answer.body));
        assert_eq!(strong_tag(&shown), strong_tag(&answer));
    }
}

fn what_is_left_out_of_a_product_is_null(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    for body in
        [json!({"name": "Teapot"}), json!({"name": "Teapot", "description": null, "price": null, "stock": null})]
    {
        let product = add(&root, &body);
        assert_product(&product);
        for field in ["description", "price", "stock"] {
            assert_eq!(product[field], Value::Null, "{product}");
        }
        assert_eq!(started.anonymous().get(&path(&product)).body, product);
    }
}

fn everybody_looks_and_only_admins_edit(store: &TestStore) {
    let started = store.start();
    let (nobody, user, admin) = (started.anonymous(), started.user("ada.lovelace"), started.admin("grace.hopper"));
    let product = teapot(&admin);
    for (client, status, code) in [(&nobody, 401, "unauthenticated"), (&user, 403, "forbidden")] {
        client.post(PRODUCTS, &json!({"name": "Kettle"})).assert_problem(status, code);
        edit(client, &product, &json!({"stock": 1})).assert_problem(status, code);
        client.call("DELETE", &path(&product)).send().assert_problem(status, code);
    }
    for client in [&nobody, &user, &admin, &nobody.with_cookie("access_token=garbage")] {
        assert_eq!(client.get(&path(&product)).body, product);
        assert_eq!(client.get(PRODUCTS).body, json!({"products": [product], "nextToken": null}));
    }
}

fn an_edit_changes_what_it_names_and_keeps_the_rest(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let mut expected = teapot(&root);
    for (field, value) in [
        ("name", json!("Kettle")),
        ("description", json!("")),
        ("price", json!({"amount": 0, "currency": "JPY"})),
        ("stock", json!(1_000_000_000)),
    ] {
        let answer = edit(&root, &expected, &json!({ field: value }));
        answer.assert_status(200);
        assert_product(&answer.body);
        let before = expected["lastUpdateDate"].take();
        expected[field] = value;
        expected["lastUpdateDate"] = answer.body["lastUpdateDate"].clone();
        assert!(expected["lastUpdateDate"].as_str() > before.as_str(), "{expected} after {before}");
        assert_eq!(answer.body, expected);
        let shown = started.anonymous().get(&path(&expected));
        assert_eq!((&shown.body, strong_tag(&shown)), (&expected, strong_tag(&answer)));
    }
}

fn null_clears_what_may_be_null(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    edit(&root, &product, &json!({})).assert_problem(400, "bad-request");
    for field in ["description", "price", "stock"] {
        let answer = edit(&root, &product, &json!({ field: null }));
        answer.assert_status(200);
        assert_eq!(answer.body.get(field), Some(&Value::Null));
    }
    let answer = edit(&root, &product, &json!({"name": null, "stock": 3}));
    answer.assert_problem(422, "invalid-product").assert_field("/name", "invalid-product");
    let shown = root.get(&path(&product)).body;
    assert_eq!(
        (&shown["name"], &shown["stock"]),
        (&json!("Teapot"), &Value::Null),
        "nothing of a refused edit is kept"
    );
}

fn a_product_that_is_removed_is_gone(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let (teapot, kettle) = (teapot(&root), add(&root, &json!({"name": "Kettle"})));
    let answer = root.call("DELETE", &path(&teapot)).send();
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    for client in [&root, &started.anonymous()] {
        client.get(&path(&teapot)).assert_problem(404, "not-found");
        assert_eq!(client.get(PRODUCTS).body["products"], json!([kettle]));
    }
    root.call("DELETE", &path(&teapot)).send().assert_problem(404, "not-found");
    edit(&root, &teapot, &json!({"stock": 1})).assert_problem(404, "not-found");
}

fn a_product_that_there_is_not_is_not_found(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    let calls = |path: &str| {
        let body = json!({"stock": 1});
        [root.get(path), root.call("PUT", path).json(&body).send(), root.call("DELETE", path).send()]
    };
    for answer in calls(UNKNOWN) {
        answer.assert_problem(404, "not-found");
    }
    let id = product["id"].as_str().unwrap();
    for odd in ["1", "Teapot", "%00", &id[1..], &id.replace('-', ""), &format!("{{{id}}}"), &format!("urn:uuid:{id}")] {
        for answer in calls(&format!("{PRODUCTS}/{}", odd.replace('{', "%7B").replace('}', "%7D"))) {
            answer.assert_problem(400, "invalid-parameter");
        }
    }
    for answer in calls(&format!("{}?x=1", path(&product))) {
        answer.assert_problem(400, "invalid-parameter");
    }
    root.call("POST", &format!("{PRODUCTS}?x=1"))
        .json(&json!({"name": "Kettle"}))
        .send()
        .assert_problem(400, "invalid-parameter");
    assert_eq!(root.get(&format!("{PRODUCTS}/{}/", id.to_uppercase())).body, product);
}

/// Each line has the faults of all later ones, too.
fn faults_of_an_edit_are_reported_in_one_order(store: &TestStore) {
    let started = store.start();
    let (nobody, user, admin) = (started.anonymous(), started.user("ada.lovelace"), started.admin("grace.hopper"));
    let product = teapot(&admin);
    let stale = |client: &Client, path: &str| client.call("PUT", path).header("if-match", "\"x\"");
    let large_rubbish = || vec![b'x'; 70_000];
    let call = stale(&nobody, UNKNOWN).header("sec-fetch-site", "cross-site");
    call.body("text/plain", large_rubbish()).send().assert_problem(403, "cross-site-request");
    let rubbish = |client: &Client| stale(client, UNKNOWN).body("text/plain", large_rubbish()).send();
    rubbish(&nobody).assert_problem(401, "unauthenticated");
    rubbish(&user).assert_problem(403, "forbidden");
    rubbish(&admin).assert_problem(415, "unsupported-media-type");
    let json = |body: Vec<u8>| stale(&admin, UNKNOWN).body("application/json", body).send();
    json(large_rubbish()).assert_problem(413, "payload-too-large");
    json(b"{".to_vec()).assert_problem(400, "malformed-json");
    json(b"{\"name\":null,\"stock\":\"1\"}".to_vec()).assert_problem(400, "bad-request");
    let unruly = json!({"name": null, "stock": -1});
    stale(&admin, UNKNOWN).json(&unruly).send().assert_problem(404, "not-found");
    stale(&admin, &path(&product)).json(&unruly).send().assert_problem(412, "precondition-failed");
    edit(&admin, &product, &unruly).assert_problem(422, "invalid-product");
    assert_eq!(nobody.get(&path(&product)).body, product);
}

fn looking_never_renews_a_session(store: &TestStore) {
    // Every call that needs a session renews it here.
    let started = store.start_with(&[("TRANCHE_SESSION__RENEW_BELOW", "1")]);
    let root = started.super_admin();
    let product = teapot(&root);
    assert_eq!(root.me().header_lines("set-cookie").len(), 1, "a call that needs the session");
    for method in ["GET", "HEAD"] {
        for path in [PRODUCTS.to_owned(), format!("{PRODUCTS}?pageSize=1"), path(&product), UNKNOWN.to_owned()] {
            let answer = root.call(method, &path).send();
            assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new(), "{method} {path}");
        }
    }
}
