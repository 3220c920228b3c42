//! What can be read and changed of the content of an earlier release that the release itself could not show: the audit trail
//! over HTTP, and each user and product under a change.

use serde_json::{Value, json};

use crate::support::{Answer, Client, PASSWORD, eventually};

/// Asserts that the audit trail has the events of the earlier release, newest first, and finds those of one actor.
pub(super) fn assert_audited(events: &[Value], root: &Client) {
    let newest_first: Vec<Value> = events.iter().rev().map(as_listed).collect();
    assert_eq!(listed(root, "", &newest_first), newest_first);
    let actor = &newest_first[0]["actorId"];
    let own: Vec<Value> = newest_first.iter().filter(|event| event["actorId"] == *actor).cloned().collect();
    assert!(own.len() > 1, "{own:?}");
    assert_eq!(listed(root, &format!("&userId={}", actor.as_str().unwrap()), &own), own);
}

/// An event of the command line as the API lists it.
fn as_listed(event: &Value) -> Value {
    let mut event = event.clone();
    let actor = event.as_object_mut().unwrap().remove("actor").unwrap();
    event["actorId"] = if actor == "operator" { Value::Null } else { actor };
    event
}

/// The events of all pages, without those that came after.
fn listed(root: &Client, filter: &str, before: &[Value]) -> Vec<Value> {
    let (mut found, mut token) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/events?pageSize=7{filter}{token}");
        // A store may have to fill an index that is new.
        let page = eventually("the events can be listed", || {
            let page = root.get(&path);
            (page.status != 503).then_some(page)
        });
        found.extend(page.assert_status(200).body["events"].as_array().unwrap().iter().cloned());
        let Some(next) = page.body["nextToken"].as_str() else { break };
        token = format!("&nextToken={next}");
    }
    found.retain(|event| before.iter().any(|earlier| earlier["id"] == event["id"]));
    found
}

/// Asserts that each user and product takes every change that there is.
pub(super) fn assert_editable(users: &[Value], products: &[Value], root: &Client) {
    for user in users.iter().filter(|user| user["role"] != "super_admin") {
        edit_user(user, root);
    }
    for product in products {
        edit_product(&format!("/api/v1/products/{}", product["id"].as_str().unwrap()), root);
    }
}

fn edit_user(user: &Value, root: &Client) {
    let [id, name] = ["id", "username"].map(|member| user[member].as_str().unwrap());
    let change = |action: &str| {
        let changed = root.call("PATCH", &format!("/api/v1/users/{action}")).json(&json!({"username": name})).send();
        changed.assert_status(200).body.clone()
    };
    assert_eq!(change("inactivate")["isActive"], false, "{name}");
    assert_eq!(change("reactivate")["isActive"], true, "{name}");
    assert_eq!(change("revoke")["role"], "user", "{name}");
    assert_eq!(change("grant")["role"], "admin", "{name}");
    put(root, &format!("/api/v1/users/{id}/password"), &json!({"password": "nanoseconds of wire"})).assert_status(204);
    let anonymous = root.without_cookie();
    anonymous.log_in(name, PASSWORD).assert_problem(401, "invalid-credentials");
    let signed_in = anonymous.log_in(name, "nanoseconds of wire");
    let own = anonymous.with_cookie(signed_in.assert_status(200).cookie());
    let passwords = json!({"currentPassword": "nanoseconds of wire", "newPassword": PASSWORD});
    put(&own, "/api/v1/auth/password", &passwords).assert_status(204);
    anonymous.log_in(name, PASSWORD).assert_status(200);
}

fn edit_product(path: &str, root: &Client) {
    let before = root.get(path);
    let tag = before.assert_status(200).header("etag").to_owned();
    let edit = json!({"description": "edited", "price": {"amount": 1, "currency": "EUR"}, "stock": 5});
    let edited = root.call("PUT", path).header("if-match", &tag).json(&edit).send();
    let after = &edited.assert_status(200).body;
    for member in ["description", "price", "stock"] {
        assert_eq!(after[member], edit[member], "{path}");
    }
    assert_eq!(after["name"], before.body["name"]);
    root.call("PUT", path).header("if-match", &tag).json(&edit).send().assert_problem(412, "precondition-failed");
    root.call("DELETE", path).send().assert_status(204);
    root.get(path).assert_problem(404, "not-found");
}

fn put(client: &Client, path: &str, body: &Value) -> Answer {
    client.call("PUT", path).json(body).send()
}
