//! Several processes on one table, and what each sees of the others.

use application::Failure;
use dynamodb_store::Settings;
use libtest_mimic::Trial;

use crate::{
    aws::delete,
    server::settings,
    server_case,
    store::{Store, at, changes_at, product, record, record_at, session, user},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        server_case(events_of_one_subject_stand_in_the_order_of_its_changes_whatever_the_clocks_say),
        server_case(positions_are_the_same_in_every_process),
        server_case(a_list_is_filled_where_an_entry_names_nothing),
        server_case(a_session_that_dynamodb_removed_in_part_opens_nothing),
    ]
}

/// Two stores on one new table, as two processes have them.
async fn two(server: &str) -> (Store, Store, Settings) {
    let settings = settings(server);
    let (one, other) = (Store::new(&settings), Store::new(&settings));
    one.schema.migrate().await.unwrap();
    (one, other, settings)
}

async fn events_of_one_subject_stand_in_the_order_of_its_changes_whatever_the_clocks_say(server: String) {
    let (fast, slow, _) = two(&server).await;
    let subject = product(1, 1);
    let mut changes = changes_at(90_000_000);
    changes.insert(subject.clone());
    let mut expected = vec![record_at(&mut changes, 90_000_000, subject.id(), 99)];
    fast.commit_staged(changes).await.unwrap();
    for number in 0..6_u8 {
        let (store, now) = if number.is_multiple_of(2) { (&slow, 1_000) } else { (&fast, 90_000_000) };
        let mut changes = changes_at(now);
        let read = store.products.find(subject.id()).await.unwrap().unwrap();
        changes.update(read.clone(), read);
        expected.push(record_at(&mut changes, now, subject.id(), 50 - u128::from(number)));
        store.commit_staged(changes).await.unwrap();
    }
    assert_eq!(fast.undelivered().await, expected);
    assert_eq!(slow.undelivered().await, expected);
}

async fn positions_are_the_same_in_every_process(server: String) {
    let (one, other, _) = two(&server).await;
    let mut events = Vec::new();
    for number in 1..=6 {
        let mut changes = changes_at(1_000);
        events.push(record(&mut changes, user(number).id(), number));
        one.commit_staged(changes).await.unwrap();
    }
    let pending = one.outbox.pending(None, 10).await.unwrap();
    let positions: Vec<_> = pending.into_iter().map(|entry| entry.position).collect();
    other.outbox.remove(&positions[..2]).await.unwrap();
    other.outbox.postpone(&positions[2], 3, at(5_000)).await.unwrap();
    let failure = Failure { attempts: 3, at: at(5_000), reason: "refused".to_owned() };
    other.outbox.move_to_dead_letters(&positions[3], failure).await.unwrap();
    let left = one.outbox.pending(None, 10).await.unwrap();
    let left: Vec<_> = left.iter().map(|entry| (entry.event.id, entry.attempts)).collect();
    assert_eq!(left, [(events[2], 3), (events[4], 0), (events[5], 0)]);
    let letter = one.dead_letters.find(events[3]).await.unwrap().unwrap();
    one.commit(|changes| changes.redrive(letter)).await.unwrap();
    assert_eq!(other.undelivered().await.last(), Some(&events[3]));
}

async fn a_list_is_filled_where_an_entry_names_nothing(server: String) {
    let (store, _, settings) = two(&server).await;
    for number in 1..=9 {
        store.commit(|changes| changes.insert(product(number, 1))).await.unwrap();
    }
    for number in [2, 3, 4, 7] {
        delete(&settings, &format!("PRODUCT#{}", product(number, 1).id()), "-").await;
    }
    for limit in 1..=5 {
        let listed = store.products.list(None, limit).await.unwrap();
        let expected = [1, 5, 6, 8, 9].map(|number| product(number, 1));
        assert_eq!(listed, expected[..usize::from(limit)]);
    }
    assert_eq!(store.products.list(None, 100).await.unwrap().len(), 5);
}

async fn a_session_that_dynamodb_removed_in_part_opens_nothing(server: String) {
    let (store, _, settings) = two(&server).await;
    let (user, started) = (user(1), session(&user(1), 1));
    store
        .commit(|changes| {
            changes.insert(user.clone());
            changes.insert(started.clone());
        })
        .await
        .unwrap();
    delete(&settings, &format!("SESSION#{}", "01".repeat(32)), "-").await;
    assert_eq!(store.sessions.find_with_user(user.id(), started.secret_hash()).await.unwrap(), None);
    assert_eq!(store.users.find(user.id()).await.unwrap(), Some(user));
}
