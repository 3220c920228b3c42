use std::{
    future::{Future, Ready, ready},
    pin::Pin,
};

use actix_web::{
    Error, HttpMessage,
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    http::{
        Method, StatusCode,
        header::{HeaderMap, HeaderName},
    },
};
use opentelemetry::{
    Context,
    propagation::{Extractor, TextMapPropagator},
    trace::TraceContextExt,
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use presentation::RequestInfo;
use tracing::{Instrument, Span, field::Empty, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use super::TARGET;

/// The name of all methods that are not known.
const OTHER: &str = "_OTHER";

/// A span around each request, in the trace that its `traceparent` names.
///
/// It encloses the span of the log lines, which is for the log alone. It records neither path nor query, which hold ids
/// and other data of a client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TraceRequests;

/// [`TraceRequests`] around a service.
pub(crate) struct TracedService<S> {
    service: S,
}

impl<S, B> Transform<S, ServiceRequest> for TraceRequests
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    S::Future: 'static,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Transform = TracedService<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, service: S) -> Self::Future {
        ready(Ok(TracedService { service }))
    }
}

impl<S, B> Service<ServiceRequest> for TracedService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    S::Future: 'static,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<ServiceResponse<B>, Error>>>>;

    forward_ready!(service);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let span = span_of(&request);
        // The service is called within the span too: its wrappers begin their work before the future is awaited.
        let answer = span.in_scope(|| self.service.call(request));
        let request_span = span.clone();
        Box::pin(
            async move {
                let answer = answer.await;
                match &answer {
                    Ok(response) => record_answer(&request_span, response),
                    Err(error) => record_status(&request_span, error.as_response_error().status_code()),
                }
                answer
            }
            .instrument(span),
        )
    }
}

fn span_of(request: &ServiceRequest) -> Span {
    let method = name_of(request.method());
    let span = info_span!(
        target: TARGET,
        "request",
        otel.kind = "server",
        otel.name = title_of(method),
        otel.status_code = Empty,
        "error.type" = Empty,
        http.request.method = method,
        http.response.status_code = Empty,
        http.route = Empty,
        tranche.request_id = Empty,
    );
    let parent = TraceContextPropagator::new().extract_with_context(&Context::new(), &Headers(request.headers()));
    if parent.span().span_context().is_valid() {
        // It fails only on a span that has begun, which this one has not.
        let _ = span.set_parent(parent);
    }
    span
}

fn record_answer<B>(span: &Span, response: &ServiceResponse<B>) {
    let request = response.request();
    if let Some(route) = request.match_pattern() {
        // The span has begun by now, so its name can only be changed through the SDK.
        span.context().span().update_name(format!("{} {route}", title_of(name_of(request.method()))));
        span.record("http.route", route);
    }
    if let Some(info) = request.extensions().get::<RequestInfo>() {
        span.record("tranche.request_id", info.caller.request_id.as_str());
    }
    record_status(span, response.status());
}

fn record_status(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    // A client's mistake is no error of the server.
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", status.as_str());
    }
}

/// The name of a method, if it is known: clients can make up others.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::CONNECT => "CONNECT",
        Method::TRACE => "TRACE",
        _ => OTHER,
    }
}

/// The beginning of a span's name.
fn title_of(method: &'static str) -> &'static str {
    if method == OTHER { "HTTP" } else { method }
}

/// The headers of a request, for its trace context.
struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}
