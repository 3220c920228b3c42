use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

use super::schemas::{Schemas, has_type, of_requests, of_responses, operations, parameters, resolved};

/// A parameter that is not sent is absent: null has no form in a path, a query or a header.
pub(super) fn parameters_are_not_nullable(document: &Value) -> Vec<String> {
    let is_nullable = |schema: &Value| {
        let mut variants = ["oneOf", "anyOf"].into_iter().filter_map(|keyword| schema[keyword].as_array()).flatten();
        has_type(schema, "null") || variants.any(|variant| has_type(variant, "null"))
    };
    parameters(document)
        .filter(|(_, parameter)| is_nullable(resolved(document, &parameter["schema"])))
        .map(|(location, _)| location)
        .collect()
}

/// The fields that are sent in some cases only.
const OPTIONAL: [&str; 5] = [
    "Problem.errors",
    "ProductUpdatedEvent.data.description",
    "ProductUpdatedEvent.data.name",
    "ProductUpdatedEvent.data.price",
    "ProductUpdatedEvent.data.stock",
];

/// Clients need not provide for the absence of a field that is always there.
pub(super) fn sent_fields_are_required(document: &Value) -> Vec<String> {
    let mut absent = Vec::new();
    for (location, schema) in of_responses(document) {
        let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
        let names = schema["properties"].as_object().into_iter().flat_map(|properties| properties.keys());
        absent.extend(
            names
                .filter(|name| !required.contains(&&Value::from(name.as_str())))
                .map(|name| format!("{location}.{name}")),
        );
    }
    differing(absent, &OPTIONAL)
}

/// Clients decide by codes, so generated code must know them.
pub(super) fn codes_are_listed(document: &Value) -> Vec<String> {
    let mut unlisted = Vec::new();
    for (location, schema) in of_responses(document) {
        let code = resolved(document, &schema["properties"]["code"]);
        if !code.is_null() && code["enum"].as_array().is_none_or(Vec::is_empty) {
            unlisted.push(format!("{location}.code"));
        }
    }
    unlisted
}

/// A later release may add statuses, roles, types of events and codes. A list of one value is a constant.
pub(super) fn lists_of_responses_are_open(document: &Value) -> Vec<String> {
    let values = |schema: &Value| schema["enum"].as_array().map_or(0, Vec::len);
    let forms = |schema: &Value| {
        let forms = schema["oneOf"].as_array().into_iter().flatten();
        forms.filter(|form| form["type"] != "null").count()
    };
    located(of_responses(document), |schema| values(schema).max(forms(schema)) > 1 && schema["x-open-set"] != true)
}

/// The server refuses a value that is not in the list.
pub(super) fn lists_of_requests_are_closed(document: &Value) -> Vec<String> {
    located(of_requests(document), |schema| !schema["x-open-set"].is_null())
}

/// The server refuses unknown fields.
pub(super) fn objects_of_requests_are_closed(document: &Value) -> Vec<String> {
    located(of_requests(document), |schema| has_type(schema, "object") && schema["additionalProperties"] != false)
}

/// A later release may add fields.
pub(super) fn objects_of_responses_are_open(document: &Value) -> Vec<String> {
    located(of_responses(document), |schema| schema["additionalProperties"] == false)
}

/// The server refuses numbers and lengths of lists beyond its limits.
pub(super) fn numbers_of_requests_are_bounded(document: &Value) -> Vec<String> {
    located(of_requests(document), |schema| {
        let has = |keywords: [&str; 2]| keywords.iter().all(|keyword| schema[*keyword].is_number());
        has_type(schema, "integer") && !has(["minimum", "maximum"])
            || has_type(schema, "array") && !has(["minItems", "maxItems"])
    })
}

/// The texts of requests without a limit: values that are only compared, and neither stored nor parsed.
const COMPARED: [&str; 6] = [
    "ChangePasswordRequest.currentPassword",
    "If-None-Match",
    "LogInRequest.password",
    "LogInRequest.username",
    "NamedUser.username",
    // Of every list.
    "nextToken",
];

/// The server refuses texts that are too long or have other characters.
pub(super) fn texts_of_requests_are_limited(document: &Value) -> Vec<String> {
    let (limits, formats) = (["maxLength", "pattern", "enum"], ["uuid", "date-time"]);
    let unlimited = located(of_requests(document), |schema| {
        let is_limited = formats.iter().any(|format| schema["format"] == *format)
            || limits.iter().any(|limit| !schema[*limit].is_null());
        has_type(schema, "string") && !is_limited
    });
    let names = unlimited.into_iter().map(|location| match location.rsplit_once(": ") {
        Some((_, name @ ("If-None-Match" | "nextToken"))) => name.to_owned(),
        _ => location,
    });
    differing(names.collect::<BTreeSet<_>>(), &COMPARED)
}

/// Readers try the examples.
pub(super) fn examples_fit(document: &Value) -> Vec<String> {
    let mut schemas = of_requests(document);
    schemas.extend(of_responses(document));
    let mut wrong = located(schemas, |schema| {
        let examples = schema["examples"].as_array().into_iter().flatten();
        !examples.chain(schema.get("example")).all(|example| fits(schema, example))
    });
    let of_parameters = parameters(document).filter(|(_, parameter)| {
        let schema = resolved(document, &parameter["schema"]);
        parameter.get("example").is_some_and(|example| !fits(schema, example))
    });
    wrong.extend(of_parameters.map(|(location, _)| location));
    wrong
}

fn fits(schema: &Value, example: &Value) -> bool {
    let is_listed = schema["enum"].as_array().is_none_or(|values| values.contains(example));
    let within = |limit: &str, holds: fn(f64, f64) -> bool| match (example.as_f64(), schema[limit].as_f64()) {
        (Some(number), Some(limit)) => holds(number, limit),
        _ => true,
    };
    let Some(text) = example.as_str() else {
        return is_listed
            && within("minimum", |number, least| number >= least)
            && within("maximum", |number, most| number <= most);
    };
    let length = u64::try_from(text.chars().count()).unwrap();
    let matches = schema["pattern"].as_str().is_none_or(|pattern| Regex::new(pattern).unwrap().is_match(text));
    is_listed
        && matches
        && schema["minLength"].as_u64().is_none_or(|least| length >= least)
        && schema["maxLength"].as_u64().is_none_or(|most| length <= most)
}

/// The codes of a response are those of its status.
pub(super) fn examples_of_problems_have_their_status(document: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (route, operation) in operations(document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let examples = response["content"]["application/problem+json"]["examples"].as_object();
            for (code, example) in examples.into_iter().flatten() {
                let body = &resolved(document, example)["value"];
                if body["code"] != code.as_str() || body["status"].as_u64() != status.parse().ok() {
                    wrong.push(format!("{route}: {status} {code}"));
                }
            }
        }
    }
    wrong
}

/// `GET /problems` takes the meaning and the advice of a problem from its example, and readers read both as sentences.
pub(super) fn texts_of_problems_are_sentences(document: &Value) -> Vec<String> {
    let examples = document["components"]["examples"].as_object().unwrap();
    let is_wrong = |example: &Value| {
        let [title, meaning] = ["summary", "description"].map(|name| example[name].as_str().unwrap_or_default());
        let advice = example["value"]["detail"].as_str().and_then(|detail| detail.strip_prefix(meaning));
        let is_sentence = |text: &str| text.ends_with('.') && !text.contains("  ");
        title.is_empty() || title.ends_with('.') || !is_sentence(meaning) || !advice.is_some_and(is_sentence)
    };
    examples.iter().filter(|(_, example)| is_wrong(example)).map(|(code, _)| code.clone()).collect()
}

/// Where the schemas are that fulfil `is_wrong`.
fn located(schemas: Schemas<'_>, is_wrong: impl Fn(&Value) -> bool) -> Vec<String> {
    schemas.into_iter().filter(|(_, schema)| is_wrong(schema)).map(|(location, _)| location).collect()
}

/// The symmetric difference, so that an exception without a violation fails too.
fn differing(found: impl IntoIterator<Item = String>, exceptions: &[&str]) -> Vec<String> {
    let found: BTreeSet<_> = found.into_iter().collect();
    let exceptions = exceptions.iter().map(|name| (*name).to_owned()).collect();
    found.symmetric_difference(&exceptions).cloned().collect()
}
