use std::{sync::mpsc, thread};

use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    products::{PRODUCTS, add, assert_product, path},
    stores::TestStore,
    support::{Answer, Client},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(products_are_listed_in_the_order_of_their_creation),
        case(pages_of_every_size_add_up_while_others_add_products),
        case(a_list_goes_on_where_it_was_although_products_go),
        case(a_list_of_products_that_can_not_be_read_is_refused),
        case(a_page_token_is_good_for_products_alone),
    ]
}

/// Products, in the order of their creation.
fn catalogue(admin: &Client, number: usize) -> Vec<Value> {
    (0..number).map(|number| add(admin, &json!({"name": format!("Product {number}")}))).collect()
}

#[track_caller]
fn products(answer: &Answer) -> Vec<Value> {
    answer.assert_status(200);
    assert_eq!(answer.fields(), ["nextToken", "products"]);
    answer.body["products"].as_array().unwrap().clone()
}

/// A page, and the token of the next one.
fn page(client: &Client, query: &str) -> (Vec<Value>, Option<String>) {
    let answer = client.get(&format!("{PRODUCTS}?{query}"));
    (products(&answer), answer.body["nextToken"].as_str().map(str::to_owned))
}

/// Every product of the list, read in pages of this size. All pages but the last one are full.
fn read_in_pages(client: &Client, size: usize) -> Vec<Value> {
    let (mut found, mut token) = page(client, &format!("pageSize={size}"));
    while let Some(next) = token {
        assert_eq!(found.len() % size, 0, "{size}");
        let (more, after) = page(client, &format!("pageSize={size}&nextToken={next}"));
        assert!(!more.is_empty() && more.len() <= size, "{size}");
        found.extend(more);
        token = after;
        assert!(found.len() < 1_000, "the list ends");
    }
    found
}

fn products_are_listed_in_the_order_of_their_creation(store: &TestStore) {
    let started = store.start();
    let (root, client) = (started.super_admin(), started.anonymous());
    assert_eq!(client.get(PRODUCTS).body, json!({"products": [], "nextToken": null}));
    let made = catalogue(&root, 21);
    made.iter().for_each(assert_product);
    let (first, token) = page(&client, "");
    assert_eq!(first, made[..20]);
    let (last, none) = page(&client, &format!("nextToken={}", token.unwrap()));
    assert_eq!((last, none), (made[20..].to_vec(), None));
    // An edit moves nothing in the list.
    root.call("PUT", &path(&made[0])).json(&json!({"name": "Zinc"})).send().assert_status(200);
    let ids = |products: &[Value]| products.iter().map(|product| product["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&read_in_pages(&client, 2)), ids(&made));
    let [get, head] = ["GET", "HEAD"].map(|method| client.call(method, PRODUCTS).send());
    assert_eq!((get.status, head.status, head.text.as_str()), (200, 200, ""));
}

fn pages_of_every_size_add_up_while_others_add_products(store: &TestStore) {
    let started = store.start();
    let (root, client) = (started.super_admin(), started.anonymous());
    let mut known = catalogue(&root, 250);
    thread::scope(|scope| {
        // A product is created while each list is read.
        let (begin, beginnings) = mpsc::channel::<usize>();
        let (sender, created) = mpsc::channel::<Value>();
        scope.spawn(move || {
            for number in beginnings {
                sender.send(add(&root, &json!({"name": format!("Between {number}")}))).unwrap();
            }
        });
        for size in 1..=100 {
            begin.send(size).unwrap();
            let mut found = read_in_pages(&client, size);
            let new = created.recv().unwrap();
            if found.last() == Some(&new) {
                found.pop();
            }
            assert_eq!(found.len(), known.len(), "{size}");
            assert_eq!(found, known, "{size}");
            known.push(new);
        }
    });
    assert_eq!(read_in_pages(&client, 100), known);
}

fn a_list_goes_on_where_it_was_although_products_go(store: &TestStore) {
    let started = store.start();
    let (root, client) = (started.super_admin(), started.anonymous());
    let made = catalogue(&root, 7);
    let (first, token) = page(&client, "pageSize=3");
    assert_eq!(first, made[..3]);
    // The last product of the page, whose position the token holds, and the first of the next one.
    for gone in [2, 3] {
        root.call("DELETE", &path(&made[gone])).send().assert_status(204);
    }
    let (rest, none) = page(&client, &format!("pageSize=100&nextToken={}", token.unwrap()));
    assert_eq!((rest, none), (made[4..].to_vec(), None));
    // A token for the last remaining product continues with nothing.
    let (_, token) = page(&client, "pageSize=4");
    root.call("DELETE", &path(&made[6])).send().assert_status(204);
    let answer = client.get(&format!("{PRODUCTS}?nextToken={}", token.unwrap()));
    assert_eq!(answer.body, json!({"products": [], "nextToken": null}));
}

fn a_list_of_products_that_can_not_be_read_is_refused(store: &TestStore) {
    let started = store.start();
    for client in [started.anonymous(), started.user("ada.lovelace")] {
        for query in [
            "pageSize=0",
            "pageSize=101",
            "pageSize=-1",
            "pageSize=1.5",
            "pageSize=ten",
            "pageSize=",
            "pageSize=%2B1",
            "pageSize=99999999999999999999",
            "pageSize=1&pageSize=1",
            "nextToken=a&nextToken=a",
            "pagesize=1",
            "page=2",
            "sort=name",
            "name=Teapot",
            "=",
            "%00=1",
        ] {
            client.get(&format!("{PRODUCTS}?{query}")).assert_problem(400, "invalid-parameter");
        }
    }
}

fn a_page_token_is_good_for_products_alone(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    started.user("ada.lovelace");
    let made = catalogue(&root, 3);
    let (_, token) = page(&root, "pageSize=1");
    let token = token.unwrap();
    let refused = |client: &Client, token: &str| {
        client.get(&format!("{PRODUCTS}?pageSize=1&nextToken={token}")).assert_problem(400, "invalid-page-token");
    };
    for index in 0..token.len() {
        let other = if &token[index..=index] == "A" { "B" } else { "A" };
        let mut changed = token.clone();
        changed.replace_range(index..=index, other);
        refused(&started.anonymous(), &changed);
    }
    for odd in ["", "x", "%00", "null", &token[1..], &format!("{token}A"), &token.repeat(2)] {
        refused(&root, odd);
    }
    let of_users = root.get("/api/v1/users?pageSize=1").body["nextToken"].as_str().unwrap().to_owned();
    refused(&root, &of_users);
    for list in ["/api/v1/users", "/api/v1/auth/sessions"] {
        root.get(&format!("{list}?nextToken={token}")).assert_problem(400, "invalid-page-token");
    }
    // It is not bound to a user, and is valid with other page sizes.
    let (rest, none) = page(&started.anonymous(), &format!("pageSize=50&nextToken={token}"));
    assert_eq!((rest, none), (made[1..].to_vec(), None));
}
