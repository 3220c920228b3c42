use actix_web::{http::Method, test::TestRequest};
use presentation::{HttpSettings, Origin};
use test_kit::{Answer, http_settings};

use crate::routes::{send, send_with};

const EVERYWHERE: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

const TWO_YEARS: &str = "max-age=63072000; includeSubDomains";

#[actix_web::test]
async fn every_answer_carries_the_security_headers() {
    let get = |path: &str| TestRequest::get().uri(path);
    for (request, status) in [
        (get("/api/v1/things"), 200),
        (TestRequest::delete().uri("/api/v1/things/7"), 204),
        (get("/nowhere"), 404),
        (TestRequest::patch().uri("/api/v1/things"), 405),
        (TestRequest::post().uri("/api/v1/things").insert_header(("sec-fetch-site", "cross-site")), 403),
        (TestRequest::post().uri("/api/v1/things"), 415),
        (TestRequest::post().uri("/api/v1/private/body_first"), 401),
        (get("/api/v1/numbers/seven"), 404),
        (get("/api/v1/refused/library"), 400),
        (get("/api/v1/refused/problem"), 503),
        (get("/api/v1/failures/panic"), 500),
        (get("/api/v1/failures/internal"), 500),
    ] {
        let answer = send(request).await;
        assert_eq!(answer.status, status);
        for (name, value) in EVERYWHERE {
            assert_eq!(answer.header_lines(name), [value], "{status}: {name}");
        }
        assert_eq!(answer.header_lines("x-request-id").len(), 1, "{status}");
        assert_eq!(answer.header_lines("strict-transport-security"), Vec::<&str>::new(), "{status}");
    }
}

#[actix_web::test]
async fn what_a_route_sets_itself_stays() {
    let answer = send(TestRequest::get().uri("/outside")).await;
    assert_eq!(answer.header_lines("content-security-policy"), ["default-src 'self'"]);
    assert_eq!(answer.header_lines("cache-control"), ["public, max-age=60"]);
    assert_eq!(answer.header_lines("x-content-type-options"), ["nosniff"]);
}

async fn through_a_proxy(path: &str, proxy: &str, proto: &str) -> Answer {
    let settings = HttpSettings { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..http_settings() };
    let request = TestRequest::default().method(Method::GET).uri(path).peer_addr(proxy.parse().unwrap());
    send_with(settings, request.insert_header(("x-forwarded-proto", proto))).await
}

#[actix_web::test]
async fn browsers_are_bound_to_tls_where_they_speak_it() {
    for path in ["/api/v1/things", "/nowhere", "/api/v1/failures/panic", "/api/v1/refused/library"] {
        let hsts = async |proxy, proto| {
            let answer = through_a_proxy(path, proxy, proto).await;
            answer.header("strict-transport-security").to_owned()
        };
        assert_eq!(hsts("10.1.1.1:40000", "https").await, TWO_YEARS, "{path}");
        assert_eq!(hsts("10.1.1.1:40000", "http").await, "", "{path}");
        assert_eq!(hsts("203.0.113.9:40000", "https").await, "", "{path}: the claim of an untrusted peer");
    }
}

#[actix_web::test]
async fn a_public_origin_decides_the_scheme_of_browsers() {
    for (origin, expected) in [("https://www.example.com", TWO_YEARS), ("http://www.example.com", "")] {
        let settings = HttpSettings { public_origin: Origin::parse(origin), ..http_settings() };
        let answer = send_with(settings, TestRequest::get().uri("/api/v1/things")).await;
        assert_eq!(answer.header("strict-transport-security"), expected, "{origin}");
    }
}
