use serde_json::json;

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::PASSWORD,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(names_within_the_rules_are_shown_as_typed),
        case(names_against_the_rules_are_refused),
        case(names_differ_by_more_than_a_special),
    ]
}

fn names_within_the_rules_are_shown_as_typed(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    for name in ["abcde", "ABCDF", "12345", "a.b-c_d", "A-1-b.2_C", "a2345678901234567890"] {
        let answer = client.sign_up(name, PASSWORD);
        answer.assert_status(201);
        assert_eq!(answer.body["username"], name);
        let answer = client.log_in(&name.to_lowercase(), PASSWORD);
        answer.assert_status(200);
        assert_eq!(answer.body["user"]["username"], name);
    }
}

fn names_against_the_rules_are_refused(store: &TestStore) {
    let started = store.start();
    let (client, root) = (started.anonymous(), started.super_admin());
    let long = "a".repeat(21);
    let longer = "a".repeat(10_000);
    for name in [
        "",
        "a",
        "abcd",
        &long,
        &longer,
        ".abcd",
        "abcd.",
        "-abcd",
        "abcd-",
        "_abcd",
        "abcd_",
        "ab..cd",
        "ab.-cd",
        "ab__cd",
        "ab cd",
        " abcde",
        "abcde ",
        "abcde\n",
        "abcde\0",
        "\0\0\0\0\0",
        "ab/cd",
        "ab@cd",
        "ab%2ecd",
        "ab'--",
        "<abcd>",
        // Letters of other scripts, some of which look like Latin ones or fold to them.
        "alic\u{e9}",
        "\u{430}lice",
        "\u{ff41}lice",
        "\u{212a}elvin",
        "\u{17f}trasse",
        "a\u{301}lice",
        "alice\u{200b}",
        "\u{202e}alice",
        "\u{1f980}\u{1f980}\u{1f980}\u{1f980}\u{1f980}",
        "\u{0661}2345",
    ] {
        let answer = client.sign_up(name, PASSWORD);
        answer.assert_problem(422, "invalid-username").assert_field("/username", "invalid-username");
        let made = root.post("/api/v1/users", &json!({"username": name, "password": PASSWORD, "role": "user"}));
        made.assert_problem(422, "invalid-username").assert_field("/username", "invalid-username");
        client.log_in(name, PASSWORD).assert_problem(401, "invalid-credentials");
    }
}

fn names_differ_by_more_than_a_special(store: &TestStore) {
    let started = store.start();
    for name in ["ada.lovelace", "ada-lovelace", "ada_lovelace", "adalovelace"] {
        started.user(name).me().assert_status(200);
    }
}
