use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use application::{EventPublisher, NotDelivered};

use crate::{SECRET, event, publisher, receiver::Receiver};

const TIMEOUT: Duration = Duration::from_secs(10);
/// The timeout, for a receiver that never responds.
const SHORT_TIMEOUT: Duration = Duration::from_millis(300);

async fn outcome(head: &str) -> Result<(), NotDelivered> {
    let receiver = Receiver::answering(head).await;
    let outcome = publisher(receiver.url(), &[SECRET], TIMEOUT).publish(&event()).await;
    assert_eq!(receiver.requests().len(), 1, "{head}: it is sent once");
    outcome
}

fn unreachable(reason: Result<(), NotDelivered>) -> String {
    let Err(NotDelivered::Unreachable(reason)) = reason else { panic!("{reason:?}") };
    assert!(!reason.contains("hooks") && !reason.contains("tenant"), "the URL is not reported: {reason}");
    reason
}

#[tokio::test]
async fn every_answer_of_2xx_takes_the_event() {
    for head in ["200 OK", "201 Created", "202 Accepted", "204 No Content", "299 Whatever"] {
        assert_eq!(outcome(head).await, Ok(()), "{head}");
    }
}

#[tokio::test]
async fn answers_that_are_about_the_event_refuse_it() {
    for head in ["400 Bad Request", "401 Unauthorized", "404 Not Found", "410 Gone", "422 Unprocessable Entity"] {
        let reason = format!("it answered {head}");
        assert_eq!(outcome(head).await, Err(NotDelivered::Refused(reason)));
    }
}

#[tokio::test]
async fn answers_that_are_about_the_receiver_say_that_it_is_unavailable() {
    for head in [
        "408 Request Timeout",
        "425 Too Early",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
    ] {
        assert_eq!(unreachable(outcome(head).await), format!("it answered {head}"));
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Receiver::answering("200 OK").await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let reason = format!("it answered {status}; redirects are not followed");
        let head = format!("{status}\r\nLocation: {}", elsewhere.url());
        assert_eq!(outcome(&head).await, Err(NotDelivered::Refused(reason)));
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_receiver_that_is_not_there_or_hangs_up_is_unreachable() {
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}/hooks").parse().unwrap();
    let reason = unreachable(publisher(url, &[SECRET], TIMEOUT).publish(&event()).await);
    assert!(reason.contains("Connection refused"), "{reason}");

    let receiver = Receiver::answering_with(b"no HTTP at all\r\n\r\n".to_vec()).await;
    unreachable(publisher(receiver.url(), &[SECRET], TIMEOUT).publish(&event()).await);

    // A receiver without TLS gets no plain text.
    let mut url = receiver.url();
    url.set_scheme("https").unwrap();
    let before = receiver.requests().len();
    unreachable(publisher(url, &[SECRET], SHORT_TIMEOUT).publish(&event()).await);
    assert_eq!(receiver.requests().len(), before);
}

#[tokio::test]
async fn silence_is_not_waited_for_without_end() {
    let receiver = Receiver::answering_with(Vec::new()).await;
    let since = Instant::now();
    let reason = unreachable(publisher(receiver.url(), &[SECRET], SHORT_TIMEOUT).publish(&event()).await);
    assert!(reason.contains("timed out"), "{reason}");
    assert!((SHORT_TIMEOUT..TIMEOUT).contains(&since.elapsed()), "{:?}", since.elapsed());
}

#[tokio::test]
async fn an_answer_without_end_takes_the_event_by_its_head() {
    let body =
        [&b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"[..], &b"5\r\nhello\r\n".repeat(100_000)].concat();
    let receiver = Receiver::answering_with(body).await;
    assert_eq!(publisher(receiver.url(), &[SECRET], TIMEOUT).publish(&event()).await, Ok(()));
}
