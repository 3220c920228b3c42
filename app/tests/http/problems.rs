use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    documentation::operations,
    stores::TestStore,
    support::{Answer, Client, fields},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(every_code_of_the_document_is_listed_with_its_operations),
        case(the_type_of_a_problem_resolves),
        case(an_unknown_code_is_not_found),
        case(a_browser_gets_a_page),
        case(a_client_that_has_it_gets_no_body),
        case(problems_resolve_without_documentation),
    ]
}

/// What browsers send with a link that is followed.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

fn as_browser(client: &Client, path: &str) -> Answer {
    client.call("GET", path).header("accept", BROWSER).send()
}

/// The codes of an operation, from its examples.
fn codes(operation: &Value) -> BTreeSet<&str> {
    let responses = operation["responses"].as_object().unwrap().values();
    let examples = responses.map(|response| &response["content"]["application/problem+json"]["examples"]);
    examples.filter_map(Value::as_object).flatten().map(|(code, _)| code.as_str()).collect()
}

fn every_code_of_the_document_is_listed_with_its_operations(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let answer = client.get("/problems");
    answer.assert_status(200);
    assert_eq!(answer.header_lines("content-type"), ["application/json"]);
    assert_eq!(fields(&answer.body), ["problems"]);
    let document = client.get("/openapi.json").body;
    let problems = answer.body["problems"].as_array().unwrap();
    let listed: BTreeSet<_> = problems.iter().map(|problem| problem["code"].as_str().unwrap()).collect();
    let declared = document["components"]["schemas"]["ProblemCode"]["enum"].as_array().unwrap();
    assert_eq!(listed, declared.iter().map(|code| code.as_str().unwrap()).collect());
    assert_eq!(listed.len(), problems.len());
    for problem in problems {
        assert_eq!(fields(problem), ["advice", "code", "meaning", "operations", "status", "title"]);
        let code = problem["code"].as_str().unwrap();
        let returning = operations(&document).into_iter().filter(|(_, _, operation)| codes(operation).contains(code));
        let ids: BTreeSet<_> = returning.map(|(_, _, operation)| operation["operationId"].as_str().unwrap()).collect();
        let own = problem["operations"].as_array().unwrap();
        assert_eq!(own.iter().map(|id| id.as_str().unwrap()).collect::<BTreeSet<_>>(), ids, "{code}");
        assert_eq!(client.get(&format!("/problems/{code}")).body, *problem);
    }
}

fn the_type_of_a_problem_resolves(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    for problem in [client.me(), client.get("/nothing"), client.post("/api/v1/auth/login", &json!({"name": ""}))] {
        let resolved = client.get(problem.body["type"].as_str().unwrap());
        resolved.assert_status(200);
        for name in ["code", "status", "title"] {
            assert_eq!(resolved.body[name], problem.body[name], "{}", problem.text);
        }
    }
}

fn an_unknown_code_is_not_found(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    for path in ["/problems/nothing", "/problems/Not-Found", "/problems/%00"] {
        client.get(path).assert_problem(404, "not-found");
        as_browser(&client, path).assert_problem(404, "not-found");
    }
    client.get("/problems?code=not-found").assert_problem(400, "invalid-parameter");
}

fn a_browser_gets_a_page(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    for (path, link) in [("/problems", "/problems/not-found"), ("/problems/not-found", "/problems")] {
        let page = as_browser(&client, path);
        page.assert_status(200);
        assert_eq!(page.header_lines("content-type"), ["text/html; charset=utf-8"]);
        assert_eq!(page.header_lines("vary"), ["Accept"]);
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        for link in [link, "/docs/"] {
            assert!(page.text.contains(&format!("href=\"{link}\"")), "{path}: {}", page.text);
            as_browser(&client, link).assert_status(200);
        }
        for refused in ["<script", " style=", "http:", "https:"] {
            assert!(!page.text.contains(refused), "{path}: {refused}");
        }
        let json = client.get(path);
        assert_eq!(json.header_lines("vary"), ["Accept"]);
        assert_ne!(json.header("etag"), page.header("etag"));
        let plain = client.call("GET", path).header("accept", "application/json, text/html;q=0.9").send();
        assert_eq!(plain.text, json.text);
    }
}

fn a_client_that_has_it_gets_no_body(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    for path in ["/problems", "/problems/conflict"] {
        for accept in ["application/json", BROWSER] {
            let get = |tag: &str| client.call("GET", path).header("accept", accept).header("if-none-match", tag).send();
            let first = get("\"another\"");
            first.assert_status(200);
            let again = get(first.header("etag"));
            assert_eq!((again.status, again.text.as_str()), (304, ""), "{path}");
            for name in ["etag", "vary", "cache-control"] {
                assert!(!again.header(name).is_empty(), "{path}: {name}");
                assert_eq!(again.header(name), first.header(name), "{path}");
            }
            assert_eq!(again.header("cache-control"), "no-cache");
        }
    }
}

fn problems_resolve_without_documentation(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_DOCS__ENABLED", "false")]);
    let client = started.anonymous();
    for path in ["/problems", "/problems/not-found"] {
        client.get(path).assert_status(200);
        let page = as_browser(&client, path);
        page.assert_status(200);
        assert!(page.text.contains("</main>") && !page.text.contains("/docs/"), "{}", page.text);
    }
}
