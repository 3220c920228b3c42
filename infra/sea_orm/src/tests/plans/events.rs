use std::time::Duration;

use application::{Direction, EventFilter, EventId, EventKind, EventPosition, Subject};
use domain::Id;
use sea_orm::{DbBackend, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{plan, plan_of};
use crate::{
    ports::{dead_letters, events, outbox},
    tests::{TestStore, user},
};

/// The first condition leads, and the others are checked on the rows of its index.
#[tokio::test]
async fn a_page_of_events_is_read_in_the_order_of_an_index_whatever_is_filtered() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let (subject, actor, kind) = (Some(Subject::User(user(1).id())), Some(user(1).id()), Some(EventKind::UserCreated));
    for (subject, actor, kind, index, equal) in [
        (None, None, None, "events_by_time", ""),
        (None, None, kind, "events_by_kind", "kind=?"),
        (None, actor, None, "events_by_actor", "actor_id=?"),
        (None, actor, kind, "events_by_actor", "actor_id=?"),
        (subject, None, None, "events_by_subject", "subject_id=?"),
        (subject, None, kind, "events_by_subject", "subject_id=?"),
        (subject, actor, None, "events_by_subject", "subject_id=?"),
        (subject, actor, kind, "events_by_subject", "subject_id=?"),
    ] {
        let at = user(1).created_at();
        let (from, until) = (Some(at), Some(at.after(Duration::from_secs(1))));
        let whole = EventFilter { subject: subject.map(Into::into), actor, kind, from: None, until: None };
        let part = EventFilter { from, until, ..whole.clone() };
        let after = Some(EventPosition { at, id: Id::new(Uuid::from_u128(1)) });
        let search = |times: &str| {
            let and = if equal.is_empty() || times.is_empty() { "" } else { " AND " };
            format!("SEARCH events USING INDEX {index} ({equal}{and}{times})")
        };
        let first = if equal.is_empty() { format!("SCAN events USING INDEX {index}") } else { search("") };
        for (direction, filter, after, expected) in [
            (Direction::Ascending, &whole, None, first.clone()),
            (Direction::Descending, &whole, None, first),
            (Direction::Ascending, &whole, after, search("(at,id)>(?,?)")),
            (Direction::Descending, &whole, after, search("(at,id)<(?,?)")),
            (Direction::Ascending, &part, None, search("at>? AND at<?")),
            (Direction::Descending, &part, None, search("at>? AND at<?")),
            (Direction::Ascending, &part, after, search("(at,id)>(?,?) AND at<?")),
            (Direction::Descending, &part, after, search("at>? AND (at,id)<(?,?)")),
        ] {
            let page = events::matching(filter, direction, after).limit(20);
            assert_eq!(plan_of(&reader, page).await, expected, "{filter:?} {direction:?}");
        }
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
        let plan = plan(&reader, dead_letters::given_up(after).build(DbBackend::Sqlite)).await;
        assert_eq!(plan, format!("{letters}; {event}"));
    }
    let one = plan(&reader, dead_letters::of_event(id).build(DbBackend::Sqlite)).await;
    let letter = "SEARCH dead_letters USING INDEX sqlite_autoindex_dead_letters_1 (event_id=?)";
    // Each is found by its key, so the planner may begin with either.
    let mut steps: Vec<_> = one.split("; ").collect();
    steps.sort_unstable();
    assert_eq!(steps, [letter, event]);
    let removal = plan(&reader, outbox::removal(&[1, 2]).build(DbBackend::Sqlite)).await;
    assert_eq!(removal, "SEARCH outbox USING INTEGER PRIMARY KEY (rowid=?)");
}
