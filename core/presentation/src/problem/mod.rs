mod body;
mod code;
mod code_names;
mod description;
mod descriptions;
mod documentation;
mod mapping;
mod schemas;
mod slice_code;
mod types;

pub use body::{FieldErrorBody, ProblemBody};
pub use code::Code;
pub use code_names::ProblemCode;
pub(crate) use documentation::ROLE;
pub use documentation::{ChangeProblems, Contention, Problems, Refusals, problem_responses};
pub(crate) use schemas::add_problem_schemas;
pub use slice_code::SliceCode;
pub use types::{ProblemType, problem_types};

use std::{borrow::Cow, error::Error, fmt};

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use serde_json::{Map, Value};

/// The media type of problems.
const MEDIA_TYPE: &str = "application/problem+json";

/// The `Retry-After` of the problem `unavailable`, in seconds.
const RETRY_AFTER_SECONDS: u32 = 1;
/// The `Retry-After` of the problem `maintenance`, in seconds: it takes minutes.
const RETRY_AFTER_MAINTENANCE_SECONDS: u32 = 30;

/// An error response as `application/problem+json` (RFC 9457).
///
/// The detail for the client and the cause for the log are separate: [`Problem::caused_by`] is for the log only.
#[derive(Debug)]
pub struct Problem {
    code: Code,
    detail: Cow<'static, str>,
    errors: Box<[FieldError]>,
    extensions: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

/// An invalid field of a request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// The stable error code of the field.
    pub code: &'static str,
    /// The rule that the field breaks, for people.
    pub detail: String,
}

impl Problem {
    /// A problem with its detail: what happened, and what to do about it.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        let headers = match code {
            Code::Unauthenticated | Code::InvalidCredentials => {
                vec![(header::WWW_AUTHENTICATE, HeaderValue::from_static(r#"Session realm="tranche""#))]
            }
            Code::Unavailable => vec![(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_SECONDS))],
            Code::Maintenance => vec![(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_MAINTENANCE_SECONDS))],
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
        Self::new(Code::Forbidden, "This needs a role that you don't have, or is not allowed on your own account.")
    }

    /// There is no such order, or it is another user's: the response does not reveal which.
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

    /// The resource has none of the `ETag`s of `If-Match`.
    #[must_use]
    pub fn precondition_failed() -> Self {
        Self::new(
            Code::PreconditionFailed,
            "The resource has none of the `ETag`s of `If-Match`. Get it again, and retry.",
        )
    }

    /// The service is temporarily unavailable; the cause is logged only.
    #[must_use]
    pub fn unavailable(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Code::Unavailable, "The service is temporarily unavailable. Try again shortly.").caused_by(cause)
    }

    /// The service failed; the cause is logged only.
    #[must_use]
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Code::Internal, "The service failed. Report the request id to its operator.").caused_by(cause)
    }

    /// Adds the invalid fields.
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

    /// Adds a header to the response.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Adds the cause, for the log.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The invalid fields.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The response with this problem, for the request with this id.
    #[must_use]
    pub fn respond(&self, request_id: Option<&str>) -> HttpResponse {
        let body = ProblemBody::new(self, request_id);
        let mut response = HttpResponse::build(self.code.status());
        for (name, value) in &self.headers {
            response.insert_header((name.clone(), value.clone()));
        }
        response.insert_header((header::CONTENT_TYPE, MEDIA_TYPE)).body(body.to_json())
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
