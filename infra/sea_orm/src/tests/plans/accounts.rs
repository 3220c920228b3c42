use application::{
    AttemptsKey, Direction, EventFilter, EventKind, EventPosition, LiveSessions, Subject, UserOrder, UserPosition,
    UserQuery,
};
use domain::{Id, Role, SecretHash, SessionEpoch, SessionId, UserId, UserStatus};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, QuerySelect, QueryTrait, Select, Statement,
};
use uuid::Uuid;

use super::{TestStore, user};
use crate::ports::{attempts, events, housekeeping, sessions, users};

/// What SQLite does to answer a query, step by step.
async fn plan(reader: &DatabaseConnection, mut statement: Statement) -> String {
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let steps = reader.query_all_raw(statement).await.unwrap();
    steps.iter().map(|step| step.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
}

async fn plan_of<E: EntityTrait>(reader: &DatabaseConnection, query: Select<E>) -> String {
    plan(reader, query.build(DbBackend::Sqlite)).await
}

#[tokio::test]
async fn every_hot_read_goes_through_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let (alice, id) = (user(1), UserId::new(Uuid::from_u128(1)));
    let by_id = plan_of(&reader, users::by_id(id)).await;
    assert_eq!(by_id, "SEARCH users USING INDEX sqlite_autoindex_users_1 (id=?)");
    let by_name = plan_of(&reader, users::by_username(alice.username())).await;
    assert_eq!(by_name, "SEARCH users USING INDEX users_username_key_unique (username_key=?)");
    let session = sessions::by_user_and_secret(id, SecretHash::new([0; 32])).build(DbBackend::Sqlite);
    let by_handle = plan_of(&reader, sessions::by_user_and_id(id, SessionId::new(Uuid::nil()))).await;
    assert_eq!(by_handle, "SEARCH sessions USING INDEX sqlite_autoindex_sessions_1 (id=?)");
    let counters = plan_of(&reader, attempts::running(&["a", "b"].map(AttemptsKey::new), alice.created_at())).await;
    assert_eq!(counters, "SEARCH attempts USING INDEX sqlite_autoindex_attempts_1 (key=?)");
    assert_eq!(
        plan(&reader, session).await,
        "SEARCH sessions USING INDEX sessions_secret_hash_unique (secret_hash=?); \
         SEARCH users USING INDEX sqlite_autoindex_users_1 (id=?)"
    );
}

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

/// The index of the order of creation, and that of names.
type Indexes = [&'static str; 2];

/// Every filter of users, with the index that has it for each order, and the condition that is looked up in it.
const FILTERS: [(Option<Role>, Option<UserStatus>, Indexes, &str); 4] = [
    (None, None, ["users_by_creation", "users_username_key_unique"], ""),
    (Some(Role::Admin), None, ["users_by_role_and_creation", "users_by_role_and_username"], "role=?"),
    (None, Some(UserStatus::Active), ["users_by_status_and_creation", "users_by_status_and_username"], "status=?"),
    (
        Some(Role::User),
        Some(UserStatus::Inactive),
        ["users_by_role_status_and_creation", "users_by_role_status_and_username"],
        "role=? AND status=?",
    ),
];

#[tokio::test]
async fn a_page_of_users_is_read_in_the_order_of_an_index_whatever_is_filtered() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let position = UserPosition { created_at: user(1).created_at(), id: user(1).id() };
    for (role, status, [by_creation, by_name], equal) in FILTERS {
        for (direction, than) in [(Direction::Ascending, '>'), (Direction::Descending, '<')] {
            for (first, behind, index, range) in [
                (
                    UserOrder::CreatedAt(None),
                    UserOrder::CreatedAt(Some(position)),
                    by_creation,
                    format!("(created_at,id){than}(?,?)"),
                ),
                (
                    UserOrder::Username(None),
                    UserOrder::Username(Some("alice".to_owned())),
                    by_name,
                    format!("username_key{than}?"),
                ),
            ] {
                let plan = async |order| {
                    let query = UserQuery { role, status, order, direction };
                    plan_of(&reader, users::matching(&query).limit(20)).await
                };
                let (whole, and) = if equal.is_empty() {
                    (format!("SCAN users USING INDEX {index}"), "")
                } else {
                    (format!("SEARCH users USING INDEX {index} ({equal})"), " AND ")
                };
                assert_eq!(plan(first).await, whole);
                assert_eq!(plan(behind).await, format!("SEARCH users USING INDEX {index} ({equal}{and}{range})"));
            }
        }
    }
}

#[tokio::test]
async fn live_sessions_are_read_in_the_order_of_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let now = user(1).created_at();
    let which = LiveSessions { user: user(1).id(), epoch: SessionEpoch::FIRST, now };
    for (after, behind) in [(None, ""), (Some((now, SessionId::new(Uuid::nil()))), " AND (created_at,id)>(?,?)")] {
        assert_eq!(
            plan_of(&reader, sessions::live(which, after).limit(20)).await,
            format!("SEARCH sessions USING INDEX sessions_by_user (user_id=? AND epoch=?{behind})")
        );
    }
}

#[tokio::test]
async fn a_purge_finds_what_it_removes_in_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let now = user(1).created_at();
    for (table, key, purge) in [
        ("sessions", "id", housekeeping::expired_sessions(now, 10).build(DbBackend::Sqlite)),
        ("attempts", "key", housekeeping::ended_attempts(now, 10).build(DbBackend::Sqlite)),
    ] {
        assert_eq!(
            plan(&reader, purge).await,
            format!(
                "SEARCH {table} USING COVERING INDEX sqlite_autoindex_{table}_1 ({key}=?); LIST SUBQUERY 1; \
                 SEARCH {table} USING COVERING INDEX {table}_by_expiry (expires_at<?); CREATE BLOOM FILTER"
            )
        );
    }
}
