use std::{collections::BTreeMap, marker::PhantomData};

use actix_web::http::header;
use application::{AdministrationError, FindError, ListError};
use domain::{Order, Product, Role};
use serde_json::json;
use utoipa::{
    IntoResponses,
    openapi::{
        ContentBuilder, Header, Ref, RefOr, Response, ResponseBuilder,
        example::{Example, ExampleBuilder},
    },
};

use super::{Code, MEDIA_TYPE, Problem, ProblemBody};
use crate::{Administrator, Anonymous, JsonBody, Leaving, PageRequest, RoleName, SignedIn, SuperAdministrator};

/// A source of problems: an extractor, or the error of a use case. Implemented beside its conversion into problems.
pub trait Refusals {
    /// The codes of the problems.
    const CODES: &'static [Code];
    /// The least role that it does not refuse; none if it asks for no session.
    const LEAST_ROLE: Option<Role> = None;
}

/// No problems: the default of the parameters of [`Problems`] and [`ChangeProblems`].
impl Refusals for () {
    const CODES: &'static [Code] = &[];
}

impl Refusals for SignedIn {
    const CODES: &'static [Code] = &[Code::Unauthenticated];
    const LEAST_ROLE: Option<Role> = Some(Role::User);
}

impl Refusals for Leaving {
    const CODES: &'static [Code] = &[Code::Unauthenticated];
    const LEAST_ROLE: Option<Role> = Some(Role::User);
}

impl Refusals for Administrator {
    const CODES: &'static [Code] = &[Code::Unauthenticated, Code::Forbidden];
    const LEAST_ROLE: Option<Role> = Some(Role::Admin);
}

impl Refusals for SuperAdministrator {
    const CODES: &'static [Code] = &[Code::Unauthenticated, Code::Forbidden];
    const LEAST_ROLE: Option<Role> = Some(Role::SuperAdmin);
}

impl Refusals for Anonymous {
    const CODES: &'static [Code] = &[Code::TooManyAttempts, Code::AlreadyAuthenticated];
}

impl Refusals for JsonBody {
    const CODES: &'static [Code] = Code::OF_BODIES;
}

impl Refusals for PageRequest {
    const CODES: &'static [Code] = &[Code::InvalidPageToken];
}

/// The problem of a call that fails under repeated concurrent changes, and has no other error of its own.
pub struct Contention;

impl Refusals for Contention {
    const CODES: &'static [Code] = &[Code::Conflict];
}

impl Refusals for AdministrationError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::NotFound, Code::Conflict];
}

impl Refusals for FindError<Order> {
    const CODES: &'static [Code] = &[Code::OrderNotFound];
}

impl Refusals for FindError<Product> {
    const CODES: &'static [Code] = &[Code::NotFound];
}

impl Refusals for ListError {
    const CODES: &'static [Code] = &[Code::Forbidden];
}

/// The OpenAPI responses for the problems of a reading call, from these sources.
pub struct Problems<A, B = (), C = ()>(PhantomData<(A, B, C)>);

/// The OpenAPI responses for the problems of a changing call, from these sources.
pub struct ChangeProblems<A, B = (), C = ()>(PhantomData<(A, B, C)>);

impl<A: Refusals, B: Refusals, C: Refusals> IntoResponses for Problems<A, B, C> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let responses = problem_responses([A::CODES, B::CODES, C::CODES, Code::OF_ANY_CALL].concat());
        with_role(responses, [A::LEAST_ROLE, B::LEAST_ROLE, C::LEAST_ROLE])
    }
}

impl<A: Refusals, B: Refusals, C: Refusals> IntoResponses for ChangeProblems<A, B, C> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let codes = [A::CODES, B::CODES, C::CODES, Code::OF_ANY_CALL, Code::OF_CHANGES].concat();
        with_role(problem_responses(codes), [A::LEAST_ROLE, B::LEAST_ROLE, C::LEAST_ROLE])
    }
}

/// The extension by which responses carry the least role that may call their operation, until that is complete: a
/// controller describes its refusals, and the role follows from them.
pub(crate) const ROLE: &str = "x-role";

/// The responses with the highest of these roles on that of callers without a session.
fn with_role(
    mut responses: BTreeMap<String, RefOr<Response>>,
    roles: [Option<Role>; 3],
) -> BTreeMap<String, RefOr<Response>> {
    let role = roles.into_iter().max().flatten();
    if let (Some(role), Some(RefOr::T(response))) = (role, responses.get_mut(Code::Unauthenticated.status().as_str())) {
        response.extensions.get_or_insert_default().insert(ROLE.to_owned(), json!(RoleName::from(role)));
    }
    responses
}

/// The OpenAPI responses for these codes: one for each status, with an example for each code. Codes particular to the
/// call come first.
#[must_use]
pub fn problem_responses(mut codes: Vec<Code>) -> BTreeMap<String, RefOr<Response>> {
    let groups = [Code::OF_ANY_CALL, Code::OF_CHANGES, Code::OF_BODIES];
    codes.sort_by_key(|code| groups.iter().position(|group| group.contains(code)).map_or(0, |index| index + 1));
    let mut by_status: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for code in codes {
        let of_status = by_status.entry(code.status().as_str().to_owned()).or_default();
        if !of_status.contains(&code) {
            of_status.push(code);
        }
    }
    by_status.into_iter().map(|(status, codes)| (status, response(&codes).into())).collect()
}

/// The example of a problem: its title, its meaning, and a body whose `detail` is the meaning and the advice.
pub(super) fn example(code: Code) -> Example {
    let problem = Problem::new(code, format!("{} {}", code.meaning(), code.advice()));
    let body = ProblemBody::new(&problem, Some("0199b1a4-7c00-7000-8000-000000000000"));
    ExampleBuilder::new().summary(code.title()).description(code.meaning()).value(Some(json!(body))).build()
}

fn response(codes: &[Code]) -> Response {
    let titles: Vec<_> = codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.title())).collect();
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(codes.iter().map(|code| (code.as_str(), example(*code))))
        .build();
    let mut response = ResponseBuilder::new().description(titles.join(" ")).content(MEDIA_TYPE, content);
    for code in codes {
        let always = Problem::new(*code, "").headers.into_iter().map(|(name, _)| name);
        let computed = match code {
            // Its value depends on the refused attempt.
            Code::TooManyAttempts => Some(header::RETRY_AFTER),
            // Only a refused content coding sets it.
            Code::UnsupportedMediaType => Some(header::ACCEPT_ENCODING),
            _ => None,
        };
        for name in always.chain(computed) {
            response = response.header(name.as_str(), Header::default());
        }
    }
    response.build()
}
