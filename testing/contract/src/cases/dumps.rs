use std::{collections::BTreeSet, slice, sync::Arc};

use application::{
    Checkpoint, Cursor, DeadLetter, Dump, DumpPage, EventId, Failure, Fingerprint, IdempotencyKey, IdempotencyRecord,
    IdempotencyScope, IdempotencyWrite, IdempotentOperation, Load, LoadError, Rows, StoredEvent, Undelivered, Write,
};
use domain::{Session, User, UserId};

use super::{
    aggregates::{find, inserts, sample},
    case,
};
use crate::{
    Case, World,
    world::{assert_committed, at, changes_at, demoted, event},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(sessions_are_dumped_once_each_whatever_the_size_of_a_page),
        case(idempotency_records_are_dumped_once_each_whatever_the_size_of_a_page),
        case(events_are_dumped_once_each_whatever_the_size_of_a_page),
        case(sessions_and_idempotency_records_are_loaded),
        case(events_are_loaded_also_those_of_a_newer_binary),
        case(undelivered_events_are_loaded_in_their_order_before_later_ones),
        case(dead_letters_are_loaded),
        case(a_checkpoint_is_stored_with_its_rows_and_ends_with_maintenance),
        case(nothing_is_loaded_outside_of_maintenance),
    ]
}

fn dump(world: &World) -> Arc<dyn Dump> {
    world.persistence.resolve()
}

/// The rows of all pages of this size, each of which is no longer.
async fn all_pages<T, F>(limit: u16, read: impl Fn(Option<Cursor>) -> F) -> Vec<T>
where
    F: Future<Output = DumpPage<T>>,
{
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = read(after).await;
        assert!(page.rows.len() <= usize::from(limit), "{} rows are more than {limit}", page.rows.len());
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() {
            return rows;
        }
    }
}

/// Asserts that the pages of any size have these keys, each once.
async fn assert_pages<T, F>(
    expected: &BTreeSet<String>,
    key: impl Fn(&T) -> String,
    read: impl Fn(Option<Cursor>, u16) -> F,
) where
    F: Future<Output = DumpPage<T>>,
{
    for limit in [1, 3, 7, 1_000] {
        let rows = all_pages(limit, |after| read(after, limit)).await;
        assert_eq!(rows.len(), expected.len(), "in pages of {limit}");
        assert_eq!(&rows.iter().map(&key).collect::<BTreeSet<_>>(), expected, "in pages of {limit}");
    }
}

async fn sessions_are_dumped_once_each_whatever_the_size_of_a_page(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let mut expected = BTreeSet::new();
    for user in [&alice, &bobby, &alice, &alice, &bobby, &alice, &alice] {
        expected.insert(format!("{:?}", world.session(user).await));
    }
    let dump = dump(&world);
    let read = |after: Option<Cursor>, limit| {
        let dump = dump.clone();
        async move { dump.sessions(after.as_ref(), limit).await.expect("the store answers") }
    };
    assert_pages(&expected, |session: &Session| format!("{session:?}"), read).await;
}

/// A record of a new user, until 9,000.
fn record(world: &World, key: &str) -> IdempotencyRecord {
    let key = IdempotencyKey::parse(key.as_bytes()).expect("the key is within the rules");
    IdempotencyRecord {
        scope: IdempotencyScope {
            user: UserId::new(world.uuid()),
            operation: IdempotentOperation::named("do_once"),
            key,
        },
        fingerprint: Fingerprint::of([b"a request".as_slice()]),
        resource_id: world.uuid(),
        expires_at: at(9_000),
    }
}

async fn idempotency_records_are_dumped_once_each_whatever_the_size_of_a_page(world: World) {
    let mut expected = BTreeSet::new();
    for key in ["a", "#b#~c", "!~", &"x".repeat(255), "a", "\"d\"", "e"] {
        let record = record(&world, key);
        expected.insert(format!("{record:?}"));
        let mut changes = changes_at(at(1_000));
        changes.insert_idempotency_record(record);
        assert_committed(&world.commit_staged(changes).await);
    }
    let dump = dump(&world);
    let read = |after: Option<Cursor>, limit| {
        let dump = dump.clone();
        async move { dump.idempotency_records(after.as_ref(), limit).await.expect("the store answers") }
    };
    assert_pages(&expected, |record: &IdempotencyRecord| format!("{record:?}"), read).await;
}

async fn events_are_dumped_once_each_whatever_the_size_of_a_page(world: World) {
    let mut expected = BTreeSet::new();
    for _ in 0..7 {
        let user = UserId::new(world.uuid());
        expected.insert(world.committed(|changes| world.record_about(changes, user)).await.to_string());
    }
    let dump = dump(&world);
    let read = |after: Option<Cursor>, limit| {
        let dump = dump.clone();
        async move { dump.events(after.as_ref(), limit).await.expect("the store answers") }
    };
    assert_pages(&expected, |event: &StoredEvent| event.id.to_string(), read).await;
}

async fn sessions_and_idempotency_records_are_loaded(world: World) {
    world.begin_maintenance().await;
    let user = world.new_user("alice");
    let (session, record) = (world.new_session(&user), record(&world, "a"));
    let write = |record: &IdempotencyRecord| IdempotencyWrite { record: record.clone(), now: at(0) };
    for _ in 0..2 {
        world.loaded(inserts(slice::from_ref(&user))).await;
        world.loaded(Rows::Inserts(vec![Write::Insert(session.clone()).into()])).await;
        world.loaded(Rows::Inserts(vec![write(&record).into()])).await;
    }
    let other = IdempotencyRecord { resource_id: world.uuid(), ..record.clone() };
    let result = world.load(Rows::Inserts(vec![write(&other).into()])).await;
    assert!(matches!(result, Err(LoadError::Taken(_))), "{result:?}");
    assert_eq!(world.find_session(&session).await, Some(session));
    let found = world.idempotency_records.find(&record.scope, at(8_999)).await.expect("the store answers");
    assert_eq!(found, Some(record));
}

/// Events as another store has recorded them.
fn events(world: &World, count: usize) -> Vec<StoredEvent> {
    let stored = |number: usize| {
        let id = EventId::new(world.uuid());
        let user = UserId::new(world.uuid());
        let mut event = StoredEvent::from(event(id, user.into()));
        if number.is_multiple_of(2) {
            "SupplierArrived".clone_into(&mut event.kind);
            "supplier_of_tomorrow".clone_into(&mut event.subject.kind);
        }
        event.data.insert("price".to_owned(), serde_json::json!({"amount": 1.0, "text": "\n\"ä"}));
        event
    };
    (0..count).map(stored).collect()
}

async fn events_are_loaded_also_those_of_a_newer_binary(world: World) {
    world.begin_maintenance().await;
    let events = events(&world, 6);
    for part in [&events[..4], &events] {
        world.loaded(Rows::Events(part.to_vec())).await;
    }
    assert_eq!(world.all_events().await, events);
    let mut other = events[0].clone();
    other.data.clear();
    let result = world.load(Rows::Events(vec![other])).await;
    assert!(matches!(result, Err(LoadError::Taken(_))), "{result:?}");
    assert_eq!(world.all_events().await, events);
}

async fn undelivered_events_are_loaded_in_their_order_before_later_ones(world: World) {
    world.begin_maintenance().await;
    let events = events(&world, 12);
    world.loaded(Rows::Events(events.clone())).await;
    // Neither by ids nor by times.
    let sequence = [5, 2, 9, 0, 11, 1, 10, 3];
    let entry = |(number, index): (u64, &usize)| Undelivered {
        event: events[*index].clone(),
        number,
        attempts: u32::try_from(*index).expect("a small number"),
        due_at: at(9_000),
    };
    let entries: Vec<Undelivered> = (1..).zip(&sequence).map(entry).collect();
    world.loaded(Rows::Undelivered(entries[..5].to_vec())).await;
    world.loaded(Rows::Undelivered(entries[5..].to_vec())).await;
    world.loaded(Rows::Undelivered(entries.clone())).await;
    world.maintenance.end().await.expect("maintenance ends");
    let later = world.committed(|changes| world.record_about(changes, UserId::new(world.uuid()))).await;
    let pending = world.outbox.pending(None, 100).await.expect("the store answers");
    let seen: Vec<_> = pending.iter().map(|entry| (entry.event.id, entry.attempts)).collect();
    let expected = entries.iter().map(|entry| (entry.event.id, entry.attempts)).chain([(later, 0)]);
    assert_eq!(seen, expected.collect::<Vec<_>>());
    assert_eq!((&pending[0].event, pending[0].due_at), (&entries[0].event, at(9_000)));
}

async fn dead_letters_are_loaded(world: World) {
    world.begin_maintenance().await;
    let letter = |event: StoredEvent| DeadLetter {
        event,
        failure: Failure { attempts: 7, at: at(4_000), reason: "the receiver refused: 410".to_owned() },
    };
    let letters: Vec<DeadLetter> = events(&world, 3).into_iter().map(letter).collect();
    world.loaded(Rows::Events(letters.iter().map(|letter| letter.event.clone()).collect())).await;
    for part in [&letters[..2], &letters] {
        world.loaded(Rows::DeadLetters(part.to_vec())).await;
    }
    assert_eq!(world.dead_letters.list(None, 10).await.expect("the store answers"), letters);
}

async fn a_checkpoint_is_stored_with_its_rows_and_ends_with_maintenance(world: World) {
    let port: Arc<dyn Load> = world.persistence.resolve();
    let checkpoint = || async { port.checkpoint().await.expect("the store answers").map(|checkpoint| checkpoint.0) };
    let (taken, new): (User, User) = (sample(&world), sample(&world));
    world.committed(|changes| changes.insert(taken.clone())).await;
    assert_eq!(checkpoint().await, None);
    world.begin_maintenance().await;
    assert_eq!(checkpoint().await, None);
    for text in ["first", "second: \"ä\""] {
        let rows = inserts(&[sample::<User>(&world)]);
        port.load(rows, &Checkpoint(text.to_owned())).await.expect("the rows are loaded");
        assert_eq!(checkpoint().await.as_deref(), Some(text));
    }
    // Rows that are refused leave it as it is, and so does maintenance that goes on. No rows are rows, too.
    let other = demoted(&taken);
    let refused = port.load(inserts(&[new, other]), &Checkpoint("third".to_owned())).await;
    assert!(matches!(refused, Err(LoadError::Taken(_))), "{refused:?}");
    world.begin_maintenance().await;
    assert_eq!(checkpoint().await.as_deref(), Some("second: \"ä\""));
    port.load(Rows::Inserts(Vec::new()), &Checkpoint("third".to_owned())).await.expect("nothing is loaded");
    assert_eq!(checkpoint().await.as_deref(), Some("third"));
    world.maintenance.end().await.expect("maintenance ends");
    world.begin_maintenance().await;
    assert_eq!(checkpoint().await, None);
}

async fn nothing_is_loaded_outside_of_maintenance(world: World) {
    let user: User = sample(&world);
    let result = world.load(inserts(slice::from_ref(&user))).await;
    assert!(matches!(result, Err(LoadError::NotInMaintenance)), "{result:?}");
    assert_eq!(find(&world, &user).await, None);
}
