use opentelemetry_proto::tonic::trace::v1::span::SpanKind;

use crate::{
    TRACE,
    receiver::{Receiver, Span},
    start_traced,
    support::{Entry, Format, PASSWORD, eventually, start_behind},
    traceparent,
};

/// The delivery of the event that this request recorded.
pub(crate) fn delivery_of(request_id: &str, receiver: &Receiver) -> Span {
    let is_its = |span: &Span| span.kind == SpanKind::Producer && span.attributes["tranche.request_id"] == request_id;
    eventually("the delivery is traced", || receiver.spans().into_iter().find(is_its))
}

#[test]
fn a_delivery_is_a_trace_of_its_own_which_names_the_request_that_recorded_the_event() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[]);
    let signed_up = started.anonymous().sign_up("ada.lovelace", PASSWORD);
    signed_up.assert_status(201);
    let delivery = delivery_of(signed_up.header("x-request-id"), &receiver);
    assert_eq!(delivery.name, "publish UserSignedUp");
    assert_eq!(delivery.parent, "");
}

#[test]
fn a_function_has_sent_its_spans_when_it_answers() {
    let receiver = Receiver::start();
    let endpoint = receiver.origin();
    let variables = [("TRANCHE_TELEMETRY__OTLP_ENDPOINT", endpoint.as_str())];
    let started = start_behind(Entry::Function(Format::V2), 1, "sqlite://data/tranche.db", &variables);
    let ada = started.user("ada.lovelace");
    let call = ada.call("GET", "/api/v1/auth/me").header("traceparent", &traceparent());
    call.send().assert_status(200);
    let names: Vec<_> = receiver.spans().into_iter().filter(|span| span.trace == TRACE).map(|span| span.name).collect();
    assert_eq!(names, ["find_with_user sessions", "current_user", "GET /api/v1/auth/me"]);
}
