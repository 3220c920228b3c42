use application::{EventFilter, EventId, EventKind, EventPosition, Subject};
use domain::Id;
use sea_orm::{DbBackend, QueryTrait};
use uuid::Uuid;

use super::{plan, plan_of};
use crate::{
    ports::{events, outbox},
    tests::{TestStore, user},
};

#[tokio::test]
async fn a_page_of_events_is_read_in_the_order_of_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let subject = Some(Subject::User(user(1).id()));
    let after = Some(EventPosition { at: user(1).created_at(), id: Id::new(Uuid::from_u128(1)) });
    let about_one = EventFilter { subject, ..EventFilter::default() };
    let about_one_kind = EventFilter { kind: Some(EventKind::UserCreated), ..about_one };
    let all = EventFilter::default();
    for (filter, after, expected) in [
        (all, None, "SCAN events USING INDEX events_by_time"),
        (all, after, "SEARCH events USING INDEX events_by_time ((at,id)>(?,?))"),
        (about_one, None, "SEARCH events USING INDEX events_by_subject (subject_id=?)"),
        (about_one, after, "SEARCH events USING INDEX events_by_subject (subject_id=? AND (at,id)>(?,?))"),
        (about_one_kind, None, "SEARCH events USING INDEX events_by_subject (subject_id=?)"),
    ] {
        assert_eq!(plan_of(&reader, events::matching(filter, after)).await, expected);
    }
}

#[tokio::test]
async fn what_is_undelivered_and_what_was_given_up_is_read_in_the_order_of_its_key() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let event = "SEARCH events USING INDEX sqlite_autoindex_events_1 (id=?)";
    for (after, entries) in [(None, "SCAN outbox"), (Some(7), "SEARCH outbox USING INTEGER PRIMARY KEY (rowid>?)")] {
        let plan = plan(&reader, outbox::undelivered(after).build(DbBackend::Sqlite)).await;
        assert_eq!(plan, format!("{entries}; {event}"));
    }
    let id = EventId::new(Uuid::from_u128(1));
    for (after, letters) in [
        (None, "SCAN dead_letters USING INDEX sqlite_autoindex_dead_letters_1"),
        (Some(id), "SEARCH dead_letters USING INDEX sqlite_autoindex_dead_letters_1 (event_id>?)"),
    ] {
        let plan = plan(&reader, outbox::given_up(after).build(DbBackend::Sqlite)).await;
        assert_eq!(plan, format!("{letters}; {event}"));
    }
    let removal = plan(&reader, outbox::removal(&[1, 2]).build(DbBackend::Sqlite)).await;
    assert_eq!(removal, "SEARCH outbox USING INTEGER PRIMARY KEY (rowid=?)");
}
