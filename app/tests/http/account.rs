use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{Answer, Client, PASSWORD, Token},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_changed_password_ends_every_other_session_and_renames_this_one),
        case(a_password_that_may_not_be_changed_stays),
        case(an_own_session_is_ended_by_its_id),
        case(a_session_of_another_user_is_not_found),
        case(one_session_too_many_ends_the_oldest),
        case(sessions_are_listed_page_by_page),
    ]
}

fn change_password(client: &Client, current: &str, new: &str) -> Answer {
    client.call("PUT", "/api/v1/auth/password").json(&json!({"currentPassword": current, "newPassword": new})).send()
}

fn end_session(client: &Client, id: &Value) -> Answer {
    client.call("DELETE", &format!("/api/v1/auth/sessions/{}", id.as_str().unwrap())).send()
}

/// An existing user in a further session, with its id.
fn log_in(anonymous: &Client, username: &str) -> (Client, Value) {
    let answer = anonymous.log_in(username, PASSWORD);
    answer.assert_status(200);
    (anonymous.with_cookie(answer.cookie()), answer.body["session"]["id"].clone())
}

fn a_changed_password_ends_every_other_session_and_renames_this_one(store: &TestStore) {
    let started = store.start();
    let (ada, grace) = (started.user("ada.lovelace"), started.user("grace.hopper"));
    let (elsewhere, _) = log_in(&started.anonymous(), "ada.lovelace");
    let answer = change_password(&ada, PASSWORD, "analytical engine");
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    let secret = |cookie: &str| Token::of_cookie(cookie).claims()["sid"].clone();
    assert_ne!(secret(answer.cookie()), secret(ada.cookie.as_deref().unwrap()));
    ada.with_cookie(answer.cookie()).me().assert_status(200);
    for ended in [&ada, &elsewhere] {
        ended.me().assert_problem(401, "unauthenticated");
    }
    grace.me().assert_status(200);
    started.anonymous().log_in("ada.lovelace", PASSWORD).assert_problem(401, "invalid-credentials");
    started.anonymous().log_in("ada.lovelace", "analytical engine").assert_status(200);
}

fn a_password_that_may_not_be_changed_stays(store: &TestStore) {
    let started = store.start();
    let ada = started.user("ada.lovelace");
    let (elsewhere, _) = log_in(&started.anonymous(), "ada.lovelace");
    change_password(&started.anonymous(), PASSWORD, "analytical engine").assert_problem(401, "unauthenticated");
    for wrong in ["Difference engine", "", "x"] {
        let answer = change_password(&ada, wrong, "analytical engine");
        answer.assert_problem(403, "wrong-current-password");
    }
    for unfit in ["short", "password", "Ada.Lovelace", &"x".repeat(129)] {
        let answer = change_password(&ada, PASSWORD, unfit);
        answer.assert_problem(422, "invalid-password").assert_field("/newPassword", "invalid-password");
    }
    for session in [&ada, &elsewhere] {
        session.me().assert_status(200);
    }
    started.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn an_own_session_is_ended_by_its_id(store: &TestStore) {
    let started = store.start();
    let ada = started.user("ada.lovelace");
    let (elsewhere, id) = log_in(&started.anonymous(), "ada.lovelace");
    let answer = end_session(&ada, &id);
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
    elsewhere.me().assert_problem(401, "unauthenticated");
    end_session(&ada, &id).assert_problem(404, "not-found");
    let own = ada.me().body["session"]["id"].clone();
    let answer = end_session(&ada, &own);
    answer.assert_status(204);
    let cleared = "access_token=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0";
    assert_eq!(answer.header_lines("set-cookie"), [cleared]);
    ada.me().assert_problem(401, "unauthenticated");
}

fn a_session_of_another_user_is_not_found(store: &TestStore) {
    let started = store.start();
    let (ada, grace) = (started.user("ada.lovelace"), started.user("grace.hopper"));
    let of_grace = grace.me().body["session"]["id"].clone();
    let nobodys = json!("0199b1a4-7c00-7000-8000-000000000001");
    for client in [&ada, &started.super_admin()] {
        let [theirs, unknown] = [&of_grace, &nobodys].map(|id| end_session(client, id));
        theirs.assert_problem(404, "not-found");
        assert_eq!(theirs.body["detail"], unknown.body["detail"]);
    }
    grace.me().assert_status(200);
    for odd in ["x", "0199b1a4", "0199b1a4-7c00-7000-8000-00000000000g", "%00"] {
        end_session(&ada, &json!(odd)).assert_problem(400, "invalid-parameter");
    }
}

fn one_session_too_many_ends_the_oldest(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SESSION__MAX_PER_USER", "3")]);
    let mut sessions = vec![started.user("ada.lovelace")];
    for _ in 0..4 {
        sessions.push(log_in(&started.anonymous(), "ada.lovelace").0);
    }
    let statuses: Vec<_> = sessions.iter().map(|session| session.me().status).collect();
    assert_eq!(statuses, [401, 401, 200, 200, 200]);
}

fn sessions_are_listed_page_by_page(store: &TestStore) {
    let started = store.start();
    let (ada, grace) = (started.user("ada.lovelace"), started.user("grace.hopper"));
    for _ in 0..4 {
        log_in(&started.anonymous(), "ada.lovelace");
        log_in(&started.anonymous(), "grace.hopper");
    }
    let ids = |answer: &Answer| -> Vec<Value> {
        answer.body["sessions"].as_array().unwrap().iter().map(|session| session["id"].clone()).collect()
    };
    let all = ids(&ada.get("/api/v1/auth/sessions"));
    assert_eq!(all.len(), 5);
    let (mut found, mut token) = (Vec::new(), String::new());
    for _ in 0..3 {
        let page = ada.get(&format!("/api/v1/auth/sessions?pageSize=2{token}"));
        page.assert_status(200);
        found.extend(ids(&page));
        let Some(next) = page.body["nextToken"].as_str() else { break };
        grace.get(&format!("/api/v1/auth/sessions?nextToken={next}")).assert_problem(400, "invalid-page-token");
        token = format!("&nextToken={next}");
    }
    assert_eq!(found, all);
}
