use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use serde_json::json;

use crate::{
    CALLER, TRACE,
    receiver::{Receiver, Span},
    start_traced,
    support::{Call, PASSWORD},
    traceparent,
};

/// A store, and its name in spans.
const STORE: &str = "sqlite://data/tranche.db";
const SYSTEM: &str = "sqlite";

fn traced(call: Call) -> Call {
    call.header("traceparent", &traceparent())
}

#[track_caller]
fn find<'a>(spans: &'a [Span], name: &str) -> &'a Span {
    let found: Vec<_> = spans.iter().filter(|span| span.name == name).collect();
    assert_eq!(found.len(), 1, "one {name} in {spans:#?}");
    found[0]
}

/// The names of the spans, each indented below its parent.
fn tree(spans: &[Span], parent: &str) -> Vec<String> {
    let children = spans.iter().filter(|span| span.parent == parent);
    children
        .flat_map(|span| {
            let below = tree(spans, &span.id).into_iter().map(|name| format!("  {name}"));
            std::iter::once(span.name.clone()).chain(below).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_request_has_its_interactor_and_its_store_calls_below_it_in_the_trace_of_its_caller() {
    let receiver = Receiver::start();
    let started = start_traced(STORE, &receiver, &[]);
    let ada = started.user("ada.lovelace");
    let seen = traced(ada.call("GET", "/api/v1/auth/me")).send();
    seen.assert_status(200);

    let spans = receiver.trace(TRACE, "GET /api/v1/auth/me");
    assert_eq!(tree(&spans, CALLER), ["GET /api/v1/auth/me", "  find_with_user sessions", "  current_user"]);
    let request = find(&spans, "GET /api/v1/auth/me");
    assert_eq!(request.kind, SpanKind::Server);
    assert!(!request.is_error, "{request:#?}");
    let attributes = [
        ("http.request.method", "GET"),
        ("http.response.status_code", "200"),
        ("http.route", "/api/v1/auth/me"),
        ("tranche.request_id", seen.header("x-request-id")),
    ];
    assert_attributes(request, &attributes);
    assert_eq!(request.resource["service.name"], "tranche");
    assert_eq!(request.resource["service.version"], env!("CARGO_PKG_VERSION"));
    let read = find(&spans, "find_with_user sessions");
    assert_eq!(read.kind, SpanKind::Client);
    let attributes =
        [("db.collection.name", "sessions"), ("db.operation.name", "find_with_user"), ("db.system.name", "sqlite")];
    assert_attributes(read, &attributes);
}

#[test]
fn an_order_has_its_interactor_and_its_store_calls_below_it() {
    let receiver = Receiver::start();
    let started = start_traced(STORE, &receiver, &[]);
    let root = started.super_admin();
    let tea = json!({"name": "Tea", "price": {"amount": 250, "currency": "EUR"}, "stock": 3});
    let product = root.post("/api/v1/products", &tea);
    product.assert_status(201);
    let ada = started.user("ada.lovelace");
    let order = json!({"items": [{"productId": product.body["id"], "quantity": 2}]});
    let placed = traced(ada.call("POST", "/api/v1/orders")).json(&order).send();
    placed.assert_status(201);

    let spans = receiver.trace(TRACE, "POST /api/v1/orders");
    assert_eq!(
        tree(&spans, CALLER),
        ["POST /api/v1/orders", "  find_with_user sessions", "  place_order", "    find_all products", "    commit",]
    );
    let request = find(&spans, "POST /api/v1/orders");
    assert_eq!(request.kind, SpanKind::Server);
    assert!(!request.is_error, "{request:#?}");
    let request_id = placed.header("x-request-id");
    let attributes = [
        ("http.request.method", "POST"),
        ("http.response.status_code", "201"),
        ("http.route", "/api/v1/orders"),
        ("tranche.request_id", request_id),
    ];
    assert_attributes(request, &attributes);
    assert_eq!(request.resource["service.name"], "tranche");
    assert_eq!(request.resource["service.version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(find(&spans, "place_order").kind, SpanKind::Internal);
    assert_attributes(find(&spans, "place_order"), &[]);
    let read = find(&spans, "find_all products");
    assert_eq!(read.kind, SpanKind::Client);
    let attributes =
        [("db.collection.name", "products"), ("db.operation.name", "find_all"), ("db.system.name", SYSTEM)];
    assert_attributes(read, &attributes);
    assert_attributes(find(&spans, "commit"), &[("db.operation.name", "commit"), ("db.system.name", SYSTEM)]);
}

/// Asserts that a span has these attributes and no others.
#[track_caller]
fn assert_attributes(span: &Span, expected: &[(&str, &str)]) {
    let attributes: Vec<_> = span.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(attributes, expected, "{}", span.name);
}

#[test]
fn signing_up_and_logging_in_show_their_hashes() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[]);
    let account = json!({"username": "ada.lovelace", "password": PASSWORD});
    let anonymous = started.anonymous();
    traced(anonymous.call("POST", "/api/v1/auth/signup")).json(&account).send().assert_status(201);
    let spans = receiver.trace(TRACE, "POST /api/v1/auth/signup");
    let sign_up = find(&spans, "sign_up");
    assert_eq!(sign_up.parent, find(&spans, "POST /api/v1/auth/signup").id);
    assert_eq!(find(&spans, "hash password").parent, sign_up.id);
    assert_eq!(find(&spans, "commit").attributes["db.system.name"], "memory");

    let other = "ffffffffffffffffffffffffffffffff";
    let header = format!("00-{other}-{CALLER}-01");
    anonymous
        .call("POST", "/api/v1/auth/login")
        .header("traceparent", &header)
        .json(&account)
        .send()
        .assert_status(200);
    let spans = receiver.trace(other, "POST /api/v1/auth/login");
    assert_eq!(find(&spans, "verify password").parent, find(&spans, "log_in").id);
    assert_eq!(find(&spans, "find_by_username users").parent, find(&spans, "log_in").id);
}

#[test]
fn a_request_without_a_trace_begins_one_and_is_named_by_its_route() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[]);
    let id = "01a1fd18-6a67-724d-bfc3-4f8c1e0e0c7a";
    started.anonymous().get(&format!("/api/v1/users/{id}")).assert_status(401);
    let span = receiver.span("GET /api/v1/users/{id}");
    assert_eq!((span.parent.as_str(), span.trace.len()), ("", 32));
    assert_eq!(span.attributes["http.response.status_code"], "401");
    assert!(!span.is_error, "a client's mistake is no error of the server");
    assert!(!format!("{:?}", receiver.spans()).contains(id), "no path is recorded");

    started.anonymous().get("/nowhere/at/all").assert_status(404);
    let span = receiver.span("GET");
    assert!(!span.attributes.contains_key("http.route"), "{span:#?}");
    started.anonymous().call("BREW", "/api/v1/users").send();
    assert_eq!(receiver.span("HTTP /api/v1/users").attributes["http.request.method"], "_OTHER");
}

#[test]
fn a_failure_is_recorded_as_an_error() {
    let receiver = Receiver::start();
    let started = start_traced(STORE, &receiver, &[]);
    let ada = started.user("ada.lovelace");
    std::fs::rename(started.workplace.path("data"), started.workplace.path("away")).unwrap();
    traced(ada.call("GET", "/api/v1/auth/me")).send().assert_status(503);
    let spans = receiver.trace(TRACE, "GET /api/v1/auth/me");
    let request = find(&spans, "GET /api/v1/auth/me");
    assert!(request.is_error);
    assert_eq!(request.attributes["error.type"], "503");
    let call = find(&spans, "find_with_user sessions");
    assert!(call.is_error);
    assert_eq!(call.attributes["error.type"], "unavailable");
}

#[test]
fn the_caller_decides_what_is_traced_and_the_ratio_where_it_does_not() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[("TRANCHE_TELEMETRY__SAMPLE_RATIO", "0")]);
    let anonymous = started.anonymous();
    anonymous.get("/version").assert_status(200);
    let unsampled = format!("00-{TRACE}-{CALLER}-00");
    anonymous.call("GET", "/version").header("traceparent", &unsampled).send().assert_status(200);
    traced(started.user("ada.lovelace").call("GET", "/api/v1/auth/me")).send().assert_status(200);
    receiver.span("GET /api/v1/auth/me");
    assert_eq!(started.server.stop().code(), Some(0));
    let names: Vec<_> = receiver.spans().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["find_with_user sessions", "current_user", "GET /api/v1/auth/me"]);
}

#[test]
fn what_is_no_traceparent_is_passed_over() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[]);
    let odd = ["", "canary", "00-00000000000000000000000000000000-b7ad6b7169203331-01", "ff-0-0-0", "00-\u{e4}-1-01"];
    for header in odd {
        started.anonymous().call("GET", "/version").header("traceparent", header).send().assert_status(200);
    }
    assert_eq!(started.server.stop().code(), Some(0));
    let spans = receiver.spans();
    let requests: Vec<_> = spans.iter().filter(|span| span.name == "GET /version").collect();
    assert_eq!(requests.len(), odd.len());
    assert!(requests.iter().all(|span| span.parent.is_empty()), "{requests:#?}");
}
