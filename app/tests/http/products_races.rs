use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    products::{PRODUCTS, add, edit, path, teapot},
    races::at_once,
    stores::TestStore,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(fifty_who_read_and_then_write_add_up),
        case(fifty_edits_at_once_are_made_or_refused_as_stale),
        case(of_many_edits_of_one_state_at_once_one_is_made),
        case(of_fifty_deletions_at_once_one_succeeds),
        case(products_that_are_added_at_once_are_all_there),
    ]
}

fn fifty_who_read_and_then_write_add_up(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = add(&root, &json!({"name": "Counter", "stock": 0}));
    let add_one = |_| {
        for _ in 0..10_000 {
            let read = root.get(&path(&product));
            let body = json!({"stock": read.body["stock"].as_u64().unwrap() + 1});
            let answer = root.call("PUT", &path(&product)).header("if-match", read.header("etag")).json(&body).send();
            if answer.status == 200 {
                assert_eq!(answer.body["stock"], body["stock"]);
                return answer;
            }
            answer.assert_problem(412, "precondition-failed");
        }
        panic!("lost every race");
    };
    let answers = at_once(50, add_one);
    assert_eq!(root.get(&path(&product)).body["stock"], 50);
    let mut tags: Vec<_> = answers.iter().map(|answer| answer.header("etag")).collect();
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), 50, "every state has a tag of its own");
}

fn fifty_edits_at_once_are_made_or_refused_as_stale(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    let answers = at_once(50, |number| edit(&root, &product, &json!({"description": format!("Edit {number}")})));
    let (mut made, mut unknown) = (Vec::new(), 0);
    for answer in &answers {
        match answer.status {
            200 => made.push(&answer.body),
            // On a busy machine, the tries of one edit may take longer than a request has.
            503 => unknown += 1,
            _ => {
                answer.assert_problem(409, "conflict");
            }
        }
    }
    assert!(!made.is_empty() && unknown < answers.len() / 2, "{unknown} of {} edits took too long", answers.len());
    made.sort_by_key(|body| body["lastUpdateDate"].as_str());
    let mut times: Vec<_> = made.iter().map(|body| &body["lastUpdateDate"]).collect();
    times.dedup();
    assert_eq!(times.len(), made.len(), "no two edits have one time");
    let left = root.get(&path(&product)).body;
    assert!(unknown > 0 || Some(&&left) == made.last(), "the last edit is what is left: {left}");
}

fn of_many_edits_of_one_state_at_once_one_is_made(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    let tag = root.get(&path(&product)).header("etag").to_owned();
    let answers = at_once(20, |number| {
        let call = root.call("PUT", &path(&product)).header("if-match", &tag);
        call.json(&json!({"name": format!("Teapot {number}")})).send()
    });
    let made: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.assert_problem(412, "precondition-failed");
    }
    let [winner] = made[..] else { panic!("one edit is made, not {}", made.len()) };
    assert_eq!(root.get(&path(&product)).body, winner.body);
}

fn of_fifty_deletions_at_once_one_succeeds(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    let answers = at_once(50, |_| root.call("DELETE", &path(&product)).send());
    let (made, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 204);
    assert_eq!((made.len(), lost.len()), (1, 49));
    for answer in lost {
        answer.assert_problem(404, "not-found");
    }
}

fn products_that_are_added_at_once_are_all_there(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let answers = at_once(50, |number| root.post(PRODUCTS, &json!({"name": format!("Product {number}")})));
    let id = |product: &Value| product["id"].as_str().unwrap().to_owned();
    let mut made: Vec<_> = answers.iter().map(|answer| id(&answer.assert_status(201).body)).collect();
    let listed = root.get(&format!("{PRODUCTS}?pageSize=100")).body["products"].as_array().unwrap().clone();
    let mut found: Vec<_> = listed.iter().map(id).collect();
    made.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, made);
    let times: Vec<_> = listed.iter().map(|product| product["createDate"].as_str()).collect();
    assert!(times.is_sorted(), "{times:?}");
}
