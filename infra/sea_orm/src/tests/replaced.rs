//! A file that replaces another one, beside the files that SQLite kept for that one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sea_orm::sqlx::{Row, query};

use super::{TestStore, execute, unusable, user};

/// A backup of the store, made as the operations guide says.
async fn back_up(store: &TestStore) -> PathBuf {
    let copy = store.directory.path().join("backup.db");
    execute(&mut store.outsider().await, format!("VACUUM INTO '{}'", copy.display())).await;
    copy
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    file.with_file_name(format!("tranche.db{suffix}"))
}

async fn integrity(store: &TestStore) -> String {
    query("PRAGMA integrity_check").fetch_one(&mut store.outsider().await).await.unwrap().get(0)
}

#[tokio::test]
async fn the_log_of_a_file_is_not_applied_to_the_one_that_replaces_it() {
    let (store, other) = (TestStore::new().await, TestStore::new().await);
    store.insert(&user(1)).await.unwrap();
    other.insert(&user(2)).await.unwrap();
    fs::rename(back_up(&other).await, &store.path).unwrap();
    let before = fs::read(&store.path).unwrap();

    let reason = unusable(store.find(&user(2)).await);
    for part in [store.path.display().to_string(), format!("{}-wal", store.path.display()), "move both away".to_owned()]
    {
        assert!(reason.contains(&part), "{reason}");
    }
    unusable(store.insert(&user(3)).await);
    unusable(store.schema.status().await);
    unusable(store.schema.migrate().await);
    assert_eq!(fs::read(&store.path).unwrap(), before, "nothing was written");

    fs::remove_file(beside(&store.path, "-wal")).unwrap();
    unusable(store.find(&user(2)).await);
    fs::remove_file(beside(&store.path, "-shm")).unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), None);
    assert_eq!(store.find(&user(2)).await.unwrap(), Some(user(2)));
    store.insert(&user(3)).await.unwrap();
    assert_eq!(integrity(&store).await, "ok");
}

#[tokio::test]
async fn a_file_that_was_replaced_can_be_put_back_with_its_log() {
    let store = TestStore::new().await;
    let backup = back_up(&store).await;
    store.insert(&user(1)).await.unwrap();
    let away = store.directory.path().join("away.db");
    fs::rename(&store.path, &away).unwrap();
    fs::rename(backup, &store.path).unwrap();
    unusable(store.find(&user(1)).await);
    fs::rename(&away, &store.path).unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
    store.insert(&user(2)).await.unwrap();
    assert_eq!(integrity(&store).await, "ok");
}

/// The files of a killed server, with another file in place of its own.
#[tokio::test]
async fn a_log_that_was_left_is_not_applied_to_a_restored_file() {
    for is_in_place in [false, true] {
        let (left, killed) = (TestStore::absent(), TestStore::new().await);
        killed.insert(&user(1)).await.unwrap();
        let backup = back_up(&killed).await;
        killed.insert(&user(2)).await.unwrap();
        fs::create_dir(left.path.parent().unwrap()).unwrap();
        for suffix in ["", "-wal", "-shm"] {
            fs::copy(beside(&killed.path, suffix), beside(&left.path, suffix)).unwrap();
        }
        if is_in_place {
            fs::copy(&backup, &left.path).unwrap();
        } else {
            fs::rename(&backup, &left.path).unwrap();
        }
        let before = fs::read(&left.path).unwrap();
        let reason = unusable(left.find(&user(1)).await);
        assert!(reason.contains("-wal belongs to another database") && reason.contains("away"), "{reason}");
        unusable(left.insert(&user(3)).await);
        unusable(left.schema.migrate().await);
        assert_eq!(fs::read(&left.path).unwrap(), before, "nothing was written");
        for suffix in ["-wal", "-shm"] {
            fs::remove_file(beside(&left.path, suffix)).unwrap();
        }
        assert_eq!(left.find(&user(1)).await.unwrap(), Some(user(1)));
        assert_eq!(left.find(&user(2)).await.unwrap(), None);
        left.insert(&user(3)).await.unwrap();
        assert_eq!(integrity(&left).await, "ok");
    }
}

#[tokio::test]
async fn a_log_that_was_left_beside_its_own_file_is_applied() {
    let (left, killed) = (TestStore::absent(), TestStore::new().await);
    killed.insert(&user(1)).await.unwrap();
    fs::create_dir(left.path.parent().unwrap()).unwrap();
    for suffix in ["", "-wal"] {
        fs::copy(beside(&killed.path, suffix), beside(&left.path, suffix)).unwrap();
    }
    assert_eq!(left.find(&user(1)).await.unwrap(), Some(user(1)));
}

#[tokio::test]
async fn no_database_is_made_beside_the_log_of_one_that_is_gone() {
    let (left, killed) = (TestStore::absent(), TestStore::new().await);
    killed.insert(&user(1)).await.unwrap();
    fs::create_dir(left.path.parent().unwrap()).unwrap();
    fs::copy(beside(&killed.path, "-wal"), beside(&left.path, "-wal")).unwrap();
    let reason = unusable(left.schema.migrate().await);
    assert!(reason.contains("does not exist, but"), "{reason}");
    assert!(!left.path.exists());
    fs::copy(&killed.path, &left.path).unwrap();
    assert_eq!(left.find(&user(1)).await.unwrap(), Some(user(1)));
}

/// SQLite keeps the log beside the target of a link.
#[cfg(unix)]
#[tokio::test]
async fn the_log_is_looked_for_beside_the_file_that_a_link_leads_to() {
    let (linked, killed) = (TestStore::absent(), TestStore::new().await);
    killed.insert(&user(1)).await.unwrap();
    let backup = back_up(&killed).await;
    let real = linked.directory.path().join("real");
    fs::create_dir(&real).unwrap();
    fs::create_dir(linked.path.parent().unwrap()).unwrap();
    fs::copy(&backup, real.join("shop.db")).unwrap();
    fs::copy(beside(&killed.path, "-wal"), real.join("shop.db-wal")).unwrap();
    std::os::unix::fs::symlink("../real/shop.db", &linked.path).unwrap();
    assert!(unusable(linked.find(&user(1)).await).contains("shop.db-wal belongs to another database"));
    fs::remove_file(real.join("shop.db-wal")).unwrap();
    assert_eq!(linked.find(&user(1)).await.unwrap(), Some(user(1)));
}
