use futures_util::future::join_all;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, Statement,
    sqlx::{Row, SqliteConnection, query},
};

use super::TestStore;

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
    let (writer, readers) = (store.database.writer().await.unwrap(), store.database.reader().await.unwrap());
    for (pool, connections, query_only) in [(&writer, 1, "0"), (&readers, 4, "1")] {
        let mut opened = every_connection(pool).await;
        assert_eq!(opened.len(), connections);
        for connection in &mut opened {
            assert_eq!(pragma(connection, "journal_mode").await, "wal");
            assert_eq!(pragma(connection, "synchronous").await, "2", "2 is FULL");
            assert_eq!(pragma(connection, "foreign_keys").await, "1");
            assert_eq!(pragma(connection, "busy_timeout").await, "3500");
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
