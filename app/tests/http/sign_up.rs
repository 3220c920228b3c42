use serde_json::json;

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{PASSWORD, assert_user},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(an_account_is_made_and_answered),
        case(signing_up_does_not_log_in),
        case(a_taken_name_is_refused_in_any_case),
        case(a_refused_sign_up_leaves_the_name_free),
        case(a_dead_session_may_sign_up),
    ]
}

fn an_account_is_made_and_answered(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().sign_up("Ada.Lovelace", PASSWORD);
    answer.assert_status(201);
    assert_user(&answer.body, "Ada.Lovelace", "user", true);
    assert_eq!(answer.header_lines("content-type"), ["application/json"]);
    let location = format!("/api/v1/users/{}", answer.body["id"].as_str().unwrap());
    assert_eq!(answer.header_lines("location"), [location.as_str()]);
    let found = started.super_admin().get(&location);
    assert_eq!((found.status, &found.body), (200, &answer.body));
}

fn signing_up_does_not_log_in(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().sign_up("ada.lovelace", PASSWORD);
    answer.assert_status(201);
    assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
}

fn a_taken_name_is_refused_in_any_case(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("Ada.Lovelace", PASSWORD).assert_status(201);
    for name in ["Ada.Lovelace", "ada.lovelace", "ADA.LOVELACE", "aDA.lOVELACE"] {
        client.sign_up(name, "another engine").assert_problem(409, "username-taken");
    }
    client.log_in("ada.lovelace", "another engine").assert_problem(401, "invalid-credentials");
    let answer = client.log_in("ADA.lovelace", PASSWORD);
    answer.assert_status(200);
    assert_eq!(answer.body["user"]["username"], "Ada.Lovelace");
}

fn a_refused_sign_up_leaves_the_name_free(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", "short").assert_problem(422, "invalid-password");
    let with_role = json!({"username": "ada.lovelace", "password": PASSWORD, "role": "admin"});
    client.post("/api/v1/auth/signup", &with_role).assert_problem(400, "unknown-field");
    client.log_in("ada.lovelace", PASSWORD).assert_problem(401, "invalid-credentials");
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
}

fn a_dead_session_may_sign_up(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    user.log_out().assert_status(204);
    user.sign_up("grace.hopper", PASSWORD).assert_status(201);
    user.with_cookie("access_token=x").sign_up("jean.bartik", PASSWORD).assert_status(201);
}
