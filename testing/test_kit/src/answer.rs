use actix_web::{
    Error,
    body::to_bytes,
    dev::ServiceResponse,
    http::{
        StatusCode,
        header::{self, HeaderMap},
    },
};
use serde_json::Value;

/// A slice's HTTP response.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as JSON; null if there is none.
    pub body: Value,
}

impl Answer {
    /// The server's response for the app's result: an error too becomes a response.
    pub(crate) async fn read(result: Result<ServiceResponse, Error>) -> Self {
        let response = match result {
            Ok(response) => response.into_parts().1,
            Err(error) => error.error_response(),
        };
        let (head, body) = response.into_parts();
        let body = to_bytes(body).await.unwrap_or_else(|_| panic!("a body that can be read"));
        let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).expect("a JSON body") };
        Self { status: head.status(), headers: head.headers().clone(), body }
    }

    /// A header as text; empty if there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Every line of a header, in order.
    #[must_use]
    pub fn header_lines(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).filter_map(|value| value.to_str().ok()).collect()
    }

    /// The session cookie that the response sets, as `name=value`.
    #[must_use]
    pub fn cookie(&self) -> &str {
        self.header(header::SET_COOKIE.as_str()).split(';').next().unwrap_or_default()
    }

    /// Asserts that this is the problem with this status and code, in the one shape of problems.
    #[track_caller]
    pub fn assert_problem(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), &self.body["code"]), (status, &code.into()), "{:#}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["type"], format!("/problems/{code}"));
        assert_eq!(self.body["status"], status);
        assert_eq!(self.body["requestId"], self.header("x-request-id"));
        assert!(self.body["title"].is_string() && self.body["detail"].is_string(), "{:#}", self.body);
    }

    /// Asserts that the problem is about the field at `pointer`.
    #[track_caller]
    pub fn assert_field(&self, pointer: &str) {
        assert_eq!(self.body["errors"][0]["pointer"], pointer, "{:#}", self.body);
    }
}
