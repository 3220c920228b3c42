use std::{error::Error, fs, time::Duration};

use application::{Adjustments, AttemptsKey, ErrorChain, StoreError};
use domain::{PasswordHash, User};
use sea_orm::ConnectionTrait;

use super::{TestStore, assert_unavailable, execute, user};

#[tokio::test]
async fn a_store_that_was_never_there_is_unavailable_until_it_is_made() {
    let store = TestStore::absent();
    assert_unavailable(store.find(&user(1)).await);
    assert_unavailable(store.insert(&user(1)).await);
    assert!(!store.path.exists(), "only a migration creates the file");
    store.schema.migrate().await.unwrap();
    store.insert(&user(1)).await.unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
}

#[tokio::test]
async fn an_empty_file_is_unavailable_until_it_has_a_schema() {
    let store = TestStore::absent();
    fs::create_dir(store.path.parent().unwrap()).unwrap();
    fs::write(&store.path, "").unwrap();
    assert_unavailable(store.find(&user(1)).await);
    assert_unavailable(store.insert(&user(1)).await);
    store.schema.migrate().await.unwrap();
    store.insert(&user(1)).await.unwrap();
}

#[tokio::test]
async fn a_directory_that_cannot_be_made_is_unavailable_until_it_can() {
    let store = TestStore::absent();
    let in_the_way = store.directory.path().join("data");
    fs::write(&in_the_way, "a file where the directory belongs").unwrap();
    assert_unavailable(store.schema.migrate().await);
    assert_unavailable(store.schema.status().await);
    assert_unavailable(store.find(&user(1)).await);
    fs::remove_file(&in_the_way).unwrap();
    store.schema.migrate().await.unwrap();
    store.insert(&user(1)).await.unwrap();
}

#[tokio::test]
async fn a_directory_that_is_moved_away_is_unavailable_until_it_is_back() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    let (here, away) = (store.directory.path().join("data"), store.directory.path().join("away"));
    fs::rename(&here, &away).unwrap();
    assert_unavailable(store.find(&user(1)).await);
    assert_unavailable(store.insert(&user(2)).await);
    assert!(store.schema.status().await.unwrap().iter().all(|state| !state.applied));
    fs::rename(&away, &here).unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
    store.insert(&user(2)).await.unwrap();
}

#[tokio::test]
async fn no_write_to_a_removed_file_is_acknowledged() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    fs::remove_dir_all(store.path.parent().unwrap()).unwrap();
    assert_unavailable(store.insert(&user(2)).await);
    store.schema.migrate().await.unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), None);
    store.insert(&user(2)).await.unwrap();
    assert_eq!(store.find(&user(2)).await.unwrap(), Some(user(2)));
}

#[tokio::test]
async fn a_directory_that_replaces_another_is_used_at_once() {
    let (store, other) = (TestStore::new().await, TestStore::new().await);
    store.insert(&user(1)).await.unwrap();
    other.insert(&user(2)).await.unwrap();
    let (here, there) = (store.path.parent().unwrap(), other.path.parent().unwrap());
    fs::rename(here, store.directory.path().join("before")).unwrap();
    fs::rename(there, here).unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), None);
    assert_eq!(store.find(&user(2)).await.unwrap(), Some(user(2)));
    store.insert(&user(3)).await.unwrap();
    assert_eq!(store.find(&user(3)).await.unwrap(), Some(user(3)));
}

#[tokio::test]
async fn a_full_disk_fails_writes_cleanly_and_they_resume() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    let limit_pages = async |limit: u32| {
        let writer = store.database.writer().await.unwrap();
        writer.execute_unprepared(&format!("PRAGMA max_page_count = {limit}")).await.unwrap();
    };
    let mut stored = user(2).as_stored().clone();
    stored.password_hash = PasswordHash::new("x".repeat(1_000_000));
    let large = User::from_stored(stored);
    for _ in 0..3 {
        // SQLite's minimum is the present size. A connection that failed may have been replaced since.
        limit_pages(1).await;
        assert_unavailable(store.insert(&large).await);
        assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
        assert_eq!(store.find(&large).await.unwrap(), None);
    }
    limit_pages(1_000_000).await;
    store.insert(&large).await.unwrap();
    assert_eq!(store.find(&large).await.unwrap(), Some(large));
}

#[tokio::test]
async fn a_row_that_is_no_user_is_an_error_that_names_its_location() {
    for (column, value, reason) in [
        ("role", "'boss'", "`boss` is no role; there are user, admin and super_admin"),
        ("status", "'asleep'", "`asleep` is not a known value"),
        ("username", "'?'", "A username has 5 to 20 characters."),
        ("created_at", "-1", "-1 ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999"),
        ("version", "4294967296", "out of range integral type conversion attempted"),
        ("session_epoch", "-1", "out of range integral type conversion attempted"),
    ] {
        let store = TestStore::new().await;
        store.insert(&user(1)).await.unwrap();
        execute(&mut store.outsider().await, format!("UPDATE users SET {column} = {value}")).await;
        let Err(StoreError::Unexpected(source)) = store.find(&user(1)).await else { panic!("{column} was read") };
        let source: &(dyn Error + 'static) = &*source;
        let location = format!("users.{column} of 00000000-0000-0000-0000-000000000001");
        assert_eq!(ErrorChain(source).to_string(), format!("{location}: {reason}"));
    }
}

#[tokio::test]
async fn a_counter_that_cannot_be_is_an_error_that_does_not_reveal_its_key() {
    for (column, value, reason) in [
        ("count", "-1", "out of range integral type conversion attempted"),
        (
            "expires_at",
            "253402300800000",
            "253402300800000 ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999",
        ),
    ] {
        let store = TestStore::new().await;
        let (key, now) = (AttemptsKey::new("secret"), user(1).created_at());
        let mark = Adjustments { mark: Some((key.clone(), Duration::from_secs(1))), ..Adjustments::default() };
        store.attempts.settle(mark, now).await.unwrap();
        execute(&mut store.outsider().await, format!("UPDATE attempts SET {column} = {value}")).await;
        let Err(StoreError::Unexpected(source)) = store.attempts.read(&[key], now).await else { panic!("it was read") };
        let source: &(dyn Error + 'static) = &*source;
        assert_eq!(ErrorChain(source).to_string(), format!("attempts.{column}: {reason}"));
    }
}
