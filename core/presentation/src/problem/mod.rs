mod body;
mod code;
mod documentation;
mod mapping;

pub use body::{FieldErrorBody, ProblemBody};
pub use code::{Code, SliceCode};
pub use documentation::{ChangeProblems, Contention, Problems, Refusals, problem_responses};

use std::{borrow::Cow, error::Error, fmt};

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use serde_json::{Map, Value};

/// Seconds after which a client may try again what was unavailable.
const RETRY_AFTER_SECONDS: u32 = 1;

/// Why a request was refused, as `application/problem+json` (RFC 9457) tells it.
///
/// What the client reads and what the log gets are kept apart: [`Problem::caused_by`] is for the log alone.
#[derive(Debug)]
pub struct Problem {
    code: Code,
    detail: Cow<'static, str>,
    errors: Box<[FieldError]>,
    extensions: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

/// What is wrong with one field of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Which field, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// The stable name of what is wrong.
    pub code: &'static str,
    /// What is wrong, for people.
    pub detail: String,
}

impl Problem {
    /// A problem with its explanation: what happened here, and what to do about it.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        let headers = match code {
            Code::Unauthenticated | Code::InvalidCredentials => {
                vec![(header::WWW_AUTHENTICATE, HeaderValue::from_static(r#"Session realm="tranche""#))]
            }
            Code::Unavailable => vec![(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_SECONDS))],
            _ => Vec::new(),
        };
        Self { code, detail: detail.into(), errors: Box::default(), extensions: Map::new(), headers, cause: None }
    }

    /// The problem of one field that breaks a rule.
    #[must_use]
    pub fn field(code: Code, pointer: &str, detail: impl fmt::Display) -> Self {
        let detail = detail.to_string();
        let error = FieldError { pointer: pointer.to_owned(), code: code.as_str(), detail: detail.clone() };
        Self::new(code, detail).with_errors(vec![error])
    }

    /// There is no live session.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(Code::Unauthenticated, "This call needs a live session. Log in and send the cookie.")
    }

    /// The signed-in user may not do this.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(Code::Forbidden, "You may not do this.")
    }

    /// There is no such order, or it is somebody else's: nobody is told which.
    #[must_use]
    pub fn order_not_found() -> Self {
        Self::new(Code::OrderNotFound, "There is no such order.")
    }

    /// There is no such product.
    #[must_use]
    pub fn product_not_found() -> Self {
        Self::new(Code::NotFound, "There is no such product.")
    }

    /// There is no such user.
    #[must_use]
    pub fn user_not_found() -> Self {
        Self::new(Code::NotFound, "There is no such user.")
    }

    /// `If-Match` does not hold.
    #[must_use]
    pub fn precondition_failed() -> Self {
        Self::new(Code::PreconditionFailed, "It is in another state than `If-Match` says. Look again, and try again.")
    }

    /// The service can't answer just now; why is for the log.
    #[must_use]
    pub fn unavailable(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Code::Unavailable, "The service can't answer just now. Try again shortly.").caused_by(cause)
    }

    /// The service failed; why is for the log.
    #[must_use]
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Code::Internal, "The service failed. The request id helps those who run it to find out why.")
            .caused_by(cause)
    }

    /// Names the fields at fault.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors.into();
        self
    }

    /// Adds a member to the body.
    #[must_use]
    pub fn with_extension(mut self, name: &str, value: Value) -> Self {
        self.extensions.insert(name.to_owned(), value);
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Keeps the cause for the log.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The stable name.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The fields at fault.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The answer that tells this problem of the request with this id.
    #[must_use]
    pub fn respond(&self, request_id: Option<&str>) -> HttpResponse {
        let body = ProblemBody::new(self, request_id);
        let mut response = HttpResponse::build(self.code.status());
        for (name, value) in &self.headers {
            response.insert_header((name.clone(), value.clone()));
        }
        response.insert_header((header::CONTENT_TYPE, "application/problem+json")).body(body.to_json())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code.as_str(), self.detail)
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            Some(cause) => Some(&**cause),
            None => None,
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    /// Without a request id: the edge, which knows it, renders the problem again.
    fn error_response(&self) -> HttpResponse {
        self.respond(None)
    }
}
