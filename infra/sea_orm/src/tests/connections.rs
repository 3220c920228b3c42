use std::{future::pending, sync::Arc, thread};

use domain::{ProductId, SecretHash};
use futures_util::FutureExt;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::{runtime, sync::oneshot};
use uuid::Uuid;

use super::{TestStore, user};
use crate::connections::Connection;

async fn pragma(connection: &Connection, name: &str) -> String {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<String>(0)
        .or_else(|_| row.try_get_by_index::<i64>(0).map(|number| number.to_string()))
        .unwrap()
}

#[tokio::test]
async fn every_connection_is_durable_checks_foreign_keys_and_waits_for_locks() {
    let store = TestStore::new().await;
    let mut opened = vec![("0", store.database.writer().await.unwrap())];
    for _ in 0..4 {
        opened.push(("1", store.database.reader().await.unwrap()));
    }
    assert!(store.database.writer().now_or_never().is_none(), "one writes");
    assert!(store.database.reader().now_or_never().is_none(), "four read");
    for (query_only, connection) in opened {
        // A connection that was opened before the file had its mode learns it with its next read.
        pragma(&connection, "schema_version").await;
        assert_eq!(pragma(&connection, "journal_mode").await, "wal");
        assert_eq!(pragma(&connection, "synchronous").await, "2", "2 is FULL");
        assert_eq!(pragma(&connection, "foreign_keys").await, "1");
        assert_eq!(pragma(&connection, "busy_timeout").await, "3500");
        assert_eq!(pragma(&connection, "query_only").await, query_only);
    }
}

/// The connection for writes, with a mark that lasts as long as it does.
async fn marked_writer(store: &TestStore) -> Connection {
    let writer = store.database.writer().await.unwrap();
    writer.execute_unprepared("PRAGMA cache_size = 1234").await.unwrap();
    writer
}

/// Whether the connection for writes is the marked one.
async fn is_marked(store: &TestStore) -> bool {
    pragma(&store.database.writer().await.unwrap(), "cache_size").await == "1234"
}

#[tokio::test]
async fn a_clean_connection_is_reused_at_once() {
    let store = TestStore::new().await;
    let writer = marked_writer(&store).await;
    assert!(store.database.writer().now_or_never().is_none());
    drop(writer);
    assert!(store.database.writer().now_or_never().is_some_and(|writer| writer.is_ok()), "no ping is awaited");
    assert!(is_marked(&store).await);
}

#[tokio::test]
async fn a_connection_whose_call_was_given_up_is_cleaned_first() {
    let store = TestStore::new().await;
    let writer = marked_writer(&store).await;
    let insert = writer.execute_unprepared("INSERT INTO leases VALUES ('a', x'00', 0)");
    assert!(insert.now_or_never().is_none());
    drop(writer);
    assert!(store.database.writer().now_or_never().is_none());
    assert!(is_marked(&store).await);
}

/// A worker of a server has a runtime of its own, which may end before the store does.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_ends_with_its_runtime_is_undone() {
    let store = Arc::new(TestStore::new().await);
    let (begun, is_begun) = oneshot::channel();
    let worker = {
        let store = Arc::clone(&store);
        thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.spawn(async move {
                let transaction = store.database.begin().await.unwrap();
                begun.send(()).unwrap();
                pending::<()>().await;
                drop(transaction);
            });
            // Runs the task until it waits.
            runtime.block_on(is_begun).unwrap();
        })
    };
    worker.join().unwrap();
    store.database.begin().await.unwrap().roll_back().await.unwrap();
}

#[tokio::test]
async fn a_transaction_that_is_dropped_is_undone_and_its_connection_kept() {
    let store = TestStore::new().await;
    drop(marked_writer(&store).await);
    let transaction = store.database.begin().await.unwrap();
    transaction.execute_unprepared("DELETE FROM seaql_migrations").await.unwrap();
    drop(transaction);
    assert!(store.schema.status().await.unwrap().iter().all(|migration| migration.applied));
    assert!(is_marked(&store).await);
    store.insert(&user(1)).await.unwrap();
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_connection_that_is_not_used_for_long_is_closed() {
    use std::time::Duration;

    use sea_orm::sqlx::{Sqlite, sqlite::SqliteConnectOptions};

    use crate::connections::Connections;

    let store = TestStore::new().await;
    let options = SqliteConnectOptions::new().filename(&store.path);
    let pool = Connections::<Sqlite>::new(1, Duration::from_secs(2), options, "the file".to_owned());
    let mark = async || pool.take().await.unwrap().execute_unprepared("PRAGMA cache_size = 1234").await.unwrap();
    let is_marked = async || pragma(&pool.take().await.unwrap(), "cache_size").await == "1234";
    mark().await;
    pool.close_unused(Duration::from_mins(1));
    assert!(is_marked().await);
    pool.close_unused(Duration::ZERO);
    assert!(!is_marked().await);
}

#[tokio::test]
async fn a_connection_whose_transaction_the_engine_ended_is_replaced() {
    let store = TestStore::new().await;
    drop(marked_writer(&store).await);
    let transaction = store.database.begin().await.unwrap();
    transaction.execute_unprepared("ROLLBACK").await.unwrap();
    drop(transaction);
    assert!(!is_marked(&store).await);
    store.insert(&user(1)).await.unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
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

#[tokio::test]
async fn the_engine_plans_a_statement_once_whatever_is_bound_to_it() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let options = Statement::from_string(DbBackend::Sqlite, "PRAGMA compile_options");
    let options = reader.query_all_raw(options).await.unwrap();
    let options: Vec<String> = options.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    assert!(
        options.iter().any(|option| option == "ENABLE_QPSG"),
        "build in this workspace, for .cargo/config.toml: {options:?}"
    );
}

/// The future is moved into a box at each call, as a whole.
#[tokio::test]
async fn the_future_of_a_read_is_small() {
    let store = TestStore::new().await;
    let (user, secret) = (user(1), SecretHash::new([0; 32]));
    let sizes = [
        size_of_val(&*store.products.find(ProductId::new(Uuid::nil()))),
        size_of_val(&*store.sessions.find_with_user(user.id(), secret)),
    ];
    assert!(sizes.iter().all(|size| *size <= 3_000), "{sizes:?} bytes");
}
