use actix_web::test::TestRequest;
use test_kit::{Answer, World, http_settings, logged};

use crate::routes::{CANARY, routes, send};

#[track_caller]
fn assert_reveals_nothing(answer: &Answer) {
    assert!(!answer.body.to_string().contains(CANARY), "{:#}", answer.body);
    assert!(!format!("{:?}", answer.headers).contains(CANARY), "{:?}", answer.headers);
}

#[actix_web::test]
async fn a_panic_is_a_problem_and_the_app_goes_on() {
    let paths = ["panic", "odd_panic", "panic"].map(|path| format!("/api/v1/failures/{path}"));
    let requests = paths.iter().map(|path| TestRequest::get().uri(path)).chain([TestRequest::get().uri("/outside")]);
    let requests: Vec<_> = requests.collect();
    let answers = World::new().serve(http_settings(), routes(), requests).await;
    for answer in &answers[..3] {
        answer.assert_problem(500, "internal");
        assert_reveals_nothing(answer);
    }
    assert_eq!(answers[3].status, 200);
}

#[actix_web::test]
async fn why_a_request_failed_is_for_the_log() {
    for path in ["panic", "internal", "library/500"] {
        let (answer, log) = logged(send(TestRequest::get().uri(&format!("/api/v1/failures/{path}")))).await;
        answer.assert_problem(500, "internal");
        assert_reveals_nothing(&answer);
        let errors: Vec<_> = log.lines().filter(|line| line.contains(r#""level":"ERROR""#)).collect();
        assert_eq!(errors.len(), 1, "{path}: {log}");
        assert!(errors[0].contains(CANARY), "{path}: {log}");
    }
}

#[actix_web::test]
async fn what_a_client_did_wrong_is_no_error_in_the_log() {
    let (answer, log) = logged(send(TestRequest::get().uri("/nowhere"))).await;
    answer.assert_problem(404, "not-found");
    assert!(!log.contains(r#""level":"ERROR""#), "{log}");
}

#[actix_web::test]
async fn every_status_of_a_library_is_answered_as_a_problem() {
    for (status, answered, code) in [
        (400, 400, "bad-request"),
        (404, 404, "not-found"),
        (405, 405, "method-not-allowed"),
        (408, 408, "request-timeout"),
        (413, 413, "payload-too-large"),
        (415, 415, "unsupported-media-type"),
        (418, 400, "bad-request"),
        (431, 400, "bad-request"),
        (500, 500, "internal"),
        (502, 500, "internal"),
    ] {
        for path in ["library", "bare"] {
            let answer = send(TestRequest::get().uri(&format!("/api/v1/failures/{path}/{status}"))).await;
            answer.assert_problem(answered, code);
            assert_reveals_nothing(&answer);
        }
    }
}

#[actix_web::test]
async fn what_an_answer_carries_besides_its_body_stays_when_it_becomes_a_problem() {
    let answer = send(TestRequest::get().uri("/api/v1/failures/bare/418")).await;
    assert_eq!(answer.header("x-own"), "kept");
    assert_eq!(answer.header_lines("content-type"), ["application/problem+json"]);
}

#[actix_web::test]
async fn the_refusal_of_a_middleware_is_a_problem() {
    let answer = send(TestRequest::get().uri("/api/v1/refused/library")).await;
    answer.assert_problem(400, "bad-request");
    assert_reveals_nothing(&answer);
    let (answer, log) = logged(send(TestRequest::get().uri("/api/v1/refused/problem"))).await;
    answer.assert_problem(503, "unavailable");
    assert_eq!(answer.header("retry-after"), "1");
    assert_reveals_nothing(&answer);
    assert!(log.contains(CANARY), "{log}");
}
