//! What the `type` of a problem refers to: `/problems` and `/problems/{code}`, as JSON or, for browsers, as pages.

mod negotiation;
mod page;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, ETag},
    web,
};
use maud::Markup;
use presentation::{
    Code, IfNoneMatchHeader, Problem, ProblemType, Public, Routes, content_tag, is_known, problem_responses,
    problem_types,
};
use serde::Serialize;
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{OpenApi, RefOr, Response},
};

use self::negotiation::prefers_html;
use crate::composition::Composition;

/// Every problem type. They are collected from the OpenAPI document at the first request for one.
pub(crate) struct ProblemTypes {
    composition: Composition,
    describe: fn(&Composition) -> OpenApi,
    types: OnceLock<Vec<ProblemType>>,
    /// Whether pages can refer to the documentation.
    has_documentation: bool,
}

impl ProblemTypes {
    /// The problem types of the document that `describe` makes.
    pub(crate) fn of(
        composition: &Composition,
        describe: fn(&Composition) -> OpenApi,
        has_documentation: bool,
    ) -> Self {
        Self { composition: composition.clone(), describe, types: OnceLock::new(), has_documentation }
    }

    fn all(&self) -> &[ProblemType] {
        self.types.get_or_init(|| problem_types((self.describe)(&self.composition)))
    }

    /// # Errors
    /// The problem `not-found` if there is no such code.
    fn find(&self, code: &str) -> Result<&ProblemType, Problem> {
        let found = self.all().iter().find(|problem| problem.code == code);
        found.ok_or_else(|| Problem::new(Code::NotFound, "No problem has this code. `/problems` lists all."))
    }
}

/// Every problem type, by status.
#[derive(Serialize, ToSchema)]
struct ListProblemsResponse<'a> {
    problems: &'a [ProblemType],
}

struct ListRefusals;

impl IntoResponses for ListRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problem_responses(vec![Code::InvalidParameter, Code::Internal, Code::Unavailable])
    }
}

struct ViewRefusals;

impl IntoResponses for ViewRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problem_responses(vec![Code::NotFound, Code::InvalidParameter, Code::Internal, Code::Unavailable])
    }
}

/// List the problem types
///
/// Returns every code that a problem can have, with its meaning, what a client should do about it, and the operations
/// that return it. Where `Accept` prefers `text/html`, the response is a page.
#[utoipa::path(
    tag = "System",
    operation_id = "listProblems",
    params(IfNoneMatchHeader),
    responses(
        (
            status = 200,
            description = "The problem types.",
            content((ListProblemsResponse = "application/json"), (String = "text/html")),
            headers(("ETag" = String, description = "The tag of this list.")),
        ),
        (status = 304, description = "`If-None-Match` has the tag of this list."),
        ListRefusals,
    ),
)]
#[get("/problems")]
async fn list_problems(
    types: web::Data<ProblemTypes>,
    _: Public,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let problems = types.all();
    let page = || page::list(problems, types.has_documentation);
    respond(&request, &ListProblemsResponse { problems }, page)
}

/// Get a problem type
///
/// Returns what the `type` of a problem refers to: its meaning, what a client should do about it, and the operations
/// that return it. Where `Accept` prefers `text/html`, the response is a page.
#[utoipa::path(
    tag = "System",
    operation_id = "viewProblem",
    params(
        ("code" = String, Path, description = "The code of the problem.", pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", example = "not-found"),
        IfNoneMatchHeader,
    ),
    responses(
        (
            status = 200,
            description = "The problem type.",
            content((ProblemType = "application/json"), (String = "text/html")),
            headers(("ETag" = String, description = "The tag of this problem type.")),
        ),
        (status = 304, description = "`If-None-Match` has the tag of this problem type."),
        ViewRefusals,
    ),
)]
#[get("/problems/{code}")]
async fn view_problem(
    types: web::Data<ProblemTypes>,
    _: Public,
    code: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let problem = types.find(&code)?;
    respond(&request, problem, || page::single(problem, types.has_documentation))
}

/// The response with `json` or `page`, whichever the client prefers; or 304 if the client has it.
fn respond(
    request: &HttpRequest,
    json: &impl Serialize,
    page: impl FnOnce() -> Markup,
) -> Result<HttpResponse, Problem> {
    let is_page = prefers_html(request);
    let body = if is_page { page().into_string() } else { serde_json::to_string(json).map_err(Problem::internal)? };
    let tag = content_tag(&body);
    let is_known = is_known(request, &tag);
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "Accept"))
        .insert_header(ETag(tag));
    if is_page {
        // A browser replaces the headers of the page that it has by those of a 304.
        response.insert_header((header::CONTENT_SECURITY_POLICY, page::CONTENT_SECURITY_POLICY.as_str()));
    }
    let content_type = if is_page { "text/html; charset=utf-8" } else { "application/json" };
    Ok(if is_known { response.finish() } else { response.content_type(content_type).body(body) })
}

/// The routes of problem types.
pub(crate) fn routes(types: Arc<ProblemTypes>) -> Routes {
    Routes::of(types.clone(), list_problems).and(Routes::of(types, view_problem))
}
