use serde_json::json;

use crate::{
    cases::{Case, case, case_of_options, case_of_proxies},
    documentation::operations,
    paths::filled,
    stores::TestStore,
    support::{Answer, Call, PASSWORD},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(no_call_that_changes_something_may_come_from_another_site),
        case(a_path_in_another_spelling_is_refused_like_the_plain_one),
        case(what_the_browser_says_of_the_site_decides),
        case(the_origin_decides_where_the_browser_says_nothing),
        case_of_proxies(one_origin_may_be_spelt_in_many_ways),
        case(reading_is_refused_to_no_site_and_readable_by_none),
        case_of_options(no_site_gets_the_headers_of_cors),
        case(an_allowed_origin_may_call_and_read),
        case_of_options(an_allowed_origin_gets_the_headers_of_cors),
    ]
}

/// Requests that no page of the shop makes a browser send.
const FOREIGN: [&[(&str, &str)]; 4] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
];

fn with(call: Call, headers: &[(&str, &str)]) -> Call {
    headers.iter().fold(call, |call, (name, value)| call.header(name, value))
}

fn no_call_that_changes_something_may_come_from_another_site(store: &TestStore) {
    let started = store.start();
    let document = started.anonymous().get("/openapi.json").body;
    for (path, method, _) in operations(&document).iter().filter(|(_, method, _)| method != "GET") {
        for client in [started.anonymous(), started.super_admin()] {
            for headers in FOREIGN {
                for path in [filled(path), format!("{}/", filled(path))] {
                    let answer = with(client.call(method, &path), headers).send();
                    answer.assert_problem(403, "cross-site-request");
                }
            }
            if client.cookie.is_some() {
                client.me().assert_status(200);
            }
        }
    }
}

fn a_path_in_another_spelling_is_refused_like_the_plain_one(store: &TestStore) {
    let started = store.start();
    started.user("ada.lovelace");
    let body = json!({"username": "ada.lovelace", "password": PASSWORD});
    let encoded = || started.anonymous().call("POST", "/api/v1/auth/log%69n").json(&body);
    for headers in FOREIGN {
        with(encoded(), headers).send().assert_problem(403, "cross-site-request");
    }
    encoded().send().assert_status(200);
    let answer = started.anonymous().call("GET", "/api/v1/users/gr%61nt").send();
    answer.assert_problem(405, "method-not-allowed");
    assert_eq!(answer.header("allow"), "PATCH");
}

/// A log-in with these headers, valid but for them.
fn log_in(started: &crate::support::Started, headers: &[(&str, &str)]) -> Answer {
    let body = json!({"username": "ada.lovelace", "password": PASSWORD});
    with(started.anonymous().call("POST", "/api/v1/auth/login"), headers).json(&body).send()
}

fn what_the_browser_says_of_the_site_decides(store: &TestStore) {
    let started = store.start();
    started.user("ada.lovelace");
    let own = &*started.server.origin();
    for site in ["same-origin", "none"] {
        log_in(&started, &[("sec-fetch-site", site)]).assert_status(200);
        log_in(&started, &[("sec-fetch-site", site), ("origin", own)]).assert_status(200);
    }
    for site in ["same-site", "cross-site", "", "Same-Origin", "same-origin, same-origin", "anything"] {
        log_in(&started, &[("sec-fetch-site", site)]).assert_problem(403, "cross-site-request");
        log_in(&started, &[("sec-fetch-site", site), ("origin", own)]).assert_problem(403, "cross-site-request");
    }
    let twice = [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")];
    log_in(&started, &twice).assert_problem(403, "cross-site-request");
}

fn the_origin_decides_where_the_browser_says_nothing(store: &TestStore) {
    let started = store.start();
    started.user("ada.lovelace");
    let own = &*started.server.origin();
    log_in(&started, &[]).assert_status(200);
    log_in(&started, &[("origin", own)]).assert_status(200);
    let port = started.server.address.rsplit_once(':').unwrap().1;
    let foreign = [
        "null".to_owned(),
        String::new(),
        own.replace("http:", "https:"),
        "http://127.0.0.1".to_owned(),
        format!("http://localhost:{port}"),
        format!("{own}.evil.example"),
        format!("http://evil.example:{port}"),
        format!("{own} https://evil.example"),
        started.server.address.clone(),
    ];
    for origin in &foreign {
        log_in(&started, &[("origin", origin)]).assert_problem(403, "cross-site-request");
    }
    log_in(&started, &[("origin", own), ("origin", own)]).assert_problem(403, "cross-site-request");

    let behind = store.start_with(&[("TRANCHE_SERVER__PUBLIC_ORIGIN", "https://api.example.test")]);
    behind.user("ada.lovelace");
    for origin in ["https://api.example.test:443", "HTTPS://API.example.test", "https://api.example.test."] {
        log_in(&behind, &[("origin", origin)]).assert_status(200);
    }
    log_in(&behind, &[("origin", "https://api.example.test:80")]).assert_problem(403, "cross-site-request");
    log_in(&behind, &[("origin", "https://api.example.test")]).assert_status(200);
    log_in(&behind, &[("origin", &behind.server.origin())]).assert_problem(403, "cross-site-request");
}

/// The server's address, which differs from the `Host` that the client sends here.
fn one_origin_may_be_spelt_in_many_ways(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SERVER__TRUSTED_PROXIES", "127.0.0.0/8")]);
    started.user("ada.lovelace");
    for (proto, host, origin) in [
        ("http", "shop.test:80", "http://shop.test"),
        ("http", "shop.test", "http://shop.test:80"),
        ("https", "shop.test:443", "https://shop.test"),
        ("HTTPS", "SHOP.test", "https://shop.test."),
        ("http", "[::1]:80", "http://[0:0:0:0:0:0:0:1]"),
    ] {
        let spelt = [("x-forwarded-proto", proto), ("host", host), ("origin", origin)];
        log_in(&started, &spelt).assert_status(200);
        for (name, other) in [("x-forwarded-proto", if proto == "http" { "https" } else { "http" }), ("host", "a.test")]
        {
            let mut spelt = spelt.to_vec();
            spelt.retain(|(kept, _)| *kept != name);
            spelt.push((name, other));
            log_in(&started, &spelt).assert_problem(403, "cross-site-request");
        }
    }
}

fn cors_headers(answer: &Answer) -> Vec<String> {
    let names = answer.headers.keys().map(ToString::to_string);
    names.filter(|name| name.starts_with("access-control-")).collect()
}

fn reading_is_refused_to_no_site_and_readable_by_none(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    for headers in FOREIGN {
        for path in ["/livez", "/openapi.json", "/api/v1/auth/me", "/docs/"] {
            for method in ["GET", "HEAD"] {
                let answer = with(user.call(method, path), headers).send();
                answer.assert_status(200);
                assert_eq!(cors_headers(&answer), Vec::<String>::new(), "{path}");
            }
        }
    }
}

fn no_site_gets_the_headers_of_cors(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    for headers in FOREIGN {
        let preflight = with(user.call("OPTIONS", "/api/v1/auth/logout"), headers);
        let answer = preflight.header("access-control-request-method", "DELETE").send();
        answer.assert_problem(405, "method-not-allowed");
        assert_eq!(cors_headers(&answer), Vec::<String>::new());
    }
}

const SHOP: &str = "https://shop.example.test";
const FROM_SHOP: [(&str, &str); 2] = [("origin", SHOP), ("sec-fetch-site", "cross-site")];

fn an_allowed_origin_may_call_and_read(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_CORS__ALLOWED_ORIGINS", SHOP)]);
    started.user("ada.lovelace");
    let answer = log_in(&started, &FROM_SHOP);
    answer.assert_status(200);
    assert_eq!(answer.header("access-control-allow-origin"), SHOP);
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    for spelling in ["https://shop.example.test:443", "https://Shop.example.test."] {
        let answer = log_in(&started, &[("origin", spelling), ("sec-fetch-site", "cross-site")]);
        answer.assert_status(200);
        assert_eq!(answer.header("access-control-allow-origin"), spelling);
    }
    let refused = with(started.anonymous().call("GET", "/api/v1/auth/me"), &FROM_SHOP).send();
    refused.assert_problem(401, "unauthenticated");
    assert_eq!(refused.header("access-control-allow-origin"), SHOP, "the allowed page may read the reason");
    for other in ["https://shop.example.test.evil.example", "http://shop.example.test", "https://evil.example"] {
        let answer = log_in(&started, &[("origin", other), ("sec-fetch-site", "cross-site")]);
        answer.assert_problem(403, "cross-site-request");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{other}");
    }
}

fn an_allowed_origin_gets_the_headers_of_cors(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_CORS__ALLOWED_ORIGINS", SHOP)]);
    let preflight = with(started.anonymous().call("OPTIONS", "/api/v1/auth/login"), &FROM_SHOP);
    let answer = preflight
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type")
        .send();
    assert!((200..300).contains(&answer.status), "{}", answer.text);
    assert_eq!(answer.header("access-control-allow-origin"), SHOP);
    assert!(answer.header("access-control-allow-methods").contains("POST"), "{:?}", answer.headers);
}
