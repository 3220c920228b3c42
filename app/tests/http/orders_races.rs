use std::collections::HashSet;

use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    orders::{ORDERS, advance, basket, cancel, order, path, product, stock},
    orders_keys::{assert_same, order_under},
    products::edit,
    races::at_once,
    stores::TestStore,
    support::{Answer, Client},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(of_a_hundred_buyers_as_many_succeed_as_there_is),
        case(the_last_one_is_had_by_one),
        case(of_fifty_who_cancel_an_order_one_succeeds),
        case(of_many_who_order_under_one_key_all_are_answered_with_one_order),
        case(of_many_different_orders_under_one_key_one_is_placed),
        case(an_order_is_either_cancelled_or_goes_on),
        case(orders_and_cancellations_add_up_while_the_catalogue_is_edited),
    ]
}

fn with_status(answers: &[Answer], status: u16) -> Vec<&Answer> {
    answers.iter().filter(|answer| answer.status == status).collect()
}

fn of_a_hundred_buyers_as_many_succeed_as_there_is(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let tea = product(&root, "Tea", 250, 30);
    let buyers: Vec<Client> = (0..100).map(|number| started.user(&format!("buyer.{number}"))).collect();
    let answers = at_once(100, |index| buyers[index].post(ORDERS, &basket([(&tea, 1)])));
    assert_eq!(with_status(&answers, 201).len(), 30);
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        answer.assert_problem(422, "insufficient-stock");
    }
    assert_eq!(stock(&root, &tea), 0);
    let all = root.get(&format!("{ORDERS}?scope=all&pageSize=100")).body;
    let ids = |orders: Vec<&Value>| orders.iter().map(|order| order["id"].to_string()).collect::<HashSet<_>>();
    let placed = with_status(&answers, 201).into_iter().map(|answer| &answer.body).collect();
    assert_eq!(ids(all["orders"].as_array().unwrap().iter().collect()), ids(placed));
}

fn the_last_one_is_had_by_one(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, cup) = (product(&root, "Tea", 250, 1), product(&root, "Cup", 99, 1_000));
    // A refused order takes nothing of its other lines, in any sequence.
    let answers = at_once(20, |index| {
        user.post(ORDERS, &if index % 2 == 0 { basket([(&tea, 1), (&cup, 1)]) } else { basket([(&cup, 1), (&tea, 1)]) })
    });
    assert_eq!(with_status(&answers, 201).len(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        answer.assert_problem(422, "insufficient-stock");
    }
    assert_eq!((stock(&root, &tea), stock(&root, &cup)), (json!(0), json!(999)));
}

fn of_fifty_who_cancel_an_order_one_succeeds(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 10);
    let placed = order(&user, &tea, 4);
    let answers = at_once(50, |index| cancel(if index % 5 == 0 { &root } else { &user }, &placed));
    assert_eq!(with_status(&answers, 200).len(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.assert_problem(422, "order-not-cancellable");
        assert!(answer.body["detail"].as_str().unwrap().contains("cancelled"), "{}", answer.text);
    }
    assert_eq!(stock(&root, &tea), 10);
    let history = user.get(&format!("{}/events", path(&placed))).body;
    assert_eq!(history["events"].as_array().unwrap().len(), 2, "{history}");
}

fn of_many_who_order_under_one_key_all_are_answered_with_one_order(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    // There is enough for all of the orders, for some of them, or for one.
    for (number, quantity) in [1, 7, 40].into_iter().enumerate() {
        let tea = product(&root, "Tea", 250, 40);
        let (key, body) = (format!("key-{number}"), basket([(&tea, quantity)]));
        let answers = at_once(20, |_| order_under(&user, &key, &body));
        for answer in &answers {
            assert_same(answer, &answers[0]);
        }
        assert_eq!(stock(&root, &tea), 40 - quantity);
        assert_eq!(user.get(ORDERS).body["orders"].as_array().unwrap().len(), number + 1);
        let history = user.get(&format!("{}/events", path(&answers[0].body))).body;
        assert_eq!(history["events"].as_array().unwrap().len(), 1, "{history}");
    }
}

fn of_many_different_orders_under_one_key_one_is_placed(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 1_000);
    let answers =
        at_once(20, |index| order_under(&user, "a-key", &basket([(&tea, i64::try_from(index).unwrap() + 1)])));
    let [winner] = with_status(&answers, 201)[..] else { panic!("one order is placed: {answers:?}") };
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        answer.assert_problem(422, "idempotency-key-reused");
    }
    assert_eq!(user.get(ORDERS).body["orders"], json!([winner.body]));
    assert_eq!(stock(&root, &tea), 1_000 - winner.body["items"][0]["quantity"].as_i64().unwrap());
}

fn an_order_is_either_cancelled_or_goes_on(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 10);
    for _ in 0..5 {
        let placed = order(&user, &tea, 4);
        advance(&root, &placed, "processing").assert_status(200);
        let answers =
            at_once(
                20,
                |index| {
                    if index % 2 == 0 { cancel(&user, &placed) } else { advance(&root, &placed, "shipped") }
                },
            );
        let [winner] = with_status(&answers, 200)[..] else { panic!("one of them wins: {answers:?}") };
        let status = winner.body["status"].as_str().unwrap();
        for (index, answer) in answers.iter().enumerate().filter(|(_, answer)| answer.status != 200) {
            answer.assert_problem(422, if index % 2 == 0 { "order-not-cancellable" } else { "invalid-transition" });
        }
        assert_eq!(user.get(&path(&placed)).body["status"], status);
        let left = if status == "cancelled" { 10 } else { 6 };
        assert_eq!(stock(&root, &tea), left);
        edit(&root, &tea, &json!({"stock": 10})).assert_status(200);
    }
}

fn orders_and_cancellations_add_up_while_the_catalogue_is_edited(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, cup) = (product(&root, "Tea", 250, 1_000), product(&root, "Cup", 99, 1_000));
    let answers = at_once(30, |index| match index % 3 {
        0 => {
            let answer = user.post(ORDERS, &basket([(&tea, 2), (&cup, 1)]));
            if answer.status == 201 {
                cancel(&user, &answer.body).assert_status(200);
            }
            answer
        }
        1 => user.post(ORDERS, &basket([(&cup, 1), (&tea, 3)])),
        _ => edit(&root, &tea, &json!({"description": format!("Edit {index}")})),
    });
    for answer in &answers {
        // Many edits of one product may win against an order on every try.
        if ![200, 201].contains(&answer.status) {
            answer.assert_problem(409, "conflict");
        }
    }
    let kept = i64::try_from((0..30).filter(|index| index % 3 == 1 && answers[*index].status == 201).count()).unwrap();
    assert_eq!((stock(&root, &tea), stock(&root, &cup)), (json!(1_000 - 3 * kept), json!(1_000 - kept)));
}
