use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    documentation::operations,
    paths::filled,
    stores::TestStore,
    support::{Answer, Client, PASSWORD, Started},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(every_operation_stands_in_the_table),
        case(every_role_may_do_what_the_table_says),
        case(the_document_names_the_role_that_the_table_says),
    ]
}

/// An operation, and its status for a call with an empty object as its body: by an anonymous client, an inactive user,
/// a user, an admin and a super admin. Ids are those of another user's resources.
type Row = (&'static str, &'static str, [u16; 5]);

const TABLE: &[Row] = &[
    ("GET", "/", [307, 307, 307, 307, 307]),
    ("GET", "/openapi.json", [200, 200, 200, 200, 200]),
    ("GET", "/livez", [200, 200, 200, 200, 200]),
    ("GET", "/readyz", [200, 200, 200, 200, 200]),
    ("GET", "/version", [200, 200, 200, 200, 200]),
    ("GET", "/problems", [200, 200, 200, 200, 200]),
    ("GET", "/problems/{code}", [200, 200, 200, 200, 200]),
    ("GET", "/api/v1/", [200, 200, 200, 200, 200]),
    ("POST", "/api/v1/auth/signup", [400, 400, 403, 403, 403]),
    ("POST", "/api/v1/auth/login", [400, 400, 403, 403, 403]),
    ("DELETE", "/api/v1/auth/logout", [401, 401, 204, 204, 204]),
    ("GET", "/api/v1/auth/me", [401, 401, 200, 200, 200]),
    ("PUT", "/api/v1/auth/password", [401, 401, 400, 400, 400]),
    ("GET", "/api/v1/auth/sessions", [401, 401, 200, 200, 200]),
    ("DELETE", "/api/v1/auth/sessions/{id}", [401, 401, 404, 404, 404]),
    ("GET", "/api/v1/users", [401, 401, 403, 200, 200]),
    ("POST", "/api/v1/users", [401, 401, 403, 400, 400]),
    ("GET", "/api/v1/users/{id}", [401, 401, 403, 200, 200]),
    ("PUT", "/api/v1/users/{id}/password", [401, 401, 403, 400, 400]),
    ("PATCH", "/api/v1/users/inactivate", [401, 401, 403, 400, 400]),
    ("PATCH", "/api/v1/users/reactivate", [401, 401, 403, 400, 400]),
    ("PATCH", "/api/v1/users/grant", [401, 401, 403, 400, 400]),
    ("PATCH", "/api/v1/users/revoke", [401, 401, 403, 400, 400]),
    ("GET", "/api/v1/orders", [401, 401, 200, 200, 200]),
    ("POST", "/api/v1/orders", [401, 401, 400, 400, 400]),
    ("GET", "/api/v1/orders/{id}", [401, 401, 404, 200, 200]),
    ("PATCH", "/api/v1/orders/{id}", [401, 401, 403, 400, 400]),
    ("DELETE", "/api/v1/orders/{id}", [401, 401, 404, 200, 200]),
    ("GET", "/api/v1/orders/{id}/events", [401, 401, 404, 200, 200]),
    ("GET", "/api/v1/events", [401, 401, 403, 200, 200]),
    ("GET", "/api/v1/dead-letters", [401, 401, 403, 403, 200]),
    ("POST", "/api/v1/dead-letters/{id}/redeliver", [401, 401, 403, 403, 404]),
    ("GET", "/api/v1/refused-log-ins", [401, 401, 403, 200, 200]),
];

/// A collection, by the last part of its path: the least role that reads it and the least that writes it, or `owner` where
/// users have members of their own; and what a new member can't be without, with unique values of a number. The client
/// creates what the member refers to.
type Collection = (&'static str, &'static str, &'static str, fn(&Client, u32) -> Value);

const COLLECTIONS: &[Collection] = &[
    // An entry each.
    ("products", "open", "admin", |_, number| json!({"name": format!("Name {number}")})),
];

/// The statuses of a collection's operations, with `{id}` behind the path or without.
fn of_collection(readers: &str, writers: &str) -> [Row; 5] {
    let (list, get) = match readers {
        "open" => ([200; 5], [200; 5]),
        "user" => ([401, 401, 200, 200, 200], [401, 401, 200, 200, 200]),
        "admin" => ([401, 401, 403, 200, 200], [401, 401, 403, 200, 200]),
        "owner" => ([401, 401, 200, 200, 200], [401, 401, 404, 200, 200]),
        other => panic!("no readers: {other}"),
    };
    let (write, delete) = match writers {
        "user" => ([401, 401, 400, 400, 400], [401, 401, 204, 204, 204]),
        "admin" => ([401, 401, 403, 400, 400], [401, 401, 403, 204, 204]),
        "owner" => ([401, 401, 400, 400, 400], [401, 401, 404, 204, 204]),
        other => panic!("no writers: {other}"),
    };
    [
        ("GET", "", list),
        ("POST", "", write),
        ("GET", "/{id}", get),
        ("PUT", "/{id}", write),
        ("DELETE", "/{id}", delete),
    ]
}

/// What a new member of this collection can't be without.
pub(crate) fn required(collection: &str, root: &Client, number: u32) -> Value {
    let (.., required) = COLLECTIONS.iter().find(|(name, ..)| *name == collection).unwrap();
    required(root, number)
}

/// The id of a new member of this collection, or of a new user.
pub(crate) fn member(root: &Client, collection: &str, number: u32) -> Value {
    let body = match collection {
        "users" => json!({"username": format!("user.{number}.new"), "password": PASSWORD, "role": "user"}),
        _ => required(collection, root, number),
    };
    let answer = root.post(&format!("/api/v1/{collection}"), &body);
    answer.assert_status(201);
    answer.body["id"].clone()
}

/// Every operation with its statuses.
fn table() -> Vec<(&'static str, String, [u16; 5])> {
    let alone = TABLE.iter().map(|(method, path, expected)| (*method, (*path).to_owned(), *expected));
    let of_each = |(name, readers, writers, _): &Collection| {
        let path = format!("/api/v1/{name}");
        let rows = of_collection(readers, writers).into_iter();
        rows.map(move |(method, rest, expected)| (method, format!("{path}{rest}"), expected))
    };
    alone.chain(COLLECTIONS.iter().flat_map(of_each)).collect()
}

fn every_operation_stands_in_the_table(store: &TestStore) {
    let started = store.start();
    let document = started.anonymous().get("/openapi.json").body;
    let mut served: Vec<_> = operations(&document).into_iter().map(|(path, method, _)| (path, method)).collect();
    let mut listed: Vec<_> = table().into_iter().map(|(method, path, _)| (path, method.to_owned())).collect();
    served.sort_unstable();
    listed.sort_unstable();
    assert_eq!(served, listed);
}

/// A column of the table: its role, and how to get a new client with it. A call may end the session of its client, so
/// each has its own client; the number makes its name unique.
type Column = (&'static str, fn(&Started, usize) -> Client);

const COLUMNS: [Column; 5] = [
    ("anonymous", |started, _| started.anonymous()),
    ("inactive", |started, number| {
        let name = format!("inactive.{number}");
        let client = started.user(&name);
        let root = started.super_admin();
        root.call("PATCH", "/api/v1/users/inactivate").json(&json!({"username": name})).send().assert_status(200);
        client
    }),
    ("user", |started, number| started.user(&format!("user.{number}"))),
    ("admin", |started, number| started.admin(&format!("admin.{number}"))),
    ("super admin", |started, _| started.super_admin()),
];

fn every_role_may_do_what_the_table_says(store: &TestStore) {
    let started = store.start();
    let document = started.anonymous().get("/openapi.json").body;
    let other = started.user("some.other");
    let seen = other.me().body;
    for (number, (method, path, expected)) in table().iter().enumerate() {
        for ((role, client), status) in COLUMNS.iter().zip(expected) {
            let target = filled(&path.replace("{id}", &id_in(path, &started, &other)));
            let call = client(&started, number).call(method, &target);
            let call = if matches!(*method, "GET" | "DELETE") { call } else { call.json(&json!({})) };
            let answer = call.send();
            assert_eq!(answer.status, *status, "{method} {path} by {role}: {}", answer.text);
            assert_described(&document, method, path, &answer);
        }
    }
    assert_eq!(other.me().body, seen, "it is untouched");
}

/// Makes the bodies of new members of collections unique.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The id of a resource of `other`, of the kind that the path names. A call may end it, so those that can end are new
/// each time.
fn id_in(path: &str, started: &Started, other: &Client) -> String {
    let (me, root) = (other.me().body, started.super_admin());
    let collection = path.split('/').nth(3).unwrap_or_default();
    let id = match collection {
        "orders" => {
            let product = json!({"name": "Tea", "price": {"amount": 250, "currency": "EUR"}});
            let product = root.post("/api/v1/products", &product).body["id"].clone();
            let items = json!({"items": [{"productId": product, "quantity": 1}]});
            other.post("/api/v1/orders", &items).body["id"].clone()
        }
        "auth" => me["session"]["id"].clone(),
        _ if COLLECTIONS.iter().any(|(name, ..)| *name == collection) => {
            member(&root, collection, NUMBER.fetch_add(1, Ordering::Relaxed))
        }
        _ => me["user"]["id"].clone(),
    };
    id.as_str().unwrap().to_owned()
}

/// Asserts that the document lists this response of this operation.
#[track_caller]
fn assert_described(document: &Value, method: &str, path: &str, answer: &Answer) {
    let described = &document["paths"][path][method.to_lowercase()]["responses"][answer.status.to_string()];
    assert!(described.is_object(), "{method} {path} answers {}, which its document lacks", answer.status);
    let content: Vec<_> = described["content"].as_object().into_iter().flat_map(|content| content.keys()).collect();
    let is_described = match answer.header_lines("content-type")[..] {
        [] => content.is_empty(),
        [found] => content.iter().any(|media_type| *media_type == found),
        _ => false,
    };
    assert!(is_described, "{method} {path}: {} with {:?}", answer.status, answer.headers);
}

/// The document names the least role of each operation, by which the console shows what a user may do.
fn the_document_names_the_role_that_the_table_says(store: &TestStore) {
    let document = store.start().anonymous().get("/openapi.json").body;
    let described = operations(&document);
    for (method, path, expected) in table() {
        let (.., operation) = described.iter().find(|(at, by, _)| *at == path && by == method).unwrap();
        // The columns after the anonymous and the inactive one are the roles, the least first.
        let least =
            ["user", "admin", "super_admin"].into_iter().zip(&expected[2..]).find(|(_, status)| **status != 403);
        let least = if expected[0] == 401 { least.map(|(role, _)| role) } else { None };
        let described = operation["x-console"]["role"].as_str();
        // What the interactor alone refuses, and not the extractor, may stay with `admin`.
        let is_wider = least == Some("super_admin") && described == Some("admin");
        assert!(described == least || is_wider, "{method} {path}: {described:?}, and not {least:?}");
    }
}
