use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{Answer, Client, PASSWORD, ROOT, assert_user, fields},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(users_are_listed_page_by_page_in_every_order),
        case(users_are_listed_by_role_and_state),
        case(a_list_that_can_not_be_read_is_refused),
        case(one_user_is_shown_and_known_again),
        case(each_change_of_a_user_may_be_made_twice),
        case(a_change_of_role_acts_on_the_next_call),
        case(nobody_changes_their_own_account_or_a_super_admin),
        case(a_name_that_nobody_has_is_not_found),
        case(a_set_password_ends_the_sessions_of_the_user),
    ]
}

fn change(client: &Client, verb: &str, username: &str) -> Answer {
    client.call("PATCH", &format!("/api/v1/users/{verb}")).json(&json!({"username": username})).send()
}

fn names(answer: &Answer) -> Vec<String> {
    answer.assert_status(200);
    assert_eq!(answer.fields(), ["nextToken", "users"]);
    let users = answer.body["users"].as_array().unwrap();
    users.iter().map(|user| user["username"].as_str().unwrap().to_owned()).collect()
}

/// Every username of a list, read two at a time.
fn names_in_pages(client: &Client, query: &str) -> Vec<String> {
    let (mut found, mut token) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("/api/v1/users?pageSize=2{query}{token}"));
        found.extend(names(&page));
        assert!(found.len() < 100, "the list ends");
        let Some(next) = page.body["nextToken"].as_str() else { return found };
        token = format!("&nextToken={next}");
    }
}

fn users_are_listed_page_by_page_in_every_order(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    for name in ["Edith.Clarke", "ada.lovelace", "Grace.Hopper", "betty.holberton"] {
        started.anonymous().sign_up(name, PASSWORD).assert_status(201);
    }
    let by_time = [ROOT, "Edith.Clarke", "ada.lovelace", "Grace.Hopper", "betty.holberton"];
    let by_name = ["ada.lovelace", "betty.holberton", "Edith.Clarke", "Grace.Hopper", ROOT];
    for (sort, mut expected) in [("createdAt", by_time), ("username", by_name)] {
        assert_eq!(names_in_pages(&root, &format!("&sort={sort}")), expected);
        expected.reverse();
        assert_eq!(names_in_pages(&root, &format!("&sort=-{sort}")), expected);
    }
    let listed = root.get("/api/v1/users?pageSize=100");
    assert_eq!((names(&listed), &listed.body["nextToken"]), (by_time.map(str::to_owned).to_vec(), &Value::Null));
    for user in listed.body["users"].as_array().unwrap() {
        let role = if user["username"] == ROOT { "super_admin" } else { "user" };
        assert_user(user, user["username"].as_str().unwrap(), role, true);
    }
}

fn users_are_listed_by_role_and_state(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    started.admin("grace.hopper");
    for name in ["ada.lovelace", "jean.bartik", "kay.antonelli"] {
        started.user(name);
    }
    for name in ["ada.lovelace", "kay.antonelli"] {
        change(&root, "inactivate", name).assert_status(200);
    }
    for (query, expected) in [
        ("&role=admin", &["grace.hopper"][..]),
        ("&role=super_admin", &[ROOT]),
        ("&role=user", &["ada.lovelace", "jean.bartik", "kay.antonelli"]),
        ("&isActive=false", &["ada.lovelace", "kay.antonelli"]),
        ("&isActive=true&role=user", &["jean.bartik"]),
        ("&isActive=false&role=admin", &[]),
    ] {
        assert_eq!(names_in_pages(&root, query), expected, "{query}");
    }
}

fn a_list_that_can_not_be_read_is_refused(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    for name in ["ada.lovelace", "grace.hopper"] {
        started.user(name);
    }
    for query in [
        "pageSize=0",
        "pageSize=101",
        "pageSize=-1",
        "pageSize=1.5",
        "pageSize=ten",
        "pageSize=",
        "pageSize=1&pageSize=1",
        "sort=name",
        "sort=",
        "role=root",
        "role=Admin",
        "isActive=yes",
        "isActive=1",
        "page=2",
        "pagesize=1",
        "=",
        "%00=1",
    ] {
        root.get(&format!("/api/v1/users?{query}")).assert_problem(400, "invalid-parameter");
    }
    let token = root.get("/api/v1/users?pageSize=1").body["nextToken"].as_str().unwrap().to_owned();
    let refused = |query: &str| {
        root.get(&format!("/api/v1/users?{query}")).assert_problem(400, "invalid-page-token");
    };
    for index in 0..token.len() {
        let other = if &token[index..=index] == "A" { "B" } else { "A" };
        let mut changed = token.clone();
        changed.replace_range(index..=index, other);
        refused(&format!("nextToken={changed}"));
    }
    for query in ["sort=username&", "sort=-createdAt&", "role=user&", "isActive=true&"] {
        refused(&format!("{query}nextToken={token}"));
    }
    for other in ["", "x", "%00", "null"] {
        refused(&format!("nextToken={other}"));
    }
    let sessions = root.get(&format!("/api/v1/auth/sessions?nextToken={token}"));
    sessions.assert_problem(400, "invalid-page-token");
    root.get(&format!("/api/v1/users?pageSize=1&nextToken={token}")).assert_status(200);
}

fn one_user_is_shown_and_known_again(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let user = ada.me().body["user"].clone();
    let path = format!("/api/v1/users/{}", user["id"].as_str().unwrap());
    let shown = root.get(&path);
    assert_eq!((shown.status, &shown.body), (200, &user));
    let tag = shown.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "a strong tag: {tag}");
    let conditional = |tag: &str| root.call("GET", &path).header("if-none-match", tag).send();
    for known in [&tag, "*", &format!("\"x\", {tag}"), &format!("W/{tag}")] {
        let answer = conditional(known);
        assert_eq!((answer.status, answer.text.as_str(), answer.header("etag")), (304, "", tag.as_str()), "{known}");
    }
    assert_eq!(conditional("\"x\"").body, user);
    change(&root, "inactivate", "ada.lovelace").assert_status(200);
    let changed = conditional(&tag);
    assert_eq!((changed.status, &changed.body["isActive"]), (200, &json!(false)));
    assert_ne!(changed.header("etag"), tag);
    root.get("/api/v1/users/0199b1a4-7c00-7000-8000-000000000001").assert_problem(404, "not-found");
    for odd in ["x", "ada.lovelace", "0199b1a4-7c00-7000-8000-00000000000g", "%00", "0199b1a47c0070008000000000000001"]
    {
        root.get(&format!("/api/v1/users/{odd}")).assert_problem(400, "invalid-parameter");
    }
}

fn each_change_of_a_user_may_be_made_twice(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    started.user("Ada.Lovelace");
    for (verb, role, is_active) in [
        ("inactivate", "user", false),
        ("reactivate", "user", true),
        ("grant", "admin", true),
        ("revoke", "user", true),
    ] {
        for name in ["ada.lovelace", "ADA.LOVELACE"] {
            let answer = change(&root, verb, name);
            answer.assert_status(200);
            assert_user(&answer.body, "Ada.Lovelace", role, is_active);
        }
    }
}

fn a_change_of_role_acts_on_the_next_call(store: &TestStore) {
    let started = store.start();
    let (root, mut ada) = (started.super_admin(), started.user("ada.lovelace"));
    for (verb, role, status) in [("grant", "admin", 200), ("revoke", "user", 403), ("grant", "admin", 200)] {
        change(&root, verb, "ada.lovelace").assert_status(200);
        let answer = ada.get("/api/v1/users");
        assert_eq!(answer.status, status, "after {verb}");
        // The session continues under another id.
        assert_ne!(Some(answer.cookie()), ada.cookie.as_deref());
        ada = ada.with_cookie(answer.cookie());
        let me = ada.me();
        assert_eq!((me.status, &me.body["user"]["role"]), (200, &json!(role)));
    }
}

fn nobody_changes_their_own_account_or_a_super_admin(store: &TestStore) {
    let started = store.start();
    let (root, admin) = (started.super_admin(), started.admin("grace.hopper"));
    let id = |client: &Client| client.me().body["user"]["id"].as_str().unwrap().to_owned();
    let set_password = |client: &Client, id: &str| {
        client.call("PUT", &format!("/api/v1/users/{id}/password")).json(&json!({"password": "another engine"})).send()
    };
    for verb in ["inactivate", "reactivate", "grant", "revoke"] {
        change(&root, verb, ROOT).assert_problem(403, "forbidden");
        change(&admin, verb, ROOT).assert_problem(403, "forbidden");
        change(&admin, verb, "GRACE.hopper").assert_problem(403, "forbidden");
    }
    for (client, target) in [(&root, id(&root)), (&admin, id(&root)), (&admin, id(&admin))] {
        set_password(client, &target).assert_problem(403, "forbidden");
    }
    for (client, role) in [(&root, "super_admin"), (&admin, "admin")] {
        let me = client.me();
        assert_eq!((me.status, &me.body["user"]["role"]), (200, &json!(role)));
    }
    let stricter = store.start_with(&[("TRANCHE_AUTHORIZATION__ADMINS_MANAGE_ADMINS", "false")]);
    let (admin, other) = (stricter.admin("grace.hopper"), stricter.admin("jean.bartik"));
    stricter.user("ada.lovelace");
    for (verb, name) in [("inactivate", "jean.bartik"), ("revoke", "jean.bartik"), ("grant", "ada.lovelace")] {
        change(&admin, verb, name).assert_problem(403, "forbidden");
    }
    change(&admin, "inactivate", "ada.lovelace").assert_status(200);
    other.me().assert_status(200);
}

fn a_name_that_nobody_has_is_not_found(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    for verb in ["inactivate", "reactivate", "grant", "revoke"] {
        for name in ["no.such.user", "", "?", "a\0b", &"x".repeat(1_000), "\u{430}da.lovelace"] {
            change(&root, verb, name).assert_problem(404, "not-found");
        }
    }
}

fn a_set_password_ends_the_sessions_of_the_user(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let path = format!("/api/v1/users/{}/password", ada.me().body["user"]["id"].as_str().unwrap());
    let set = |path: &str, password: &str| root.call("PUT", path).json(&json!({"password": password})).send();
    for unfit in ["short", "password", "Ada.Lovelace"] {
        let answer = set(&path, unfit);
        answer.assert_problem(422, "invalid-password").assert_field("/password", "invalid-password");
    }
    ada.me().assert_status(200);
    let answer = set(&path, "analytical engine");
    assert_eq!((answer.status, answer.text.as_str(), fields(&answer.body)), (204, "", Vec::new()));
    ada.me().assert_problem(401, "unauthenticated");
    started.anonymous().log_in("ada.lovelace", PASSWORD).assert_problem(401, "invalid-credentials");
    started.anonymous().log_in("ada.lovelace", "analytical engine").assert_status(200);
    let nobodys = "/api/v1/users/0199b1a4-7c00-7000-8000-000000000001/password";
    set(nobodys, "analytical engine").assert_problem(404, "not-found");
    set("/api/v1/users/x/password", "analytical engine").assert_problem(400, "invalid-parameter");
}
