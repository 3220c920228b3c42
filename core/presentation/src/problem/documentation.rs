use std::collections::BTreeMap;

use actix_web::http::header;
use serde_json::json;
use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Header, Ref, RefOr, Response, ResponseBuilder, example::ExampleBuilder},
};

use super::{Code, Problem, ProblemBody};

/// What OpenAPI says of the problems with these codes: a response for each status, with an example for each code.
///
/// Codes come in groups: those of the call itself, and those that its extractors give ([`Code::OF_BODIES`] and its
/// like).
#[must_use]
pub fn problem_responses(groups: &[&[Code]]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for code in groups.iter().copied().flatten() {
        by_status.entry(code.status().as_str().to_owned()).or_default().push(*code);
    }
    by_status.into_iter().map(|(status, codes)| (status, response(&codes).into())).collect()
}

/// What OpenAPI says of the problems of a call that administers a user.
pub struct AdministrationProblems;

impl AdministrationProblems {
    /// What such a call can be answered.
    pub const CODES: &[Code] = &[
        Code::Unauthenticated,
        Code::Forbidden,
        Code::CrossSiteRequest,
        Code::NotFound,
        Code::Conflict,
        Code::BadRequest,
        Code::InvalidParameter,
        Code::MalformedJson,
        Code::UnknownField,
        Code::RequestTimeout,
        Code::PayloadTooLarge,
        Code::UnsupportedMediaType,
        Code::Internal,
        Code::Unavailable,
    ];
}

impl IntoResponses for AdministrationProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problem_responses(&[Self::CODES])
    }
}

fn response(codes: &[Code]) -> Response {
    let titles: Vec<_> = codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.title())).collect();
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(codes.iter().map(|code| {
            let problem = Problem::new(*code, code.title());
            let body = ProblemBody::new(&problem, Some("0199b1a4-7c00-7000-8000-000000000000"));
            (code.as_str(), ExampleBuilder::new().summary(code.title()).value(Some(json!(body))).build())
        }))
        .build();
    let mut response =
        ResponseBuilder::new().description(titles.join(" ")).content("application/problem+json", content);
    for code in codes {
        let always = Problem::new(*code, "").headers.into_iter().map(|(name, _)| name);
        let computed = match code {
            // When the next attempt may be made is known only when one is refused.
            Code::TooManyAttempts => Some(header::RETRY_AFTER),
            // A refused type of content has nothing to say of codings.
            Code::UnsupportedMediaType => Some(header::ACCEPT_ENCODING),
            _ => None,
        };
        for name in always.chain(computed) {
            response = response.header(name.as_str(), Header::default());
        }
    }
    response.build()
}
