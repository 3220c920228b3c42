use actix_web::{http::header::HeaderValue, test::TestRequest};
use memory_store::fakes::SequentialIds;

use crate::routes::{routes, send};
use test_kit::{World, http_settings};

#[actix_web::test]
async fn a_sane_name_is_taken_in_answers_and_problems() {
    for sane in ["a", "A.b_c-9", &"x".repeat(128)] {
        let answer = send(TestRequest::get().uri("/api/v1/things").insert_header(("x-request-id", sane))).await;
        assert_eq!((answer.status.as_u16(), answer.header("x-request-id")), (200, sane));
        let problem = send(TestRequest::get().uri("/nowhere").insert_header(("x-request-id", sane))).await;
        problem.assert_problem(404, "not-found");
        assert_eq!(problem.body["requestId"], sane);
    }
}

#[actix_web::test]
async fn an_odd_name_is_replaced_by_one_of_our_own() {
    for odd in [&b""[..], b"a b", b"a\"b", b"a/b", b"{}", b"a\tb", b"\xc3\xa4", b"\xff", &[b'x'; 129], &[b'x'; 8_192]] {
        let value = HeaderValue::from_bytes(odd).unwrap();
        let problem = send(TestRequest::get().uri("/nowhere").insert_header(("x-request-id", value))).await;
        problem.assert_problem(404, "not-found");
        assert_eq!(problem.header("x-request-id"), SequentialIds::nth(1).to_string(), "{odd:?}");
    }
}

#[actix_web::test]
async fn every_request_without_a_name_gets_another() {
    let requests = ["/api/v1/things", "/nowhere", "/api/v1/failures/panic"].map(|path| TestRequest::get().uri(path));
    let answers = World::new().serve(http_settings(), routes(), requests).await;
    let names: Vec<_> = answers.iter().map(|answer| answer.header("x-request-id").to_owned()).collect();
    assert_eq!(names, [1, 2, 3].map(|number| SequentialIds::nth(number).to_string()));
}
