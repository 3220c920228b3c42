use serde_json::json;

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::Client,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![case(dead_letters_are_for_super_admins), case(what_is_no_dead_letter_is_not_redelivered)]
}

const DEAD_LETTERS: &str = "/api/v1/dead-letters";
const NOBODY: &str = "0199b1a4-7c00-7000-8000-000000000001";

fn dead_letters_are_for_super_admins(store: &TestStore) {
    let started = store.start();
    let (nobody, user, admin) = (started.anonymous(), started.user("ada.lovelace"), started.admin("grace.hopper"));
    let path = format!("{DEAD_LETTERS}/{NOBODY}/redeliver");
    for query in ["", "?pageSize=0"] {
        let list = |client: &Client| client.get(&format!("{DEAD_LETTERS}{query}"));
        list(&nobody).assert_problem(401, "unauthenticated");
        list(&user).assert_problem(403, "forbidden");
        list(&admin).assert_problem(403, "forbidden");
    }
    nobody.call("POST", &path).send().assert_problem(401, "unauthenticated");
    user.call("POST", &path).send().assert_problem(403, "forbidden");
    admin.call("POST", &path).send().assert_problem(403, "forbidden");
    let listed = started.super_admin().get(DEAD_LETTERS);
    assert_eq!(listed.assert_status(200).body, json!({"deadLetters": [], "nextToken": null}));
}

fn what_is_no_dead_letter_is_not_redelivered(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let event = root.get("/api/v1/events?pageSize=1").assert_status(200).body["events"][0].clone();
    for id in [event["id"].as_str().unwrap(), NOBODY] {
        let call = root.call("POST", &format!("{DEAD_LETTERS}/{id}/redeliver"));
        call.send().assert_problem(404, "not-found");
    }
    root.call("POST", &format!("{DEAD_LETTERS}/1/redeliver")).send().assert_problem(400, "invalid-parameter");
    let trail = root.get("/api/v1/events?type=DeadLetterRedelivered").assert_status(200).body.clone();
    assert_eq!(trail, json!({"events": [], "nextToken": null}));
}
