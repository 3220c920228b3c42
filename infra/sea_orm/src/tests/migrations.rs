use std::{fs, sync::Arc};

use application::{Actor, AttemptsKey, Direction, EventFilter, MigrationState, Schema, Subject};
use domain::{Role, SecretHash, SessionEpoch, UserId, Version};
use futures_util::future::join_all;
use sea_orm::sqlx::{Row, query};
use tokio::sync::Barrier;
use uuid::Uuid;

use super::{TestStore, assert_unavailable, database, execute, unusable, user};
use crate::ports;

/// The schema of the first release, and rows in it.
const FIRST_RELEASE: &str = include_str!("first_release.sql");

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn of_eight_that_migrate_one_empty_file_one_applies_each_migration() {
    for _ in 0..20 {
        let store = TestStore::absent();
        let start = Arc::new(Barrier::new(8));
        let migrate = || {
            // With connections of its own, like another process.
            let schema: Arc<dyn Schema> = ports::module(&database(&store.path)).resolve();
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                start.wait().await;
                schema.migrate().await
            })
        };
        let runs: Vec<_> = (0..8).map(|_| migrate()).collect();
        let mut applied = Vec::new();
        for migrate in join_all(runs).await {
            applied.extend(migrate.unwrap().unwrap());
        }
        assert_eq!(applied, migration::names());
        store.insert(&user(1)).await.unwrap();
    }
}

#[tokio::test]
async fn a_store_reports_missing_migrations_before_and_after() {
    let store = TestStore::absent();
    let states =
        |applied| migration::names().into_iter().map(|name| MigrationState { name, applied }).collect::<Vec<_>>();
    assert_eq!(store.schema.status().await.unwrap(), states(false));
    assert!(!store.path.exists(), "a status creates no file");
    assert_eq!(store.schema.migrate().await.unwrap(), migration::names());
    assert_eq!(store.schema.status().await.unwrap(), states(true));
}

/// A newer binary has applied a migration of its own, and this one starts beside it.
#[tokio::test]
async fn a_schema_that_a_newer_binary_made_is_used_as_it_is() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    let mut newer = store.outsider().await;
    execute(&mut newer, "ALTER TABLE users ADD COLUMN nickname TEXT").await;
    execute(&mut newer, "INSERT INTO seaql_migrations VALUES ('m29990101_000001_add_nicknames', 1)").await;
    let restarted = database(&store.path);
    let schema: Arc<dyn Schema> = ports::module(&restarted).resolve();
    assert_eq!(schema.migrate().await.unwrap(), Vec::<String>::new());
    let names: Vec<String> = schema.status().await.unwrap().into_iter().map(|state| state.name).collect();
    assert_eq!(names, migration::names());
    assert_eq!(store.find(&user(1)).await.unwrap(), Some(user(1)));
    store.insert(&user(2)).await.unwrap();
}

/// A store of the first release.
async fn of_the_first_release() -> TestStore {
    let store = TestStore::absent();
    fs::create_dir(store.path.parent().unwrap()).unwrap();
    fs::write(&store.path, "").unwrap();
    execute(&mut store.outsider().await, FIRST_RELEASE).await;
    store
}

/// The statements of the schema, in a form that does not depend on the order of their execution.
async fn schema_of(store: &TestStore) -> Vec<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
    let rows = query(sql).fetch_all(&mut store.outsider().await).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_filled_store_of_the_first_release_is_migrated_with_all_its_data() {
    let store = of_the_first_release().await;
    let applied: Vec<bool> = store.schema.status().await.unwrap().into_iter().map(|state| state.applied).collect();
    assert!(applied[0] && applied[1..].iter().all(|applied| !applied), "{applied:?}");
    assert_unavailable(store.insert(&user(9)).await);
    assert_eq!(store.schema.migrate().await.unwrap(), migration::names()[1..]);
    assert_eq!(schema_of(&store).await, schema_of(&TestStore::new().await).await);

    let (walter, jesse) = (UserId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)));
    let (session, owner) = store
        .sessions
        .find_with_user(walter, SecretHash::new([0xee; 32]))
        .await
        .unwrap()
        .expect("the session is there");
    assert_eq!((owner.username().as_str(), owner.role(), owner.is_active()), ("Walter.White", Role::SuperAdmin, true));
    assert_eq!((session.expires_at().unix_millis(), session.version()), (9_000, Version::new(2)));
    let user = store.users.find(jesse).await.unwrap().expect("the user is there");
    assert_eq!(
        (user.is_active(), user.session_epoch(), user.version()),
        (false, SessionEpoch::new(3), Version::new(7))
    );
    let now = user.created_at();
    let counters = store.attempts.read(&[AttemptsKey::new("address")], now).await.unwrap();
    assert_eq!(counters[0].map(|made| (made.count, made.until.unix_millis())), Some((4, 9_000)));
    let events = store.events.list(&EventFilter::default(), Direction::Ascending, None, 10).await.unwrap();
    let recorded: Vec<_> = events.iter().map(|event| (&*event.kind, event.subject.clone(), event.actor)).collect();
    assert_eq!(
        recorded,
        [
            ("UserCreated", Subject::User(walter).into(), Actor::Operator),
            ("UserInactivated", Subject::User(jesse).into(), Actor::User(walter)),
        ]
    );
    assert_eq!(store.outbox.pending(None, 10).await.unwrap(), [], "earlier events are not published");
}

/// The binary of the first release continues beside this one while replicas are updated.
#[tokio::test]
async fn what_the_first_release_writes_into_the_new_schema_is_read() {
    let store = TestStore::new().await;
    let writes = FIRST_RELEASE.lines().filter(|line| line.starts_with("INSERT") && !line.contains("seaql_migrations"));
    execute(&mut store.outsider().await, writes.collect::<Vec<_>>().join("\n")).await;
    let events = store.events.list(&EventFilter::default(), Direction::Ascending, None, 10).await.unwrap();
    assert_eq!(events.len(), 2);
    store.insert(&user(9)).await.unwrap();
    assert_eq!(store.outbox.pending(None, 10).await.unwrap().len(), 1);
}

/// Here the tables exist without their record, which no interrupted migration leaves.
#[tokio::test]
async fn tables_without_a_record_are_left_alone() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    execute(&mut store.outsider().await, "DELETE FROM seaql_migrations").await;
    assert!(unusable(store.schema.migrate().await).contains("has tables of another program"));
    unusable(store.schema.status().await);
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
