use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{Answer, Client, PASSWORD, is_time, is_uuid7},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(who_did_what_to_whom_is_listed_newest_first),
        case(filters_narrow_the_list_together),
        case(pages_of_every_size_add_up_while_others_act),
        case(events_hold_no_secret),
        case(what_is_for_admins_is_refused_to_users_whatever_it_says),
        case(a_list_of_events_that_can_not_be_read_is_refused),
        case(a_page_token_is_good_for_the_list_that_gave_it_alone),
    ]
}

const EVENTS: &str = "/api/v1/events";
const NOBODY: &str = "0199b1a4-7c00-7000-8000-000000000001";

fn list(client: &Client, query: &str) -> Answer {
    client.get(&format!("{EVENTS}{query}"))
}

#[track_caller]
fn events(answer: &Answer) -> Vec<Value> {
    answer.assert_status(200);
    assert_eq!(answer.fields(), ["events", "nextToken"]);
    answer.body["events"].as_array().unwrap().clone()
}

fn types(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["type"].as_str().unwrap()).collect()
}

fn id_of(client: &Client) -> String {
    client.me().body["user"]["id"].as_str().unwrap().to_owned()
}

/// The events that a filter lets through, in pages of this size, with an action between pages.
fn read_in_pages(client: &Client, size: usize, filter: &str, mut between: impl FnMut()) -> Vec<Value> {
    let (mut found, mut token) = (Vec::new(), String::new());
    loop {
        let answer = list(client, &format!("?pageSize={size}{filter}{token}"));
        let page = events(&answer);
        let Some(next) = answer.body["nextToken"].as_str() else {
            assert!(page.len() <= size);
            found.extend(page);
            return found;
        };
        assert_eq!(page.len(), size, "all pages but the last one are full");
        found.extend(page);
        assert!(found.len() < 1_000, "the list has no end");
        token = format!("&nextToken={next}");
        between();
    }
}

fn who_did_what_to_whom_is_listed_newest_first(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let grant = root.call("PATCH", "/api/v1/users/grant").header("x-request-id", "req-of-the-grant");
    grant.json(&json!({"username": "ada.lovelace"})).send().assert_status(200);
    let (by, whom) = (id_of(&root), id_of(&ada));
    for client in [&root, &started.admin("grace.hopper")] {
        let about = events(&list(client, &format!("?subjectKind=user&subjectId={whom}&to=9999-12-31T23:59:59Z")));
        let granted = about.iter().find(|event| event["type"] == "AdminGranted").unwrap();
        assert!(is_uuid7(&granted["id"]) && is_time(&granted["at"]), "{granted}");
        assert_eq!(
            *granted,
            json!({
                "id": granted["id"],
                "type": "AdminGranted",
                "at": granted["at"],
                "actorId": by,
                "subject": {"kind": "user", "id": whom},
                "requestId": "req-of-the-grant",
                "data": {},
            })
        );
        let order: Vec<_> = types(&about).into_iter().filter(|kind| *kind != "SessionReissued").collect();
        assert_eq!(order, ["AdminGranted", "SessionStarted", "UserSignedUp"]);
        let times: Vec<_> = about.iter().map(|event| event["at"].as_str().unwrap()).collect();
        assert!(times.is_sorted_by(|one, next| one >= next), "{times:?}");
    }
    // The first super admin is the operator's doing.
    let of_root = events(&list(&root, &format!("?subjectKind=user&subjectId={by}&type=UserCreated")));
    assert_eq!((of_root.len(), &of_root[0]["actorId"]), (1, &Value::Null));
    let head = root.call("HEAD", EVENTS).send();
    assert_eq!((head.status, head.text.as_str()), (200, ""));
}

fn filters_narrow_the_list_together(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let (by, whom) = (id_of(&root), id_of(&ada));
    for _ in 0..3 {
        started.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
    }
    let password = json!({"password": "another difference engine"});
    root.call("PUT", &format!("/api/v1/users/{whom}/password")).json(&password).send().assert_status(204);
    let product = root.post("/api/v1/products", &json!({"name": "Tea"})).assert_status(201).body["id"].clone();
    let product = product.as_str().unwrap();
    let found = |query: &str| events(&list(&root, &format!("?pageSize=100{query}")));

    let of_ada = found(&format!("&userId={whom}"));
    assert_eq!(
        types(&of_ada),
        ["SessionStarted", "SessionStarted", "SessionStarted", "SessionStarted", "UserSignedUp"]
    );
    assert_eq!(types(&found(&format!("&userId={whom}&type=UserSignedUp"))), ["UserSignedUp"]);
    let about_ada = format!("&subjectKind=user&subjectId={whom}");
    assert_eq!(types(&found(&format!("{about_ada}&userId={by}"))), ["PasswordSet"]);
    assert_eq!(types(&found(&format!("{about_ada}&userId={by}&type=UserSignedUp"))), [""; 0]);
    assert_eq!(types(&found(&format!("&subjectKind=product&subjectId={product}"))), ["ProductCreated"]);
    assert_eq!(types(&found(&format!("&subjectKind=user&subjectId={product}"))), [""; 0]);
    let of_type = found("&type=ProductCreated");
    assert!(of_type.iter().any(|event| event["subject"]["id"] == product), "{of_type:?}");
    assert!(of_type.iter().all(|event| event["type"] == "ProductCreated"), "{of_type:?}");
    assert_eq!(found(&format!("&userId={NOBODY}")), Vec::<Value>::new());

    // From a moment on, up to another and not at it.
    let moment = |event: &Value| event["at"].as_str().unwrap().to_owned();
    let (first, last) = (moment(&of_ada[4]), moment(&of_ada[0]));
    let from = found(&format!("&userId={whom}&from={first}"));
    assert_eq!(from, of_ada);
    let up_to = found(&format!("&userId={whom}&to={last}"));
    let before: Vec<_> = of_ada.iter().filter(|event| moment(event) < last).cloned().collect();
    assert_eq!(up_to, before);
    assert_eq!(found(&format!("&userId={whom}&from={first}&to={first}")), Vec::<Value>::new());
}

fn pages_of_every_size_add_up_while_others_act(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let whom = id_of(&ada);
    for number in 0..12 {
        root.post("/api/v1/products", &json!({"name": format!("Tea {number}")})).assert_status(201);
        started.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
    }
    let by = id_of(&root);
    for filter in [
        format!("&userId={by}&type=ProductCreated"),
        format!("&userId={whom}"),
        format!("&subjectKind=user&subjectId={whom}&type=SessionStarted"),
    ] {
        let whole = read_in_pages(&root, 100, &filter, || {});
        assert!(whole.len() >= 12, "{filter}");
        for size in [1, 5, 12, 20] {
            let in_pages = read_in_pages(&root, size, &filter, || {
                root.post("/api/v1/products", &json!({"name": "Another tea"})).assert_status(201);
                started.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
            });
            // What happened since the first page is before it.
            assert!(in_pages.ends_with(&whole), "{filter} {size}");
        }
    }
}

/// A client could make a secret of anything that it sends: none of it is in any event.
fn events_hold_no_secret(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let answer = started.anonymous().sign_up("ada.lovelace", "canary of a password");
    answer.assert_status(201);
    let logged_in = started.anonymous().log_in("ada.lovelace", "canary of a password");
    let cookie = logged_in.assert_status(200).cookie().to_owned();
    let ada = started.anonymous().with_cookie(&cookie);
    let change = json!({"currentPassword": "canary of a password", "newPassword": "canary of another"});
    ada.call("PUT", "/api/v1/auth/password").json(&change).send().assert_status(204);
    let id = answer.body["id"].as_str().unwrap();
    let set = json!({"password": "canary of a third"});
    root.call("PUT", &format!("/api/v1/users/{id}/password")).json(&set).send().assert_status(204);
    started.anonymous().log_in("ada.lovelace", "canary of a wrong one").assert_problem(401, "invalid-credentials");
    let about = list(&root, &format!("?subjectKind=user&subjectId={id}&pageSize=100"));
    assert_eq!(
        types(&events(&about)).into_iter().filter(|kind| kind.starts_with("Password")).collect::<Vec<_>>(),
        ["PasswordSet", "PasswordChanged"]
    );
    let token = cookie.split_once('=').unwrap().1;
    let whole = list(&root, "?pageSize=100").text.clone() + &about.text;
    for secret in ["canary", PASSWORD, token, token.split('.').next_back().unwrap(), "$2b$"] {
        assert!(!whole.contains(secret), "{secret}");
    }
}

fn what_is_for_admins_is_refused_to_users_whatever_it_says(store: &TestStore) {
    let started = store.start();
    let (nobody, user) = (started.anonymous(), started.user("ada.lovelace"));
    let own = format!("?userId={}", id_of(&user));
    for query in ["", "?pageSize=0", "?type=lost", "?nextToken=x", own.as_str()] {
        list(&nobody, query).assert_problem(401, "unauthenticated");
        list(&user, query).assert_problem(403, "forbidden");
    }
}

fn a_list_of_events_that_can_not_be_read_is_refused(store: &TestStore) {
    let started = store.start();
    let admin = started.admin("grace.hopper");
    for query in [
        "?pageSize=0",
        "?pageSize=101",
        "?userId=1",
        "?userId=grace.hopper",
        "?subjectKind=user",
        &format!("?subjectId={NOBODY}"),
        &format!("?subjectKind=cup&subjectId={NOBODY}"),
        "?type=userSignedUp",
        "?type=UserTeleported",
        "?type=UserSignedUp&type=UserSignedUp",
        "?from=yesterday",
        "?from=2026-01-01",
        "?to=1795241548",
        "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "?subject=1",
    ] {
        list(&admin, query).assert_problem(400, "invalid-parameter");
    }
}

fn a_page_token_is_good_for_the_list_that_gave_it_alone(store: &TestStore) {
    let started = store.start();
    let (root, admin) = (started.super_admin(), started.admin("grace.hopper"));
    started.user("ada.lovelace");
    let answer = list(&root, "?pageSize=1&type=SessionStarted");
    let token = answer.body["nextToken"].as_str().unwrap();
    events(&list(&root, &format!("?pageSize=2&type=SessionStarted&nextToken={token}")));
    for (client, query) in [
        (&root, String::new()),
        (&root, "&type=UserSignedUp".to_owned()),
        (&root, "&type=SessionStarted&from=2026-01-01T00:00:00Z".to_owned()),
        (&root, format!("&type=SessionStarted&userId={}", id_of(&root))),
        (&admin, "&type=SessionStarted".to_owned()),
    ] {
        list(client, &format!("?nextToken={token}{query}")).assert_problem(400, "invalid-page-token");
    }
    root.get(&format!("/api/v1/users?nextToken={token}")).assert_problem(400, "invalid-page-token");
}
