use std::{fs, sync::Arc};

use application::{MigrationState, Schema};
use futures_util::future::join_all;
use tokio::sync::Barrier;

use super::{TestStore, database, execute, user};
use crate::ports;

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn of_eight_that_upgrade_one_empty_file_one_applies_each_migration() {
    for _ in 0..20 {
        let store = TestStore::absent();
        let start = Arc::new(Barrier::new(8));
        let upgrade = || {
            // As another process would have it: with connections of its own.
            let schema: Arc<dyn Schema> = ports::module(&database(&store.path)).resolve();
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                start.wait().await;
                schema.upgrade().await
            })
        };
        let upgrades: Vec<_> = (0..8).map(|_| upgrade()).collect();
        let mut applied = Vec::new();
        for upgrade in join_all(upgrades).await {
            applied.extend(upgrade.unwrap().unwrap());
        }
        assert_eq!(applied, migration::names());
        store.insert(&user(1)).await.unwrap();
    }
}

#[tokio::test]
async fn a_store_tells_what_is_missing_before_and_after() {
    let store = TestStore::absent();
    let states =
        |applied| migration::names().into_iter().map(|name| MigrationState { name, applied }).collect::<Vec<_>>();
    assert_eq!(store.schema.status().await.unwrap(), states(false));
    assert!(!store.path.exists(), "asking makes no file");
    assert_eq!(store.schema.upgrade().await.unwrap(), migration::names());
    assert_eq!(store.schema.status().await.unwrap(), states(true));
}

/// A newer binary has applied a migration of its own, and this one is started again next to it.
#[tokio::test]
async fn a_schema_that_a_newer_binary_made_is_used_as_it_is() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    let mut newer = store.outsider().await;
    execute(&mut newer, "ALTER TABLE users ADD COLUMN nickname TEXT").await;
    execute(&mut newer, "INSERT INTO seaql_migrations VALUES ('m29990101_000001_add_nicknames', 1)").await;
    let restarted = database(&store.path);
    let schema: Arc<dyn Schema> = ports::module(&restarted).resolve();
    assert_eq!(schema.upgrade().await.unwrap(), Vec::<String>::new());
    let names: Vec<String> = schema.status().await.unwrap().into_iter().map(|state| state.name).collect();
    assert_eq!(names, migration::names());
    assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
    store.insert(&user(2)).await.unwrap();
}

/// An interrupted upgrade left what it had made, or nothing: here the tables are there and their record is not.
#[tokio::test]
async fn an_upgrade_is_made_whole_or_not_at_all() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    execute(&mut store.outsider().await, "DELETE FROM seaql_migrations").await;
    assert!(matches!(store.schema.upgrade().await, Err(application::StoreError::Broken(_))));
    assert!(store.schema.status().await.unwrap().iter().all(|state| !state.applied));
    assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    for file in fs::read_dir(store.path.parent().unwrap()).unwrap().map(Result::unwrap) {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.file_name());
    }
}
