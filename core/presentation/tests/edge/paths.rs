use actix_web::{http::Method, test::TestRequest};
use serde_json::json;

use crate::routes::send;

fn request(method: &str, path: &str) -> TestRequest {
    TestRequest::default().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path)
}

#[actix_web::test]
async fn an_unknown_path_is_not_found_whatever_the_method() {
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"] {
        for path in ["/", "/api", "/api/v1/nothing", "/api/v1/things/1/more", "/API/V1/things", "//api/v1/things"] {
            let answer = send(request(method, path)).await;
            answer.assert_problem(404, "not-found");
            assert_eq!(answer.header("allow"), "", "{method} {path}");
        }
    }
}

#[actix_web::test]
async fn a_wrong_method_is_answered_with_the_allowed_ones() {
    for (path, allowed, wrong) in [
        ("/api/v1/things", "GET, HEAD, POST", &["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"][..]),
        ("/api/v1/things/7", "DELETE, GET, HEAD", &["POST", "PUT", "PATCH", "OPTIONS"]),
        ("/api/v1/private/body_first", "POST", &["GET", "HEAD", "DELETE"]),
        ("/api/v1/private/administrators", "PUT", &["GET", "POST"]),
        ("/api/v1/", "GET, HEAD", &["POST", "DELETE"]),
        ("/outside", "GET, HEAD", &["POST"]),
    ] {
        for method in wrong {
            let answer = send(request(method, path)).await;
            answer.assert_problem(405, "method-not-allowed");
            assert_eq!(answer.header("allow"), allowed, "{method} {path}");
        }
    }
}

#[actix_web::test]
async fn a_literal_path_wins_over_a_parameter_that_was_registered_before_it() {
    for (path, expected) in [
        ("/api/v1/things/count", json!({"count": 7})),
        ("/api/v1/things/count/", json!({"count": 7})),
        ("/api/v1/things/counts", json!({"id": "counts"})),
    ] {
        let answer = send(request("GET", path)).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &expected), "{path}");
    }
    send(request("DELETE", "/api/v1/things/count")).await.assert_problem(405, "method-not-allowed");
}

#[actix_web::test]
async fn head_is_answered_wherever_get_is() {
    for path in ["/api/v1/", "/api/v1/things", "/api/v1/things/", "/api/v1/things/7", "/outside", "/nowhere"] {
        let get = send(request("GET", path)).await;
        let head = send(request("HEAD", path)).await;
        assert_eq!(head.status, get.status, "{path}");
        for name in ["content-type", "cache-control", "content-security-policy", "x-request-id"] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
    }
}

#[actix_web::test]
async fn a_slash_at_the_end_changes_nothing_under_the_api() {
    for (path, expected) in [
        ("/api/v1", json!({"status": "ok"})),
        ("/api/v1/", json!({"status": "ok"})),
        ("/api/v1/things", json!({"limit": null})),
        ("/api/v1/things/", json!({"limit": null})),
        ("/api/v1/things?limit=7", json!({"limit": 7})),
        ("/api/v1/things/?limit=7", json!({"limit": 7})),
        ("/api/v1/things/7", json!({"id": "7"})),
        ("/api/v1/things/7/", json!({"id": "7"})),
        ("/api/v1/things/a%20b", json!({"id": "a b"})),
        ("/api/v1/things/a%20b/", json!({"id": "a b"})),
    ] {
        let answer = send(request("GET", path)).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &expected), "{path}");
    }
    let posted = send(TestRequest::post().uri("/api/v1/things/").set_json(json!({"name": "a"}))).await;
    assert_eq!(posted.status, 201);
    let wrong = send(request("PATCH", "/api/v1/things/7/")).await;
    wrong.assert_problem(405, "method-not-allowed");
    assert_eq!(wrong.header("allow"), "DELETE, GET, HEAD");
    send(request("GET", "/api/v1/things//")).await.assert_problem(404, "not-found");
}

#[actix_web::test]
async fn a_slash_at_the_end_makes_another_path_elsewhere() {
    assert_eq!(send(request("GET", "/outside")).await.status, 200);
    send(request("GET", "/outside/")).await.assert_problem(404, "not-found");
    send(request("GET", "/api/v1x/")).await.assert_problem(404, "not-found");
}

#[actix_web::test]
async fn what_a_library_can_not_read_of_a_path_or_query_is_a_problem() {
    send(request("GET", "/api/v1/numbers/seven")).await.assert_problem(404, "not-found");
    send(request("GET", "/api/v1/things?limit=seven")).await.assert_problem(400, "bad-request");
    assert_eq!(send(request("GET", "/api/v1/numbers/7")).await.body, 7);
}
