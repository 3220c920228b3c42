use std::{collections::BTreeMap, mem};

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Components, OpenApi, Ref, RefOr, Response, example::Example, schema::Schema},
};

use super::{
    Code, MEDIA_TYPE, ProblemBody, ProblemCode,
    code_names::{BROKEN_RULE, FieldErrorCode},
    documentation::example,
};
use crate::operations::operations;

/// Adds the schemas of problems, which the responses of every route refer to, with the codes of slices among the others;
/// and moves the examples of problems to the components, so that each is in the document once. The components have one
/// for each code, those that any path returns included.
pub(crate) fn add_problem_schemas(document: &mut OpenApi) {
    let mut examples: BTreeMap<_, _> = Code::shared().map(|code| (code.as_str().to_owned(), example(code))).collect();
    examples.extend(take_examples(document));
    let components = document.components.get_or_insert_default();
    let mut schemas = vec![(ProblemBody::name().into_owned(), ProblemBody::schema())];
    ProblemBody::schemas(&mut schemas);
    components.schemas.extend(schemas);
    for (name, example) in &examples {
        add_code(components, &ProblemCode::name(), name);
        if status(example) == Some(BROKEN_RULE.as_u16().into()) {
            add_code(components, &FieldErrorCode::name(), name);
        }
    }
    components.examples.extend(examples.into_iter().map(|(name, example)| (name, RefOr::T(example))));
}

/// Replaces the examples of problems by references, and returns them.
fn take_examples(document: &mut OpenApi) -> BTreeMap<String, Example> {
    let mut taken = BTreeMap::new();
    let operations = document.paths.paths.values_mut().flat_map(operations);
    let responses = operations.flat_map(|operation| operation.responses.responses.values_mut());
    for response in responses {
        let RefOr::T(Response { content, .. }) = response else { continue };
        let Some(RefOr::T(content)) = content.get_mut(MEDIA_TYPE) else { continue };
        for (name, example) in &mut content.examples {
            let reference = RefOr::Ref(Ref::new(format!("#/components/examples/{name}")));
            if let RefOr::T(example) = mem::replace(example, reference) {
                taken.insert(name.clone(), example);
            }
        }
    }
    taken
}

/// Adds a code to the list of a schema, unless it is there.
fn add_code(components: &mut Components, schema: &str, code: &str) {
    let Some(RefOr::T(Schema::Object(schema))) = components.schemas.get_mut(schema) else { return };
    let codes = schema.enum_values.get_or_insert_default();
    if !codes.iter().any(|listed| listed == code) {
        codes.push(code.into());
    }
}

fn status(example: &Example) -> Option<u64> {
    example.value.as_ref()?.get("status")?.as_u64()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use utoipa::openapi::{
        HttpMethod, OpenApiBuilder, PathsBuilder,
        path::{OperationBuilder, PathItemBuilder},
    };

    use super::*;
    use crate::{SliceCode, problem_responses};

    const GONE: Code = Code::Of(&SliceCode::not_found("tea-not-found", "There is no such tea", "No tea has this id."));
    const BAD: Code = Code::Of(&SliceCode::unprocessable("invalid-tea", "The tea breaks a rule", "The tea is cold."));

    /// A document of one operation, which is refused with these codes.
    fn document(codes: Vec<Code>) -> Value {
        let operation = problem_responses(codes)
            .into_iter()
            .fold(OperationBuilder::new(), |operation, (status, response)| operation.response(status, response));
        let item = PathItemBuilder::new().operation(HttpMethod::Get, operation.build()).build();
        let mut document = OpenApiBuilder::new().paths(PathsBuilder::new().path("/tea", item).build()).build();
        add_problem_schemas(&mut document);
        json!(document)
    }

    fn listed(document: &Value, schema: &str) -> Vec<String> {
        let codes = document["components"]["schemas"][schema]["enum"].as_array().unwrap();
        codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn codes_of_slices_are_listed_once_behind_the_shared_ones() {
        let document = document(vec![GONE, BAD, Code::Forbidden]);
        let shared: Vec<_> = Code::shared().map(|code| code.as_str().to_owned()).collect();
        let codes = listed(&document, "ProblemCode");
        assert_eq!(codes[..shared.len()], shared);
        assert_eq!(codes[shared.len()..], ["invalid-tea", "tea-not-found"]);
        let of_fields = listed(&document, "FieldErrorCode");
        assert!(of_fields.contains(&"invalid-tea".to_owned()) && of_fields.contains(&"wrong-type".to_owned()));
        assert!(!of_fields.contains(&"tea-not-found".to_owned()) && !of_fields.contains(&"forbidden".to_owned()));
    }

    #[test]
    fn an_example_is_in_the_components_and_referred_to() {
        let document = document(vec![GONE]);
        let content = &document["paths"]["/tea"]["get"]["responses"]["404"]["content"]["application/problem+json"];
        assert_eq!(content["examples"], json!({"tea-not-found": {"$ref": "#/components/examples/tea-not-found"}}));
        assert_eq!(document["components"]["examples"]["tea-not-found"]["value"]["status"], 404);
    }
}
