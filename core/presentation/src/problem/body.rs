use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    Problem,
    code_names::{FieldErrorCode, ProblemCode},
};

/// The body of an error response (RFC 9457, Problem Details).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// The URI of the problem type: `/problems/` and the code.
    #[serde(rename = "type")]
    #[schema(example = "/problems/not-found")]
    problem_type: String,
    /// The problem type, for people.
    #[schema(example = "Not found")]
    title: &'a str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    status: u16,
    /// The cause in this case and what to do about it, for people.
    #[schema(example = "There is nothing at this path. The OpenAPI document lists all paths.")]
    detail: &'a str,
    #[schema(value_type = ProblemCode)]
    code: &'a str,
    /// The id of the request, by which the operator finds it in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required, nullable = false, example = "0199b1a4-7c00-7000-8000-000000000000")]
    request_id: Option<&'a str>,
    /// The invalid fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldErrorBody<'a>>,
    #[serde(flatten)]
    #[schema(ignore)]
    extensions: &'a Map<String, Value>,
}

/// An invalid field of a request body.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorBody<'a> {
    /// The field, as a JSON Pointer (RFC 6901).
    #[schema(example = "/username")]
    pointer: &'a str,
    #[schema(value_type = FieldErrorCode)]
    code: &'a str,
    /// The rule that the field breaks, for people.
    #[schema(example = "A username has 5 to 20 characters.")]
    detail: &'a str,
}

impl<'a> ProblemBody<'a> {
    pub(super) fn new(problem: &'a Problem, request_id: Option<&'a str>) -> Self {
        let code = problem.code;
        Self {
            problem_type: format!("/problems/{}", code.as_str()),
            title: code.title(),
            status: code.status().as_u16(),
            detail: &problem.detail,
            code: code.as_str(),
            request_id,
            errors: problem
                .errors
                .iter()
                .map(|error| FieldErrorBody { pointer: &error.pointer, code: error.code, detail: &error.detail })
                .collect(),
            extensions: &problem.extensions,
        }
    }

    pub(super) fn to_json(&self) -> String {
        // Strings, numbers and string-keyed maps always serialize.
        serde_json::to_string(self).unwrap_or_default()
    }
}
