use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{OpenApi, RefOr, Response, example::Example, path::Operation},
};

use super::{MEDIA_TYPE, ProblemCode};
use crate::operations::operations;

/// What a problem's `type` identifies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemType {
    /// The stable code, for programs.
    #[schema(value_type = ProblemCode)]
    pub code: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    pub status: u16,
    /// The code in a few words, for people.
    #[schema(example = "Not found")]
    pub title: String,
    /// When a request gets this problem, for people.
    #[schema(example = "There is nothing at this path, or no resource with this id.")]
    pub meaning: String,
    /// What a client should do about it, for people.
    #[schema(example = "Check the path and the id. The resource may have been deleted.")]
    pub advice: String,
    /// The operations that return it, by their ids in the OpenAPI document. It is empty for a problem of requests that
    /// are for no operation.
    #[schema(example = json!(["viewProduct", "updateProduct"]))]
    pub operations: Vec<String>,
}

/// The problem types of a document that the HTTP stack completed, by status.
#[must_use]
pub fn problem_types(mut document: OpenApi) -> Vec<ProblemType> {
    let mut by_code: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for operation in document.paths.paths.values_mut().flat_map(operations) {
        let Some(id) = &operation.operation_id else { continue };
        for code in codes(operation) {
            by_code.entry(code.clone()).or_default().push(id.clone());
        }
    }
    let examples = document.components.unwrap_or_default().examples;
    let mut types: Vec<_> = examples
        .into_iter()
        .filter_map(|(code, example)| {
            let RefOr::T(example) = example else { return None };
            let operations = by_code.remove(&code).unwrap_or_default();
            problem_type(code, operations, &example)
        })
        .collect();
    types.sort_by_key(|problem| problem.status);
    types
}

fn codes(operation: &Operation) -> impl Iterator<Item = &String> {
    let responses = operation.responses.responses.values().filter_map(|response| match response {
        RefOr::T(Response { content, .. }) => content.get(MEDIA_TYPE),
        RefOr::Ref(_) => None,
    });
    let examples = responses.filter_map(|content| match content {
        RefOr::T(content) => Some(&content.examples),
        RefOr::Ref(_) => None,
    });
    examples.flat_map(BTreeMap::keys)
}

/// The problem type of an example, which [`example`](super::documentation::example) made.
fn problem_type(code: String, operations: Vec<String>, example: &Example) -> Option<ProblemType> {
    let body = example.value.as_ref()?;
    let status = body.get("status")?.as_u64()?.try_into().ok()?;
    let meaning = example.description.clone();
    let advice = body.get("detail")?.as_str()?.strip_prefix(&meaning)?.trim_start().to_owned();
    Some(ProblemType { code, status, title: example.summary.clone(), meaning, advice, operations })
}

#[cfg(test)]
mod tests {
    use utoipa::openapi::{
        HttpMethod, OpenApiBuilder, PathsBuilder,
        path::{OperationBuilder, PathItemBuilder},
    };

    use super::*;
    use crate::{
        Code, SliceCode,
        problem::{add_problem_schemas, problem_responses},
    };

    const GONE: Code = Code::Of(
        &SliceCode::not_found("tea-not-found", "There is no such tea", "No tea has this id.").with_advice("Drink."),
    );

    fn types() -> Vec<ProblemType> {
        let operation = |id: &str, codes: Vec<Code>| {
            problem_responses(codes)
                .into_iter()
                .fold(OperationBuilder::new(), |operation, (status, response)| operation.response(status, response))
                .operation_id(Some(id))
                .build()
        };
        let item = PathItemBuilder::new()
            .operation(HttpMethod::Get, operation("viewTea", vec![GONE, Code::Internal]))
            .operation(HttpMethod::Delete, operation("deleteTea", vec![GONE]))
            .build();
        let mut document = OpenApiBuilder::new().paths(PathsBuilder::new().path("/tea/{id}", item).build()).build();
        add_problem_schemas(&mut document);
        problem_types(document)
    }

    fn of(code: Code) -> ProblemType {
        types().into_iter().find(|problem| problem.code == code.as_str()).unwrap()
    }

    #[test]
    fn each_code_has_its_texts_and_status() {
        for code in Code::shared().chain([GONE]) {
            let problem = of(code);
            assert_eq!(
                (problem.status, problem.title.as_str(), problem.meaning.as_str(), problem.advice.as_str()),
                (code.status().as_u16(), code.title(), code.meaning(), code.advice())
            );
        }
        assert_eq!(types().len(), Code::shared().count() + 1);
    }

    #[test]
    fn a_type_has_the_operations_that_return_it() {
        assert_eq!(of(GONE).operations, ["viewTea", "deleteTea"]);
        assert_eq!(of(Code::Internal).operations, ["viewTea"]);
        assert!(of(Code::MethodNotAllowed).operations.is_empty());
    }

    #[test]
    fn types_are_in_the_order_of_their_statuses() {
        assert!(types().is_sorted_by_key(|problem| problem.status));
    }
}
