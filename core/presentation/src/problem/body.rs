use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::Problem;

/// Why a request was refused (RFC 9457).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// Names the kind of problem: `/problems/` and the code.
    #[serde(rename = "type")]
    #[schema(example = "/problems/not-found")]
    problem_type: String,
    /// The kind of problem, for people.
    #[schema(example = "Not found")]
    title: &'a str,
    /// The status of the answer.
    #[schema(example = 404)]
    status: u16,
    /// What happened here, and what to do about it.
    #[schema(example = "There is nothing at this path.")]
    detail: &'a str,
    /// The stable name of the problem.
    #[schema(example = "not-found")]
    code: &'a str,
    /// The request's name, for those who run the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required, nullable = false, example = "0199b1a4-7c00-7000-8000-000000000000")]
    request_id: Option<&'a str>,
    /// The fields at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldErrorBody<'a>>,
    #[serde(flatten)]
    #[schema(ignore)]
    extensions: &'a Map<String, Value>,
}

/// What is wrong with one field of a body.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorBody<'a> {
    /// Which field, as a JSON Pointer (RFC 6901).
    #[schema(example = "/username")]
    pointer: &'a str,
    /// The stable name of what is wrong.
    #[schema(example = "invalid-username")]
    code: &'a str,
    /// What is wrong, for people.
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
