use regex::Regex;

use crate::{
    cases::{Case, case},
    stores::TestStore,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_console_is_served_from_the_binary_alone),
        case(a_known_file_is_not_sent_again),
        case(a_console_that_is_switched_off_is_not_there),
    ]
}

fn the_console_is_served_from_the_binary_alone(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    assert_eq!(client.get("/console").assert_status(307).header_lines("location"), ["/console/"]);
    let page = client.get("/console/");
    page.assert_status(200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let links = Regex::new("(?:src|href)=\"([^\"]+)\"").unwrap();
    let links: Vec<_> = links.captures_iter(&page.text).map(|found| found[1].to_owned()).collect();
    assert!(links.contains(&"app.js".to_owned()) && links.contains(&"app.css".to_owned()), "{links:?}");
    for link in links.iter().filter(|link| !link.starts_with('/')).map(String::as_str).chain(["pages.json"]) {
        let file = client.get(&format!("/console/{link}"));
        file.assert_status(200);
        let policy = file.header("content-security-policy");
        for part in ["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'"] {
            assert!(policy.split("; ").any(|given| given == part), "{link}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{link}: {policy}");
    }
    assert!(client.get("/openapi.json").body["info"]["description"].as_str().unwrap().contains("](/console/)"));
    for name in ["nothing.js", "../Cargo.toml", "vendor", "%2e%2e/Cargo.toml"] {
        client.get(&format!("/console/{name}")).assert_problem(404, "not-found");
    }
}

fn a_known_file_is_not_sent_again(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let file = client.get("/console/app.js");
    assert_eq!((file.header("vary"), file.header("content-encoding")), ("Accept-Encoding", ""));
    let plain = file.header("etag");
    let compressed = format!("{}-gzip\"", plain.trim_end_matches('"'));
    let get = |tag: &str, encoding: &str| {
        client.call("GET", "/console/app.js").header("if-none-match", tag).header("accept-encoding", encoding).send()
    };
    for (tag, encoding) in [(plain, "identity"), (&*compressed, "gzip"), (&*compressed, "br, gzip;q=0.5")] {
        let answer = get(tag, encoding);
        answer.assert_status(304);
        assert_eq!((answer.header("etag"), &*answer.text), (tag, ""));
    }
    for encoding in ["gzip;q=0", "br"] {
        get(&compressed, encoding).assert_status(200);
    }
}

fn a_console_that_is_switched_off_is_not_there(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_CONSOLE__ENABLED", "false")]);
    let client = started.anonymous();
    for path in ["/console", "/console/", "/console/app.js"] {
        client.get(path).assert_problem(404, "not-found");
    }
    client.get("/docs/").assert_status(200);
    assert!(!client.get("/openapi.json").text.contains("/console/"), "the documentation links to it");
}
