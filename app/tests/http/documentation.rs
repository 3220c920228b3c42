use regex::Regex;
use serde_json::Value;

use crate::{
    cases::{Case, case},
    stores::TestStore,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_root_leads_to_the_documentation),
        case(the_documentation_is_served_from_the_binary_alone),
        case(the_document_is_complete),
        case(a_known_document_is_not_sent_again),
        case(the_document_is_compressed_for_clients_that_accept_it),
        case(documentation_that_is_switched_off_is_not_there),
    ]
}

fn the_root_leads_to_the_documentation(store: &TestStore) {
    let started = store.start();
    for path in ["/", "/docs"] {
        let answer = started.anonymous().get(path);
        answer.assert_status(307);
        assert_eq!(answer.header_lines("location"), ["/docs/"]);
        assert_eq!(answer.text, "");
    }
}

fn the_documentation_is_served_from_the_binary_alone(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let page = client.get("/docs/");
    page.assert_status(200);
    assert!(page.header("content-type").starts_with("text/html"), "{:?}", page.headers);
    let links: Vec<_> = Regex::new("(?:src|href)=\"([^\"]+)\"")
        .unwrap()
        .captures_iter(&page.text)
        .map(|found| found[1].to_owned())
        .collect();
    assert!(links.len() > 3, "{links:?}");
    for link in &links {
        assert!(!link.contains("//"), "{link} leads to another host");
        client.get(&format!("/docs/{}", link.trim_start_matches("./"))).assert_status(200);
    }
    assert!(links.iter().any(|link| link.ends_with("swagger-ui-bundle.js")), "{links:?}");
    assert!(client.get("/docs/swagger-initializer.js").text.contains("\"/openapi.json\""));
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("http"), "{policy}");
    client.get("/docs/nothing.js").assert_problem(404, "not-found");
    client.get("/docs/../Cargo.toml").assert_problem(404, "not-found");
}

fn the_document_is_complete(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().get("/openapi.json");
    answer.assert_status(200);
    assert_eq!(answer.header_lines("content-type"), ["application/json"]);
    let document = &answer.body;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."), "{}", document["openapi"]);
    let cookie = &document["components"]["securitySchemes"]["session"];
    assert_eq!(
        (&cookie["type"], &cookie["in"], &cookie["name"]),
        (&"apiKey".into(), &"cookie".into(), &"access_token".into())
    );
    let mut names = Vec::new();
    for (path, method, operation) in operations(document) {
        let route = format!("{method} {path}");
        assert!(operation["summary"].is_string() && operation["tags"].is_array(), "{route}");
        names.push(operation["operationId"].as_str().unwrap_or_else(|| panic!("{route} has no name")).to_owned());
        assert_operation_is_described(document, &route, operation);
        // The path of an action says all that there is to say.
        let is_an_action = path.ends_with("/redeliver");
        let takes_a_body = matches!(method.as_str(), "POST" | "PUT" | "PATCH") && !is_an_action;
        assert_eq!(operation["requestBody"].is_object(), takes_a_body, "{route}");
    }
    let number = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), number, "two operations have one name");
}

fn a_known_document_is_not_sent_again(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let document = client.get("/openapi.json");
    let cached = ["cache-control", "vary", "content-encoding"].map(|name| document.header(name));
    assert_eq!(cached, ["no-cache", "Accept-Encoding", ""]);
    let plain = document.header("etag");
    let compressed = format!("{}-gzip\"", plain.trim_end_matches('"'));
    for (tag, encoding, status) in [
        (plain, "identity", 304),
        (&*compressed, "gzip", 304),
        (plain, "gzip", 200),
        (&*compressed, "identity", 200),
        ("\"other\"", "identity", 200),
    ] {
        let call = client.call("HEAD", "/openapi.json").header("accept-encoding", encoding);
        let answer = call.header("if-none-match", tag).send();
        answer.assert_status(status);
        let own = if encoding == "gzip" { &*compressed } else { plain };
        assert_eq!(answer.header("etag"), own, "{tag} {encoding}");
    }
}

fn the_document_is_compressed_for_clients_that_accept_it(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let length = |encoding: &str, expected: &str| {
        let answer = client.call("HEAD", "/openapi.json").header("accept-encoding", encoding).send();
        answer.assert_status(200);
        assert_eq!(answer.header("content-encoding"), expected, "{encoding}");
        answer.header("content-length").parse::<usize>().unwrap()
    };
    let (plain, compressed) = (length("identity", ""), length("br, gzip;q=0.5", "gzip"));
    assert!(compressed < plain / 10, "{compressed} of {plain} bytes");
    assert_eq!(length("br, gzip;q=0", ""), plain);
}

/// Every response is described, has a schema if it has a body, and every problem has an example; every reference
/// resolves.
fn assert_operation_is_described(document: &Value, route: &str, operation: &Value) {
    let responses = operation["responses"].as_object().unwrap();
    assert!(responses.keys().any(|status| status.starts_with(['2', '3'])), "{route}");
    for (status, response) in responses {
        assert!(response["description"].as_str().is_some_and(|text| !text.is_empty()), "{route}: {status}");
        let media = response["content"].as_object();
        assert!(media.is_some() || ["202", "204", "304", "307"].contains(&status.as_str()), "{route}: {status}");
        if status.starts_with(['4', '5']) {
            let problem = &response["content"]["application/problem+json"];
            assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem", "{route}: {status}");
            assert!(problem["examples"].as_object().is_some_and(|examples| !examples.is_empty()), "{route}: {status}");
        }
    }
    for reference in references(operation) {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads outside"));
        assert!(document.pointer(pointer).is_some(), "{route}: {reference} leads nowhere");
    }
}

fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str);
            own.into_iter().chain(object.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Every operation of an OpenAPI document: its path, its method in capitals, and its description.
pub(crate) fn operations<'a>(document: &'a Value) -> Vec<(String, String, &'a Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let of_path = |(path, item): (&String, &'a Value)| {
        let path = path.clone();
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (path.clone(), method.to_uppercase(), operation))
    };
    paths.flat_map(of_path).collect()
}

fn documentation_that_is_switched_off_is_not_there(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_DOCS__ENABLED", "false")]);
    let client = started.anonymous();
    for path in ["/", "/docs", "/docs/", "/docs/swagger-ui-bundle.js", "/openapi.json"] {
        client.get(path).assert_problem(404, "not-found");
    }
    client.get("/readyz").assert_status(200);
    started.user("ada.lovelace").me().assert_status(200);
}
