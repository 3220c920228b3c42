use std::{io::Write, net::IpAddr, time::Instant};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use serde::Serialize;
use tracing_appender::non_blocking::NonBlocking;
use uuid::Uuid;

use crate::{failure::Failure, moment};

/// The headers of all the product's responses.
const COMMON: [(HeaderName, HeaderValue); 5] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The log of responses.
pub(crate) struct Access {
    writer: NonBlocking,
}

/// A request without a response yet.
pub(crate) struct Call<'a> {
    access: &'a Access,
    route: &'static str,
    method: &'static str,
    address: Option<IpAddr>,
    /// The signed-in user, once known.
    pub(crate) user: Option<Uuid>,
    pub(crate) request_id: String,
    started: Instant,
}

/// A line of the product's log about a response.
#[derive(Serialize)]
struct Line<'a> {
    timestamp: String,
    level: &'static str,
    message: &'static str,
    status: u16,
    route: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<Uuid>,
    duration_ms: f64,
    target: &'static str,
    spans: [Span<'a>; 1],
}

#[derive(Serialize)]
struct Span<'a> {
    method: &'static str,
    request_id: &'a str,
    name: &'static str,
}

impl Access {
    pub(crate) const fn new(writer: NonBlocking) -> Self {
        Self { writer }
    }

    /// Begins to handle a request.
    pub(crate) fn begin(&self, request: &HttpRequest, method: &'static str, route: &'static str) -> Call<'_> {
        let started = Instant::now();
        let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
        Call {
            access: self,
            route,
            method,
            address: request.peer_addr().map(|address| address.ip()),
            user: None,
            request_id: given.map_or_else(|| new_id().to_string(), str::to_owned),
            started,
        }
    }
}

impl Call<'_> {
    /// Builds the response: this body as JSON, the common headers, and a line in the log.
    pub(crate) fn answer(
        self,
        mut response: HttpResponseBuilder,
        body: &impl Serialize,
    ) -> Result<HttpResponse, Failure> {
        for header in COMMON {
            response.insert_header(header);
        }
        response.insert_header((REQUEST_ID, self.request_id.as_str()));
        let response = response.content_type("application/json").body(serde_json::to_vec(body)?);
        self.log(response.status())?;
        Ok(response)
    }

    fn log(&self, status: StatusCode) -> Result<(), serde_json::Error> {
        let line = Line {
            timestamp: moment::log_text(moment::now()),
            level: "INFO",
            message: "answered",
            status: status.as_u16(),
            route: self.route,
            address: self.address,
            user_id: self.user,
            duration_ms: (self.started.elapsed().as_secs_f64() * 1_000_000.0).round() / 1_000.0,
            target: "access",
            spans: [Span { method: self.method, request_id: &self.request_id, name: "request" }],
        };
        let mut line = serde_json::to_vec(&line)?;
        line.push(b'\n');
        // A log that can't be written is no reason to fail a request.
        let _ = self.access.writer.clone().write_all(&line);
        Ok(())
    }
}

/// A `UUIDv7`.
#[expect(clippy::disallowed_methods, reason = "no test controls the ids of this program")]
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}
