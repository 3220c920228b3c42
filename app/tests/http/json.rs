use serde_json::json;

use crate::{
    bodies::body_calls,
    cases::{Case, case},
    stores::TestStore,
    support::PASSWORD,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(what_is_not_json_is_refused_everywhere_alike),
        case(a_repeated_key_is_refused_everywhere),
        case(a_value_that_json_does_not_have_is_refused),
        case(a_nul_is_a_character_like_any_other),
        case(nothing_that_was_sent_is_repeated),
    ]
}

fn what_is_not_json_is_refused_everywhere_alike(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        let good = call.fitting.to_string();
        let mut bodies: Vec<Vec<u8>> = [
            "",
            " ",
            "{",
            "}",
            "NaN",
            "{} {}",
            "{'username':'ada.lovelace'}",
            "{username:1}",
            "{\"username\":\"ada.lovelace\",}",
            "// a comment\n{}",
        ]
        .map(|text| text.as_bytes().to_vec())
        .to_vec();
        bodies.push(format!("\u{feff}{good}").into());
        bodies.push(format!("{good}x").into());
        bodies.push(format!("{good}{good}").into());
        bodies.push(format!("{good}\0").into());
        bodies.push(good.trim_end_matches('}').into());
        bodies.push("[".repeat(60_000).into());
        bodies.push("{\"a\":".repeat(10_000).into());
        bodies.push([b"{\"username\":\"\xff\xfe\"}".as_slice(), good.as_bytes()].concat());
        // The same text in UTF-16.
        bodies.push(good.encode_utf16().flat_map(u16::to_be_bytes).collect());
        for body in bodies {
            let answer = call.send(body.clone());
            let shown: String = String::from_utf8_lossy(&body).chars().take(60).collect();
            assert_eq!(answer.status, 400, "{}: {shown}", call.route());
            answer.assert_problem(400, "malformed-json");
        }
    }
}

fn a_repeated_key_is_refused_everywhere(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        for (name, value) in call.fitting.as_object().unwrap() {
            let good = call.fitting.to_string();
            for twin in
                [format!("\"{name}\":{value}"), format!("\"\\u{:04x}{}\":{value}", name.as_bytes()[0], &name[1..])]
            {
                let body = format!("{},{twin}}}", good.strip_suffix('}').unwrap());
                call.send(body).assert_problem(400, "malformed-json");
            }
        }
        call.send("{\"a\":{\"b\":1,\"b\":1}}").assert_problem(400, "malformed-json");
        call.send("{\"a\":[{\"b\":1,\"b\":2}]}").assert_problem(400, "malformed-json");
    }
}

fn a_value_that_json_does_not_have_is_refused(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        let name = call.fitting.as_object().unwrap().keys().next().unwrap();
        for value in [
            "NaN",
            "Infinity",
            "-Infinity",
            "undefined",
            "1e400",
            "-1e400",
            "01",
            "1.",
            ".5",
            "+1",
            "0x1",
            "\"\\ud800\"",
            "\"\\udc00a\"",
            "\"\\ud800\\ud800\"",
            "\"\\x41\"",
            "\"a\nb\"",
            "\"a\0b\"",
            "'a'",
            "tru",
        ] {
            let answer = call.send(format!("{{\"{name}\":{value}}}"));
            assert_eq!(answer.status, 400, "{}: {value}", call.route());
            answer.assert_problem(400, "malformed-json");
        }
    }
}

fn a_nul_is_a_character_like_any_other(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada\0lovelace", PASSWORD).assert_problem(422, "invalid-username");
    client.log_in("ada\0lovelace", PASSWORD).assert_problem(401, "invalid-credentials");
    let user = json!({"username": "ada\0lovelace", "password": PASSWORD, "role": "user"});
    started.super_admin().post("/api/v1/users", &user).assert_problem(422, "invalid-username");
    let named = json!({"username": "ada\0lovelace"});
    let patched = started.super_admin().call("PATCH", "/api/v1/users/inactivate").json(&named).send();
    patched.assert_problem(404, "not-found");
    client.sign_up("ada.lovelace", "engine\0engine").assert_status(201);
    client.log_in("ada.lovelace", "engine\0engine").assert_status(200);
}

fn nothing_that_was_sent_is_repeated(store: &TestStore) {
    let started = store.start();
    for call in body_calls(&started) {
        for name in call.fitting.as_object().unwrap().keys() {
            for value in
                [json!("canary-in-the-mine\u{1}"), json!(987_654_321), json!({"canary-in-the-mine": 987_654_321})]
            {
                let mut body = call.fitting.clone();
                body[name] = value;
                let answer = call.send(body.to_string());
                assert!(!answer.text.contains("canary-in-the-mine"), "{}: {}", call.route(), answer.text);
                assert!(!answer.text.contains("987654321"), "{}: {}", call.route(), answer.text);
            }
        }
    }
}
