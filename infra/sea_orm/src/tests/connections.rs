use application::{EventFilter, EventKind, EventPosition, Subject};
use domain::{SecretHash, UserId};
use futures_util::future::join_all;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, QueryTrait, Select, Statement,
    sqlx::{Row, SqliteConnection, query},
};

use super::{TestStore, user};
use crate::ports::{events, sessions, users};

async fn pragma(connection: &mut SqliteConnection, name: &'static str) -> String {
    let sql = sea_orm::sqlx::AssertSqlSafe(format!("PRAGMA {name}"));
    let row = query(sql).fetch_one(connection).await.unwrap();
    row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string())).unwrap()
}

/// Every connection of a pool, all at once, so that none is asked twice.
async fn every_connection(
    pool: &DatabaseConnection,
) -> Vec<sea_orm::sqlx::pool::PoolConnection<sea_orm::sqlx::Sqlite>> {
    let pool = pool.get_sqlite_connection_pool();
    let connections = pool.options().get_max_connections();
    join_all((0..connections).map(|_| pool.acquire())).await.into_iter().collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn every_connection_is_durable_checks_foreign_keys_and_waits_for_locks() {
    let store = TestStore::new().await;
    let pools = store.database.pools().await.unwrap();
    for (pool, connections, query_only) in [(&pools.writer, 1, "0"), (&pools.readers, 4, "1")] {
        let mut opened = every_connection(pool).await;
        assert_eq!(opened.len(), connections);
        for connection in &mut opened {
            assert_eq!(pragma(connection, "journal_mode").await, "wal");
            assert_eq!(pragma(connection, "synchronous").await, "2", "2 is FULL");
            assert_eq!(pragma(connection, "foreign_keys").await, "1");
            assert_eq!(pragma(connection, "busy_timeout").await, "4000");
            assert_eq!(pragma(connection, "query_only").await, query_only);
        }
    }
}

#[tokio::test]
async fn the_engine_is_the_bundled_one_without_the_known_fault_of_wal() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let row = reader.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version()")).await.unwrap();
    let version: String = row.unwrap().try_get_by_index(0).unwrap();
    let numbers: Vec<u32> = version.split('.').map(|number| number.parse().unwrap()).collect();
    assert!(numbers >= vec![3, 51, 3], "{version}");
}

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
    let (alice, id) = (user(1), UserId::new(uuid::Uuid::from_u128(1)));
    let by_id = plan_of(&reader, users::by_id(id)).await;
    assert_eq!(by_id, "SEARCH users USING INDEX sqlite_autoindex_users_1 (id=?)");
    let by_name = plan_of(&reader, users::by_username(alice.username())).await;
    assert_eq!(by_name, "SEARCH users USING INDEX users_username_key_unique (username_key=?)");
    let session = sessions::by_user_and_secret(id, SecretHash::new([0; 32])).build(DbBackend::Sqlite);
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
    let after = Some(EventPosition { at: user(1).created_at(), id: domain::Id::new(uuid::Uuid::from_u128(1)) });
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
