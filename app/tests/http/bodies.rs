use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    documentation::operations,
    paths::filled,
    stores::TestStore,
    support::{Answer, Call, Client, PASSWORD, Started},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(only_json_is_taken_for_json),
        case(a_compressed_body_is_refused_with_what_is_taken),
        case(a_body_that_is_no_object_is_refused),
        case(a_field_too_many_is_refused),
        case(a_field_too_few_is_refused),
        case(a_field_of_another_type_is_refused),
    ]
}

/// A call whose body has texts alone, a client that may make it, and a valid body.
pub(crate) struct BodyCall {
    client: Client,
    method: &'static str,
    path: String,
    pub(crate) fitting: Value,
}

impl BodyCall {
    fn call(&self) -> Call {
        self.client.call(self.method, &self.path)
    }

    pub(crate) fn send(&self, body: impl Into<Vec<u8>>) -> Answer {
        self.call().body("application/json", body).send()
    }

    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// Every call whose body has texts alone. Others have tests of their own.
pub(crate) fn body_calls(started: &Started) -> Vec<BodyCall> {
    let (anonymous, user, root) = (started.anonymous(), started.user("body.calls"), started.super_admin());
    let call = |client: &Client, method, path: &str, fitting| BodyCall {
        client: client.clone(),
        method,
        path: filled(path),
        fitting,
    };
    let mut calls = vec![
        call(&anonymous, "POST", "/api/v1/auth/signup", json!({"username": "grace.hopper", "password": PASSWORD})),
        call(&anonymous, "POST", "/api/v1/auth/login", json!({"username": "body.calls", "password": PASSWORD})),
        call(
            &user,
            "PUT",
            "/api/v1/auth/password",
            json!({"currentPassword": PASSWORD, "newPassword": "another engine"}),
        ),
        call(&root, "POST", "/api/v1/users", json!({"username": "jean.bartik", "password": PASSWORD, "role": "admin"})),
        call(&root, "PUT", "/api/v1/users/{id}/password", json!({"password": PASSWORD})),
    ];
    for verb in ["inactivate", "reactivate", "grant", "revoke"] {
        let path = format!("/api/v1/users/{verb}");
        calls.push(call(&root, "PATCH", &path, json!({"username": "body.calls"})));
    }
    calls
}

/// An operation that takes a body, with a client that may call it.
struct Operation {
    client: Client,
    method: String,
    path: String,
}

impl Operation {
    fn call(&self) -> Call {
        self.client.call(&self.method, &self.path)
    }

    fn route(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// Every operation of the document that takes a body. None reads it before its type and coding.
fn operations_with_a_body(started: &Started) -> Vec<Operation> {
    let (anonymous, root) = (started.anonymous(), started.super_admin());
    let document = anonymous.get("/openapi.json").body;
    let described = operations(&document);
    let with_a_body = described.iter().filter(|(_, _, operation)| operation["requestBody"].is_object());
    let found: Vec<_> = with_a_body
        .map(|(path, method, operation)| Operation {
            client: if operation["security"].is_array() { root.clone() } else { anonymous.clone() },
            method: method.clone(),
            path: filled(path),
        })
        .collect();
    assert!(found.iter().any(|operation| operation.route() == "POST /api/v1/users"));
    found
}

fn only_json_is_taken_for_json(store: &TestStore) {
    let started = store.start();
    started.user("body.calls");
    for operation in operations_with_a_body(&started) {
        for content_type in [
            "text/plain",
            "text/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/problem+json",
            "application/jsonx",
            "application/json; charset=latin1",
            "application/json, text/plain",
            "json",
            "",
        ] {
            let answer = operation.call().body(content_type, "{}").send();
            assert_eq!(answer.status, 415, "{}: {content_type:?}", operation.route());
            answer.assert_problem(415, "unsupported-media-type");
        }
        operation.call().untyped_body("{}").send().assert_problem(415, "unsupported-media-type");
    }
    for content_type in [
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "application/json;",
        "application/json ; charset=utf-8 ;",
    ] {
        let body = json!({"username": "body.calls", "password": PASSWORD}).to_string();
        started.anonymous().call("POST", "/api/v1/auth/login").body(content_type, body).send().assert_status(200);
    }
}

fn a_compressed_body_is_refused_with_what_is_taken(store: &TestStore) {
    let started = store.start();
    // `{}`, compressed with gzip.
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0\x43\xbf\xa6\xa3\x02\0\0\0";
    started.user("body.calls");
    for operation in operations_with_a_body(&started) {
        for (coding, body) in [("gzip", &gzip[..]), ("gzip", b"{}"), ("identity, br", b"{}"), ("x-any", b"{}")] {
            let sent = operation.call().header("content-encoding", coding).body("application/json", body).send();
            assert_eq!(sent.status, 415, "{}: {coding}", operation.route());
            sent.assert_problem(415, "unsupported-media-type");
            assert_eq!(sent.header_lines("accept-encoding"), ["identity"], "{}: {coding}", operation.route());
        }
    }
    let body = json!({"username": "body.calls", "password": PASSWORD}).to_string();
    for coding in ["identity", "Identity, ", ""] {
        let log_in = started.anonymous().call("POST", "/api/v1/auth/login").header("content-encoding", coding);
        log_in.body("application/json", body.clone()).send().assert_status(200);
    }
}

fn a_body_that_is_no_object_is_refused(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        let values: Vec<_> = call.fitting.as_object().unwrap().values().cloned().collect();
        for body in [json!([]), json!([call.fitting]), json!(values), json!(null), json!("{}"), json!(7), json!(true)] {
            call.send(body.to_string()).assert_problem(400, "bad-request").assert_field("", "wrong-type");
        }
    }
}

fn a_field_too_many_is_refused(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        for (name, pointer) in [
            ("superuser", "/superuser"),
            ("Username", "/Username"),
            ("isActive", "/isActive"),
            ("a/b~c", "/a~1b~0c"),
            ("", "/"),
        ] {
            let mut body = call.fitting.clone();
            body[name] = json!("admin");
            call.send(body.to_string()).assert_problem(400, "unknown-field").assert_field(pointer, "unknown-field");
        }
    }
    let sign_up = json!({"username": "eve.moneypenny", "password": PASSWORD, "role": "admin"});
    let answer = started.anonymous().post("/api/v1/auth/signup", &sign_up);
    answer.assert_problem(400, "unknown-field").assert_field("/role", "unknown-field");
    started.anonymous().log_in("eve.moneypenny", PASSWORD).assert_problem(401, "invalid-credentials");
}

fn a_field_too_few_is_refused(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        for name in call.fitting.as_object().unwrap().keys() {
            let mut body = call.fitting.clone();
            body.as_object_mut().unwrap().remove(name);
            let answer = call.send(body.to_string());
            answer.assert_problem(400, "bad-request").assert_field(&format!("/{name}"), "missing-field");
        }
    }
}

fn a_field_of_another_type_is_refused(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        for name in call.fitting.as_object().unwrap().keys() {
            let code = if name == "role" { "unknown-value" } else { "wrong-type" };
            for value in [json!(null), json!(7), json!(1.5), json!(true), json!(["ada.lovelace"]), json!({"a": "b"})] {
                let mut body = call.fitting.clone();
                body[name] = value;
                let answer = call.send(body.to_string());
                answer.assert_problem(400, "bad-request").assert_field(&format!("/{name}"), code);
            }
        }
    }
}
