use actix_web::test::TestRequest;
use presentation::{HttpSettings, Origin};
use serde_json::json;
use test_kit::{World, http_settings, with_cookie};

use crate::routes::{routes, send, send_with};

fn from_another_site(request: TestRequest) -> TestRequest {
    request.insert_header(("sec-fetch-site", "cross-site"))
}

#[actix_web::test]
async fn a_call_that_changes_something_is_refused_to_other_sites() {
    for request in [
        TestRequest::post().uri("/api/v1/things").set_json(json!({"name": "a"})),
        TestRequest::post().uri("/api/v1/things/").set_json(json!({"name": "a"})),
        TestRequest::delete().uri("/api/v1/things/7"),
        TestRequest::put().uri("/api/v1/private/administrators"),
    ] {
        send(from_another_site(request)).await.assert_problem(403, "cross-site-request");
    }
    let null = TestRequest::post().uri("/api/v1/things").insert_header(("origin", "null"));
    send(null).await.assert_problem(403, "cross-site-request");
}

#[actix_web::test]
async fn a_call_from_the_own_site_is_not_refused() {
    let post = || TestRequest::post().uri("/api/v1/things").set_json(json!({"name": "a"}));
    assert_eq!(send(post()).await.status, 201);
    assert_eq!(send(post().insert_header(("sec-fetch-site", "same-origin"))).await.status, 201);
    let own = post().insert_header(("host", "localhost:8000")).insert_header(("origin", "http://localhost:8000"));
    assert_eq!(send(own).await.status, 201);
}

#[actix_web::test]
async fn reading_is_open_to_other_sites() {
    assert_eq!(send(from_another_site(TestRequest::get().uri("/api/v1/things"))).await.status, 200);
    let head = TestRequest::default().method(actix_web::http::Method::HEAD).uri("/api/v1/things");
    assert_eq!(send(from_another_site(head)).await.status, 200);
}

#[actix_web::test]
async fn an_unknown_path_and_a_wrong_method_are_refused_first() {
    let nowhere = from_another_site(TestRequest::post().uri("/api/v1/nowhere"));
    send(nowhere).await.assert_problem(404, "not-found");
    let wrong = send(from_another_site(TestRequest::patch().uri("/api/v1/things"))).await;
    wrong.assert_problem(405, "method-not-allowed");
    assert_eq!(wrong.header("allow"), "GET, HEAD, POST");
}

#[actix_web::test]
async fn the_session_and_the_body_are_checked_after_it() {
    let world = World::new();
    let user = world.user("ada.lovelace", domain::Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    let request = || TestRequest::post().uri("/api/v1/private/body_first").set_payload("no JSON");
    let requests = [from_another_site(request()), with_cookie(from_another_site(request()), &cookie)];
    for answer in world.serve(http_settings(), routes(), requests).await {
        answer.assert_problem(403, "cross-site-request");
    }
}

#[actix_web::test]
async fn the_public_origin_is_the_own_one() {
    let public_origin = Origin::parse("https://www.example.com");
    let settings = || HttpSettings { public_origin: public_origin.clone(), ..http_settings() };
    let post = |origin: &str| {
        let request = TestRequest::post().uri("/api/v1/things").set_json(json!({"name": "a"}));
        request.insert_header(("host", "10.0.0.7:8000")).insert_header(("origin", origin))
    };
    assert_eq!(send_with(settings(), post("https://www.example.com")).await.status, 201);
    let host = send_with(settings(), post("http://10.0.0.7:8000")).await;
    host.assert_problem(403, "cross-site-request");
}
