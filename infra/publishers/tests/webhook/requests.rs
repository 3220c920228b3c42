use std::time::Duration;

use application::{Actor, EventPublisher};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    SECRET, event, publisher, publisher_in,
    receiver::{Receiver, Request},
};

const TIMEOUT: Duration = Duration::from_secs(10);

/// The signature as a receiver with the key computes it.
fn signature(request: &Request, key: &[u8]) -> String {
    let content =
        format!("{}.{}.{}", request.headers["webhook-id"], request.headers["webhook-timestamp"], request.body);
    let mac = Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(content).finalize();
    format!("v1,{}", STANDARD.encode(mac.into_bytes()))
}

#[tokio::test]
async fn an_event_is_posted_as_json_with_its_id_the_time_and_a_signature() {
    let receiver = Receiver::answering("204 No Content").await;
    assert_eq!(publisher(receiver.url(), &[SECRET], TIMEOUT).publish(&event()).await, Ok(()));
    let request = receiver.request();
    assert_eq!(request.line, "POST /hooks/shop?tenant=7 HTTP/1.1");
    let header = |name: &str| request.headers[name].as_str();
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("user-agent"), concat!("tranche/", env!("CARGO_PKG_VERSION")));
    assert_eq!(header("webhook-id"), "019b76da-a800-7000-8000-000000000001");
    assert_eq!(header("webhook-timestamp"), "1767225600", "the time of the delivery, not of the event");
    assert_eq!(header("webhook-signature"), signature(&request, SECRET.as_bytes()));
    let expected = json!({
        "id": "019b76da-a800-7000-8000-000000000001",
        "type": "UserInactivated",
        "at": "2025-12-31T23:59:59.042Z",
        "subject": { "kind": "user", "id": "019b76da-a800-7000-8000-000000000002" },
        "actorId": "019b76da-a800-7000-8000-000000000003",
        "requestId": "request-4",
        "data": { "reason": "\"quoted\"\n\u{e4}\u{1f980}" },
    });
    assert_eq!(serde_json::from_str::<Value>(&request.body).unwrap(), expected);
}

#[tokio::test]
async fn a_delivery_that_is_traced_names_its_trace_and_others_name_none() {
    const TRACEPARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    let receiver = Receiver::answering("200 OK").await;
    let publisher = publisher_in(|| Some(TRACEPARENT.to_owned()), receiver.url(), &[SECRET], TIMEOUT);
    assert_eq!(publisher.publish(&event()).await, Ok(()));
    assert_eq!(receiver.request().headers["traceparent"], TRACEPARENT);

    let receiver = Receiver::answering("200 OK").await;
    assert_eq!(crate::publisher(receiver.url(), &[SECRET], TIMEOUT).publish(&event()).await, Ok(()));
    assert!(!receiver.request().headers.contains_key("traceparent"));
}

#[tokio::test]
async fn the_operator_is_no_actor_with_an_id() {
    let receiver = Receiver::answering("200 OK").await;
    let event = application::StoredEvent { actor: Actor::Operator, ..event() };
    assert_eq!(publisher(receiver.url(), &[SECRET], TIMEOUT).publish(&event).await, Ok(()));
    let body: Value = serde_json::from_str(&receiver.request().body).unwrap();
    assert_eq!(body.get("actorId"), Some(&Value::Null));
}

#[tokio::test]
async fn while_secrets_are_rotated_each_signs() {
    let receiver = Receiver::answering("200 OK").await;
    let previous = format!("whsec_{}", STANDARD.encode([7; 32]));
    assert_eq!(publisher(receiver.url(), &[SECRET, &previous], TIMEOUT).publish(&event()).await, Ok(()));
    let request = receiver.request();
    let expected = [signature(&request, SECRET.as_bytes()), signature(&request, &[7; 32])];
    assert_eq!(request.headers["webhook-signature"], expected.join(" "));
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let receiver = Receiver::answering("200 OK").await;
    let publisher = publisher(receiver.url(), &[SECRET], TIMEOUT);
    for _ in 0..3 {
        assert_eq!(publisher.publish(&event()).await, Ok(()));
    }
    assert_eq!(receiver.requests().iter().map(|request| request.connection).collect::<Vec<_>>(), [1, 1, 1]);
}
