use serde_json::json;
use utoipa::openapi::{OpenApi, PathItem, RefOr, Response, path::Operation, security::SecurityRequirement};

use crate::{Code, problem::ROLE};

/// The extension with what the console needs to know of an operation.
const CONSOLE: &str = "x-console";

/// The prefix of the paths of every collection.
const ROOT: &str = "/api/v1/";

/// Adds to each operation what follows from its handler: its id from the name, its tag from the collection in its path,
/// and the security requirement of a session if it is refused without one. What a handler declares itself stays.
pub(crate) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            operation.operation_id = operation.operation_id.take().map(|name| camel_case(&name));
            operation.tags = operation.tags.take().or_else(|| Some(vec![collection(path)?]));
            if asks_for_session(operation) {
                operation.security = Some(vec![SecurityRequirement::new("session", [""; 0])]);
            }
            name_role(operation);
        }
    }
}

/// The operations of a path.
pub(crate) fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, post, put, patch, delete, .. } = item;
    [get, post, put, patch, delete].into_iter().flatten()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |id, word| id + &capitalized(word))
}

/// `Users` for `/api/v1/users/{id}`.
fn collection(path: &str) -> Option<String> {
    let name = path.strip_prefix(ROOT)?.split('/').next()?;
    (!name.is_empty()).then(|| capitalized(name))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn asks_for_session(operation: &Operation) -> bool {
    let refusal = operation.responses.responses.get(Code::Unauthenticated.status().as_str());
    let Some(RefOr::T(Response { content, .. })) = refusal else { return false };
    content.values().any(|content| match content {
        RefOr::T(content) => content.examples.contains_key(Code::Unauthenticated.as_str()),
        RefOr::Ref(_) => false,
    })
}

/// Moves the least role, which the responses carry, to the operation.
fn name_role(operation: &mut Operation) {
    for response in operation.responses.responses.values_mut() {
        let RefOr::T(Response { extensions: carried, .. }) = response else { continue };
        let role = carried.as_mut().and_then(|extensions| extensions.remove(ROLE));
        carried.take_if(|extensions| extensions.is_empty());
        let Some(role) = role else { continue };
        // One extension: two would come in an order of their own in each process.
        let hints = operation.extensions.get_or_insert_default().entry(CONSOLE.to_owned()).or_insert_with(|| json!({}));
        if let Some(hints) = hints.as_object_mut() {
            hints.insert("role".to_owned(), role);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use utoipa::{
        IntoResponses,
        openapi::{
            HttpMethod, OpenApiBuilder, PathsBuilder,
            path::{OperationBuilder, PathItemBuilder},
        },
    };

    use super::*;
    use crate::{Administrator, Problems, SignedIn, problem_responses};

    fn completed(path: &str, operation: OperationBuilder) -> Operation {
        let item = PathItemBuilder::new().operation(HttpMethod::Get, operation.build()).build();
        let mut document = OpenApiBuilder::new().paths(PathsBuilder::new().path(path, item).build()).build();
        complete(&mut document);
        document.paths.paths.remove(path).unwrap().get.unwrap()
    }

    fn refused_with(code: Code) -> OperationBuilder {
        let responses = problem_responses(vec![code]).into_iter().collect::<Vec<_>>();
        responses
            .into_iter()
            .fold(OperationBuilder::new(), |operation, (status, response)| operation.response(status, response))
    }

    #[test]
    fn an_operation_has_its_handlers_name_and_its_collection() {
        let operation =
            completed("/api/v1/users/{id}/events", OperationBuilder::new().operation_id(Some("view_user_history")));
        assert_eq!(operation.operation_id.as_deref(), Some("viewUserHistory"));
        assert_eq!(operation.tags, Some(vec!["Users".to_owned()]));
        let said = completed("/api/v1/users", OperationBuilder::new().operation_id(Some("greet")).tag("System"));
        assert_eq!((said.operation_id.as_deref(), said.tags), (Some("greet"), Some(vec!["System".to_owned()])));
        assert_eq!(completed("/livez", OperationBuilder::new()).tags, None);
    }

    #[test]
    fn an_operation_names_the_least_role_that_may_call_it() {
        let role = |responses: BTreeMap<String, RefOr<Response>>| {
            let operation = responses
                .into_iter()
                .fold(OperationBuilder::new(), |operation, (status, response)| operation.response(status, response));
            let operation = completed("/api/v1/users", operation);
            let Some(RefOr::T(refusal)) = operation.responses.responses.get("503") else { panic!("no 503") };
            assert!(refusal.extensions.is_none());
            operation.extensions.map(|extensions| extensions[CONSOLE]["role"].clone())
        };
        assert_eq!(role(Problems::<SignedIn>::responses()), Some("user".into()));
        assert_eq!(role(Problems::<(), Administrator>::responses()), Some("admin".into()));
        assert_eq!(role(Problems::<()>::responses()), None);
    }

    #[test]
    fn an_operation_that_is_refused_without_a_session_asks_for_one() {
        let asks = |path, operation| completed(path, operation).security.is_some();
        assert!(asks("/api/v1/users", refused_with(Code::Unauthenticated)));
        assert!(!asks("/api/v1/auth/login", refused_with(Code::InvalidCredentials)));
        assert!(!asks("/api/v1/users", OperationBuilder::new()));
    }
}
