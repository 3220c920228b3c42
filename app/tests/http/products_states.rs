use serde_json::json;

use crate::{
    cases::{Case, case},
    products::{edit, path, strong_tag, teapot},
    stores::TestStore,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(an_edit_that_changes_nothing_moves_the_time_and_the_tag),
        case(a_product_is_known_again),
        case(a_change_holds_for_the_state_that_it_presumes),
        case(an_order_makes_another_state_of_what_it_takes),
    ]
}

fn an_edit_that_changes_nothing_moves_the_time_and_the_tag(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    let (mut time, mut tag) = (product["lastUpdateDate"].clone(), strong_tag(&root.get(&path(&product))));
    // Most of these come within one millisecond.
    for _ in 0..20 {
        let answer = edit(&root, &product, &json!({"name": "Teapot"}));
        answer.assert_status(200);
        assert!(answer.body["lastUpdateDate"].as_str() > time.as_str(), "{} after {time}", answer.text);
        assert_ne!(strong_tag(&answer), tag);
        (time, tag) = (answer.body["lastUpdateDate"].clone(), strong_tag(&answer));
    }
    assert_eq!(strong_tag(&root.get(&path(&product))), tag);
}

fn a_product_is_known_again(store: &TestStore) {
    let started = store.start();
    let (root, client) = (started.super_admin(), started.anonymous());
    let product = teapot(&root);
    let tag = strong_tag(&client.get(&path(&product)));
    for method in ["GET", "HEAD"] {
        let conditional = |tag: &str| client.call(method, &path(&product)).header("if-none-match", tag).send();
        for known in [&tag, "*", &format!("\"x\", {tag}"), &format!("W/{tag}")] {
            let answer = conditional(known);
            assert_eq!((answer.status, answer.text.as_str(), strong_tag(&answer)), (304, "", tag.clone()), "{known}");
        }
        for other in ["\"x\"", "", &tag.replace('"', "")] {
            let answer = conditional(other);
            assert_eq!((answer.status, strong_tag(&answer)), (200, tag.clone()), "{other}");
        }
    }
    let head = client.call("HEAD", &path(&product)).send();
    assert_eq!((head.status, head.text.as_str(), strong_tag(&head)), (200, "", tag.clone()));
    edit(&root, &product, &json!({"stock": 11})).assert_status(200);
    let changed = client.call("GET", &path(&product)).header("if-none-match", &tag).send();
    assert_eq!((changed.status, &changed.body["stock"]), (200, &json!(11)));
    assert_ne!(strong_tag(&changed), tag);
}

fn a_change_holds_for_the_state_that_it_presumes(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    let path = path(&product);
    let put = |tag: &str| root.call("PUT", &path).header("if-match", tag).json(&json!({"name": "Teapot"})).send();
    let delete = |tag: &str| root.call("DELETE", &path).header("if-match", tag).send();
    let first = strong_tag(&root.get(&path));
    let second = put(&first);
    second.assert_status(200);
    let second = strong_tag(&second);
    for stale in [&first, "\"x\"", "\"\"", "", "x", &format!("W/{second}"), &second.replace('"', "")] {
        put(stale).assert_problem(412, "precondition-failed");
        delete(stale).assert_problem(412, "precondition-failed");
    }
    assert_eq!(strong_tag(&root.get(&path)), second, "a refused edit changes nothing");
    let third = put(&format!("\"x\", {second}"));
    third.assert_status(200);
    put("*").assert_status(200);
    delete(&strong_tag(&third)).assert_problem(412, "precondition-failed");
    delete(&strong_tag(&root.get(&path))).assert_status(204);
    for missing in ["*", "\"x\""] {
        put(missing).assert_problem(404, "not-found");
        delete(missing).assert_problem(404, "not-found");
    }
}

fn an_order_makes_another_state_of_what_it_takes(store: &TestStore) {
    let started = store.start();
    let (root, buyer) = (started.super_admin(), started.user("ada.lovelace"));
    let product = teapot(&root);
    let path = path(&product);
    let before = strong_tag(&root.get(&path));
    let order = json!({"items": [{"productId": product["id"], "quantity": 2}]});
    buyer.post("/api/v1/orders", &order).assert_status(201);

    let sold = root.call("GET", &path).header("if-none-match", &before).send();
    sold.assert_status(200);
    assert_eq!((&sold.body["stock"], &sold.body["lastUpdateDate"]), (&json!(10), &product["lastUpdateDate"]));
    let put = |tag: &str| root.call("PUT", &path).header("if-match", tag).json(&json!({"name": "Kettle"})).send();
    put(&before).assert_problem(412, "precondition-failed");
    root.call("DELETE", &path).header("if-match", &before).send().assert_problem(412, "precondition-failed");
    let edited = put(&strong_tag(&sold));
    edited.assert_status(200);
    assert_eq!((&edited.body["name"], &edited.body["stock"]), (&json!("Kettle"), &json!(10)));
}
