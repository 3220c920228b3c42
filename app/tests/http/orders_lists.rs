use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    orders::{ORDERS, advance, cancel, id_of, order, product},
    stores::TestStore,
    support::{Answer, Client},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_own_orders_are_listed_newest_first_also_for_admins),
        case(admins_list_the_orders_of_a_user_or_of_everybody),
        case(orders_are_listed_by_status),
        case(pages_of_every_size_add_up_while_others_order),
        case(what_is_for_admins_is_refused_to_users_whatever_it_says),
        case(a_list_of_orders_that_can_not_be_read_is_refused),
        case(a_page_token_is_good_for_the_list_that_gave_it_alone),
        case(a_page_token_stays_good_whatever_becomes_of_its_order),
    ]
}

#[track_caller]
fn orders(answer: &Answer) -> Vec<Value> {
    answer.assert_status(200);
    assert_eq!(answer.fields(), ["nextToken", "orders"]);
    answer.body["orders"].as_array().unwrap().clone()
}

fn list(client: &Client, query: &str) -> Answer {
    client.get(&format!("{ORDERS}{query}"))
}

/// Every order of a list, read in pages of this size, with an action between pages. All pages but the last one are
/// full.
fn read_in_pages(client: &Client, size: usize, filter: &str, mut between: impl FnMut()) -> Vec<Value> {
    let (mut found, mut token) = (Vec::new(), String::new());
    loop {
        let answer = list(client, &format!("?pageSize={size}{filter}{token}"));
        let page = orders(&answer);
        let Some(next) = answer.body["nextToken"].as_str() else {
            assert!(page.len() <= size);
            found.extend(page);
            return found;
        };
        assert_eq!(page.len(), size);
        found.extend(page);
        assert!(found.len() < 1_000, "the list has no end");
        token = format!("&nextToken={next}");
        between();
    }
}

fn newest_first(orders: &[Value]) -> Vec<Value> {
    orders.iter().rev().cloned().collect()
}

fn the_own_orders_are_listed_newest_first_also_for_admins(store: &TestStore) {
    let started = store.start();
    let (ada, eve, admin) =
        (started.user("ada.lovelace"), started.user("eve.moneypenny"), started.admin("grace.hopper"));
    let tea = product(&admin, "Tea", 250, Value::Null);
    for client in [&ada, &eve, &admin] {
        let placed: Vec<_> = (1..=3).map(|quantity| order(client, &tea, quantity)).collect();
        assert_eq!(orders(&list(client, "")), newest_first(&placed));
        assert_eq!(list(client, "").body["nextToken"], Value::Null);
    }
    started.anonymous().get(ORDERS).assert_problem(401, "unauthenticated");
    let head = ada.call("HEAD", ORDERS).send();
    assert_eq!((head.status, head.text.as_str()), (200, ""));
}

fn admins_list_the_orders_of_a_user_or_of_everybody(store: &TestStore) {
    let started = store.start();
    let (root, ada, admin) = (started.super_admin(), started.user("ada.lovelace"), started.admin("grace.hopper"));
    let tea = product(&root, "Tea", 250, Value::Null);
    let all: Vec<_> = [&ada, &root, &ada, &admin, &ada].map(|client| order(client, &tea, 1)).to_vec();
    let of = |client: &Client| {
        let id = id_of(client);
        newest_first(&all.iter().filter(|order| order["userId"] == id).cloned().collect::<Vec<_>>())
    };
    for client in [&root, &admin] {
        assert_eq!(orders(&list(client, "?scope=all")), newest_first(&all));
        assert_eq!(orders(&list(client, "")), of(client));
        for whose in [&ada, &root, &admin] {
            let id = id_of(whose);
            assert_eq!(orders(&list(client, &format!("?userId={}", id.as_str().unwrap()))), of(whose));
        }
        let nobody = "0199b1a4-7c00-7000-8000-000000000001";
        assert_eq!(orders(&list(client, &format!("?userId={nobody}"))), Vec::<Value>::new());
    }
}

fn orders_are_listed_by_status(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, Value::Null);
    let mut all = Vec::new();
    for way in [
        vec![],
        vec!["processing"],
        vec!["cancelled"],
        vec!["processing", "shipped"],
        vec![],
        vec!["processing", "shipped", "delivered"],
        vec!["processing", "cancelled"],
    ] {
        let placed = order(&ada, &tea, 1);
        for status in way {
            let answer = if status == "cancelled" { cancel(&ada, &placed) } else { advance(&root, &placed, status) };
            answer.assert_status(200);
        }
        all.push(ada.get(&crate::orders::path(&placed)).body);
    }
    let of_root = order(&root, &tea, 1);
    for status in ["pending", "processing", "shipped", "delivered", "cancelled"] {
        let mut expected: Vec<_> = all.iter().filter(|order| order["status"] == status).cloned().collect();
        assert!(!expected.is_empty());
        assert_eq!(orders(&list(&ada, &format!("?status={status}"))), newest_first(&expected), "{status}");
        let paged = read_in_pages(&ada, 1, &format!("&status={status}"), || ());
        assert_eq!(paged, newest_first(&expected), "{status}");
        if status == "pending" {
            expected.push(of_root.clone());
        }
        assert_eq!(orders(&list(&root, &format!("?scope=all&status={status}"))), newest_first(&expected), "{status}");
    }
}

fn pages_of_every_size_add_up_while_others_order(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, Value::Null);
    let mut mine = Vec::new();
    for number in 0..60 {
        if number % 3 == 0 {
            order(&root, &tea, 1);
        }
        mine.push(order(&ada, &tea, 1));
    }
    for size in [1, 7, 20, 59, 60, 61, 100] {
        // New orders come before the first page, and move none.
        let all = read_in_pages(&root, 100, "&scope=all", || ());
        assert_eq!(read_in_pages(&root, size, "&scope=all", || _ = order(&root, &tea, 1)), all, "{size}");
        assert_eq!(read_in_pages(&ada, size, "", || ()), newest_first(&mine), "{size}");
    }
}

/// The queries that only admins may use, whatever their values.
const FOR_ADMINS: [&str; 8] = [
    "?scope=all",
    "?userId=0199b1a4-7c00-7000-8000-000000000001",
    "?scope=all&userId=0199b1a4-7c00-7000-8000-000000000001",
    "?scope=",
    "?userId=no-id",
    "?scope=all&scope=all",
    "?status=lost&scope=mine&page=1",
    "?pageSize=0&nextToken=garbage&%75serId",
];

fn what_is_for_admins_is_refused_to_users_whatever_it_says(store: &TestStore) {
    let started = store.start();
    let (ada, admin) = (started.user("ada.lovelace"), started.admin("grace.hopper"));
    for (number, query) in FOR_ADMINS.into_iter().enumerate() {
        list(&started.anonymous(), query).assert_problem(401, "unauthenticated");
        list(&ada, query).assert_problem(403, "forbidden");
        if number < 2 {
            assert_eq!(orders(&list(&admin, query)), Vec::<Value>::new());
        } else {
            list(&admin, query).assert_problem(400, "invalid-parameter");
        }
    }
    let own = format!("?userId={}", id_of(&ada).as_str().unwrap());
    list(&ada, &own).assert_problem(403, "forbidden");
}

fn a_list_of_orders_that_can_not_be_read_is_refused(store: &TestStore) {
    let started = store.start();
    for client in [started.user("ada.lovelace"), started.admin("grace.hopper")] {
        for query in [
            "?pageSize=0",
            "?pageSize=101",
            "?pageSize=-1",
            "?pageSize=+1",
            "?pageSize=1.5",
            "?pageSize=",
            "?pageSize=1&pageSize=1",
            "?status=Pending",
            "?status=",
            "?status=pending&status=pending",
            "?status=pending,shipped",
            "?sort=createdAt",
            "?Scope=all",
            "?userid=1",
            "?=",
        ] {
            list(&client, query).assert_problem(400, "invalid-parameter");
        }
        for token in ["", "garbage", "AAAA", "a%00b"] {
            list(&client, &format!("?nextToken={token}")).assert_problem(400, "invalid-page-token");
        }
        let one = format!("{ORDERS}/0199b1a4-7c00-7000-8000-000000000001");
        client.get(&format!("{one}?scope=all")).assert_problem(400, "invalid-parameter");
        client.get(&format!("{one}/events?pageSize=1")).assert_problem(400, "invalid-parameter");
        for id in ["no-id", "0199b1a47c0070008000000000000001", "%7B0199b1a4-7c00-7000-8000-000000000001%7D"] {
            client.get(&format!("{ORDERS}/{id}")).assert_problem(400, "invalid-parameter");
            client.get(&format!("{ORDERS}/{id}/events")).assert_problem(400, "invalid-parameter");
        }
    }
}

fn a_page_token_is_good_for_the_list_that_gave_it_alone(store: &TestStore) {
    let started = store.start();
    let (root, ada, eve) = (started.super_admin(), started.user("ada.lovelace"), started.user("eve.moneypenny"));
    let admin = started.admin("grace.hopper");
    let tea = product(&root, "Tea", 250, Value::Null);
    product(&root, "Cup", 250, Value::Null);
    for client in [&ada, &root, &eve] {
        for _ in 0..3 {
            order(client, &tea, 1);
        }
    }
    let of_ada = format!("&userId={}", id_of(&ada).as_str().unwrap());
    let token = |client: &Client, filter: &str| {
        list(client, &format!("?pageSize=1{filter}")).body["nextToken"].as_str().unwrap().to_owned()
    };
    let go_on = |client: &Client, filter: &str, token: &str| list(client, &format!("?nextToken={token}{filter}"));
    let own = token(&ada, "");
    for index in 0..own.len() {
        let mut altered: Vec<char> = own.chars().collect();
        altered[index] = if altered[index] == 'A' { 'B' } else { 'A' };
        go_on(&ada, "", &altered.iter().collect::<String>()).assert_problem(400, "invalid-page-token");
    }
    let of_products = root.get("/api/v1/products?pageSize=1").body["nextToken"].as_str().unwrap().to_owned();
    let of_users = root.get("/api/v1/users?pageSize=1").body["nextToken"].as_str().unwrap().to_owned();
    let lists = [
        (&ada, "", own.clone()),
        (&ada, "&status=pending", token(&ada, "&status=pending")),
        (&eve, "", token(&eve, "")),
        (&root, "", token(&root, "")),
        (&root, "&scope=all", token(&root, "&scope=all")),
        (&root, "&scope=all&status=pending", token(&root, "&scope=all&status=pending")),
        (&root, &*of_ada, token(&root, &of_ada)),
        (&admin, "&scope=all", token(&admin, "&scope=all")),
    ];
    for (index, (client, filter, own)) in lists.iter().enumerate() {
        orders(&go_on(client, filter, own));
        orders(&go_on(client, &format!("{filter}&pageSize=100"), own));
        for foreign in [&of_products, &of_users] {
            go_on(client, filter, foreign).assert_problem(400, "invalid-page-token");
        }
        for (other, (_, _, foreign)) in lists.iter().enumerate().filter(|(other, _)| *other != index) {
            let answer = go_on(client, filter, foreign);
            assert_eq!(answer.status, 400, "list {index} took the token of list {other}");
            answer.assert_problem(400, "invalid-page-token");
        }
    }
    root.get(&format!("/api/v1/users?nextToken={}", lists[4].2)).assert_problem(400, "invalid-page-token");
}

fn a_page_token_stays_good_whatever_becomes_of_its_order(store: &TestStore) {
    let started = store.start();
    let (root, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, Value::Null);
    let placed: Vec<_> = (0..4).map(|_| order(&ada, &tea, 1)).collect();
    let first = list(&ada, "?pageSize=2&status=pending");
    assert_eq!(orders(&first), [placed[3].clone(), placed[2].clone()]);
    // The order at which the token continues leaves the list.
    cancel(&ada, &placed[2]).assert_status(200);
    let token = first.body["nextToken"].as_str().unwrap();
    let second = list(&ada, &format!("?pageSize=2&status=pending&nextToken={token}"));
    assert_eq!(orders(&second), [placed[1].clone(), placed[0].clone()]);
    assert_eq!(second.body["nextToken"], json!(null));
}
