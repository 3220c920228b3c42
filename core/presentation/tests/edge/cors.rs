use actix_web::{http::Method, test::TestRequest};
use presentation::{HttpSettings, Origin};
use serde_json::json;
use test_kit::{Answer, http_settings};

use crate::routes::{send, send_with};

const SHOP: &str = "https://shop.example.com";

async fn send_to_allowing_server(request: TestRequest) -> Answer {
    let allowed_origins = vec![Origin::parse(SHOP).unwrap(), Origin::parse("http://localhost:3000").unwrap()];
    send_with(HttpSettings { allowed_origins, ..http_settings() }, request).await
}

fn from_origin(request: TestRequest, origin: &str) -> TestRequest {
    request.insert_header(("origin", origin)).insert_header(("sec-fetch-site", "cross-site"))
}

fn preflight(origin: &str) -> TestRequest {
    let request = TestRequest::default().method(Method::OPTIONS).uri("/api/v1/things");
    from_origin(request, origin)
        .insert_header(("access-control-request-method", "POST"))
        .insert_header(("access-control-request-headers", "content-type"))
}

fn post() -> TestRequest {
    TestRequest::post().uri("/api/v1/things").set_json(json!({"name": "a"}))
}

#[actix_web::test]
async fn no_other_origin_reads_answers_unless_it_is_configured() {
    let answer = send(from_origin(TestRequest::get().uri("/api/v1/things"), SHOP)).await;
    assert_eq!(answer.status, 200);
    let headers = answer.headers.keys().map(ToString::to_string);
    assert_eq!(headers.filter(|name| name.starts_with("access-control")).count(), 0);
    send(preflight(SHOP)).await.assert_problem(405, "method-not-allowed");
    send(from_origin(post(), SHOP)).await.assert_problem(403, "cross-site-request");
}

#[actix_web::test]
async fn an_allowed_origin_may_ask_and_call_with_the_cookie() {
    for origin in [SHOP, "http://localhost:3000", "https://shop.example.com:443", "https://SHOP.example.com."] {
        let asked = send_to_allowing_server(preflight(origin)).await;
        assert_eq!(asked.status, 200);
        assert_eq!(asked.header("access-control-allow-origin"), origin);
        assert_eq!(asked.header("access-control-allow-credentials"), "true");
        assert_eq!(asked.header("access-control-allow-headers"), "content-type");
        let methods: Vec<_> = asked.header("access-control-allow-methods").split(", ").collect();
        assert!(methods.contains(&"POST"), "{methods:?}");

        let called = send_to_allowing_server(from_origin(post(), origin)).await;
        assert_eq!(called.status, 201);
        assert_eq!(called.header("access-control-allow-origin"), origin);
        assert_eq!(called.header("access-control-allow-credentials"), "true");
        assert!(called.header("vary").to_lowercase().contains("origin"), "{}", called.header("vary"));
    }
}

#[actix_web::test]
async fn a_page_of_an_allowed_origin_can_read_problems_and_what_headers_say() {
    let get = |path: &str| from_origin(TestRequest::get().uri(path), SHOP);
    for (request, status) in [
        (get("/api/v1/things"), 200),
        (get("/nowhere"), 404),
        (get("/api/v1/numbers/seven"), 404),
        (from_origin(TestRequest::post().uri("/api/v1/private/body_first"), SHOP), 401),
        (get("/api/v1/failures/internal"), 500),
        (get("/api/v1/refused/problem"), 503),
    ] {
        let answer = send_to_allowing_server(request).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header_lines("access-control-allow-origin"), [SHOP], "{status}");
        assert_eq!(answer.header_lines("access-control-allow-credentials"), ["true"], "{status}");
        let exposed = answer.header("access-control-expose-headers").to_lowercase();
        for name in ["etag", "location", "retry-after", "x-request-id"] {
            assert!(exposed.split(", ").any(|exposed| exposed == name), "{status}: {name} of {exposed}");
        }
    }
}

#[actix_web::test]
async fn an_origin_that_merely_looks_allowed_is_not() {
    for origin in [
        "https://shop.example.com.evil.example",
        "https://evil.example",
        "http://shop.example.com",
        "https://shop.example.com:8443",
        "https://www.shop.example.com",
        "null",
        "*",
    ] {
        let asked = send_to_allowing_server(preflight(origin)).await;
        asked.assert_problem(400, "bad-request");
        assert_eq!(asked.header("access-control-allow-origin"), "", "{origin}");
        let read = send_to_allowing_server(from_origin(TestRequest::get().uri("/api/v1/things"), origin)).await;
        assert_eq!((read.status.as_u16(), read.header("access-control-allow-origin")), (200, ""), "{origin}");
        let called = send_to_allowing_server(from_origin(post(), origin)).await;
        called.assert_problem(403, "cross-site-request");
        assert_eq!(called.header("access-control-allow-origin"), "", "{origin}");
    }
}

#[actix_web::test]
async fn without_an_origin_nothing_is_allowed() {
    let answer = send_to_allowing_server(TestRequest::get().uri("/api/v1/things")).await;
    assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (200, ""));
}
