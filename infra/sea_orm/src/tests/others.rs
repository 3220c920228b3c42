//! Files of another program, and files that are not databases.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::{TestStore, execute, unavailable, unusable, user};

/// Everything in the folder of the store.
fn files(store: &TestStore) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = fs::read_dir(store.path.parent().unwrap()).unwrap();
    folder.map(|entry| entry.unwrap().path()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// A store whose file another program created, with these statements.
async fn of_another(sql: &str) -> TestStore {
    let store = TestStore::absent();
    fs::create_dir(store.path.parent().unwrap()).unwrap();
    fs::write(&store.path, "").unwrap();
    execute(&mut store.outsider().await, sql).await;
    store
}

#[tokio::test]
async fn the_database_of_another_program_is_refused_as_it_is() {
    for (sql, name) in [
        ("CREATE TABLE notes (text)", "notes"),
        ("CREATE TABLE users (id INTEGER PRIMARY KEY, email)", "users"),
        ("CREATE VIEW today AS SELECT 1", "today"),
        (
            "CREATE TABLE seaql_migrations (version TEXT PRIMARY KEY, applied_at BIGINT); \
             INSERT INTO seaql_migrations VALUES ('m20220101_000001_theirs', 1); CREATE TABLE cakes (name)",
            "cakes",
        ),
    ] {
        let store = of_another(sql).await;
        let before = files(&store);
        for reason in [unusable(store.schema.status().await), unusable(store.schema.migrate().await)] {
            assert!(reason.contains(&store.path.display().to_string()), "{reason}");
            assert!(reason.contains(&format!("({name})")) && reason.contains("name another one"), "{reason}");
        }
        assert_eq!(files(&store), before, "nothing was created");
    }
}

#[tokio::test]
async fn many_tables_of_others_are_not_all_named() {
    let tables: Vec<_> = (10..90).map(|number| format!("CREATE TABLE t{number} (a)")).collect();
    let store = of_another(&tables.join(";")).await;
    let reason = unusable(store.schema.status().await);
    assert!(reason.contains("(t10, t11, t12, t13, t14)"), "{reason}");
}

/// Another program may keep its tables in the same file, once ours exist.
#[tokio::test]
async fn tables_beside_ours_are_no_hindrance() {
    let store = TestStore::new().await;
    execute(&mut store.outsider().await, "CREATE TABLE notes (text)").await;
    store.schema.migrate().await.unwrap();
    store.insert(&user(1)).await.unwrap();
}

#[tokio::test]
async fn what_is_no_database_is_refused_as_it_is() {
    for content in ["a shopping list".to_owned(), "a shopping list ".repeat(1_000), "SQLite format 3".to_owned()] {
        let store = TestStore::absent();
        fs::create_dir(store.path.parent().unwrap()).unwrap();
        fs::write(&store.path, content).unwrap();
        let before = files(&store);
        for reason in [
            unusable(store.find(&user(1)).await),
            unusable(store.insert(&user(1)).await),
            unusable(store.schema.status().await),
            unusable(store.schema.migrate().await),
        ] {
            assert!(reason.starts_with(&format!("{} is no SQLite database", store.path.display())), "{reason}");
        }
        assert_eq!(files(&store), before, "nothing was created");
    }
}

/// Only the header is that of a database.
#[tokio::test]
async fn a_damaged_database_is_refused() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    let backup = store.directory.path().join("backup.db");
    execute(&mut store.outsider().await, format!("VACUUM INTO '{}'", backup.display())).await;
    let mut bytes = fs::read(backup).unwrap();
    bytes[100..].fill(0xee);
    let damaged = TestStore::absent();
    fs::create_dir(damaged.path.parent().unwrap()).unwrap();
    fs::write(&damaged.path, bytes).unwrap();
    unusable(damaged.find(&user(1)).await);
    unusable(damaged.schema.status().await);
}

#[tokio::test]
async fn what_can_not_be_opened_is_named_with_what_the_system_says() {
    let store = TestStore::absent();
    let (folder, file) = (store.path.parent().unwrap(), store.path.display());
    let reason = unavailable(store.find(&user(1)).await);
    assert_eq!(reason, format!("the folder {} of the database file {file} does not exist", folder.display()));

    fs::write(folder, "a file where the folder belongs").unwrap();
    let reason = unavailable(store.find(&user(1)).await);
    assert_eq!(reason, format!("the database file {file} can't be examined: Not a directory (os error 20)"));
    fs::remove_file(folder).unwrap();

    fs::create_dir(folder).unwrap();
    assert_eq!(unavailable(store.find(&user(1)).await), format!("the database file {file} does not exist"));

    fs::create_dir(&store.path).unwrap();
    let reason = unusable(store.find(&user(1)).await);
    assert!(reason.starts_with(&format!("{file} is a folder")), "{reason}");
    fs::remove_dir(&store.path).unwrap();

    fs::write(&store.path, "").unwrap();
    fs::create_dir(store.path.with_file_name("tranche.db-wal")).unwrap();
    let reason = unavailable(store.find(&user(1)).await);
    assert_eq!(reason, format!("{file}-wal can't be read: Is a directory (os error 21)"));
}

/// A connection that was opened while the file was read-only stays read-only as long as it lives.
#[tokio::test]
async fn a_connection_that_refuses_writes_is_replaced() {
    use sea_orm::ConnectionTrait;

    let store = TestStore::new().await;
    let make_read_only = async || {
        let writer = store.database.writer().await.unwrap();
        writer.execute_unprepared("PRAGMA query_only = ON").await.unwrap();
    };
    make_read_only().await;
    unavailable(store.insert(&user(1)).await);
    store.insert(&user(1)).await.unwrap();

    let (key, now) = (application::AttemptsKey::new("key"), user(1).created_at());
    let mark = || application::Adjustments {
        mark: Some((key.clone(), std::time::Duration::from_secs(1))),
        ..application::Adjustments::default()
    };
    make_read_only().await;
    unavailable(store.attempts.settle(mark(), now).await);
    store.attempts.settle(mark(), now).await.unwrap();
}
