use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{Answer, Client, PASSWORD, assert_user},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(an_admin_makes_users_and_admins),
        case(nobody_makes_a_super_admin_over_http),
        case(only_admins_make_users),
        case(a_made_user_follows_the_rules_of_every_other),
    ]
}

fn create(client: &Client, username: &str, role: impl Into<Value>) -> Answer {
    client.post("/api/v1/users", &json!({"username": username, "password": PASSWORD, "role": role.into()}))
}

fn an_admin_makes_users_and_admins(store: &TestStore) {
    let started = store.start();
    for (number, client) in [started.super_admin(), started.admin("grace.hopper")].into_iter().enumerate() {
        for role in ["user", "admin"] {
            let name = format!("Made.{role}.{number}");
            let answer = create(&client, &name, role);
            answer.assert_status(201);
            assert_user(&answer.body, &name, role, true);
            let location = format!("/api/v1/users/{}", answer.body["id"].as_str().unwrap());
            assert_eq!(answer.header_lines("location"), [location.as_str()]);
            assert_eq!(client.get(&location).body, answer.body);
            let logged_in = started.anonymous().log_in(&name, PASSWORD);
            assert_eq!((logged_in.status, &logged_in.body["user"]), (200, &answer.body));
        }
    }
}

fn nobody_makes_a_super_admin_over_http(store: &TestStore) {
    let started = store.start();
    for client in [started.super_admin(), started.admin("grace.hopper")] {
        for role in ["super_admin", "superAdmin", "Admin", "ADMIN", "root", ""] {
            let answer = create(&client, "ada.lovelace", role);
            answer.assert_problem(400, "bad-request").assert_field("/role", "unknown-value");
        }
    }
    started.anonymous().log_in("ada.lovelace", PASSWORD).assert_problem(401, "invalid-credentials");
}

fn only_admins_make_users(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    for role in ["user", "admin"] {
        create(&user, "grace.hopper", role).assert_problem(403, "forbidden");
        create(&started.anonymous(), "grace.hopper", role).assert_problem(401, "unauthenticated");
    }
    started.anonymous().log_in("grace.hopper", PASSWORD).assert_problem(401, "invalid-credentials");
    let stricter = store.start_with(&[("TRANCHE_AUTHORIZATION__ADMINS_MANAGE_ADMINS", "false")]);
    let admin = stricter.admin("grace.hopper");
    create(&admin, "ada.lovelace", "admin").assert_problem(403, "forbidden");
    create(&admin, "ada.lovelace", "user").assert_status(201);
}

fn a_made_user_follows_the_rules_of_every_other(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    create(&root, "Ada.Lovelace", "user").assert_status(201);
    create(&root, "ada.LOVELACE", "admin").assert_problem(409, "username-taken");
    started.anonymous().sign_up("ADA.lovelace", PASSWORD).assert_problem(409, "username-taken");
    create(&root, "ada", "user").assert_problem(422, "invalid-username").assert_field("/username", "invalid-username");
    let weak = json!({"username": "grace.hopper", "password": "Grace.Hopper", "role": "user"});
    let answer = root.post("/api/v1/users", &weak);
    answer.assert_problem(422, "invalid-password").assert_field("/password", "invalid-password");
}
