//! The tests of this adapter alone; `tests/contract.rs` runs the contract of the ports.

mod cached_statements;
mod commits;
mod connections;
mod faults;
mod locks;
mod migrations;
mod others;
mod pages_of_orders;
mod plans;
mod replaced;
mod rows;
mod rows_of_orders;
mod rows_of_products;
mod waits;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use application::{
    Actor, Attempts, Caller, Changes, CommitError, DeadLetters, ErrorChain, Event, EventData, EventId, EventKind,
    Events, Housekeeping, IdempotencyRecords, Ids, Orders, Outbox, Repository, RequestId, Schema, Sessions, StoreError,
    Subject, UnitOfWork,
};
use domain::{Order, PasswordHash, Product, Role, Timestamp, User, UserId, Username};
use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Settings, database::Database, ports};

/// A store in a file of its own, with access to its parts.
struct TestStore {
    directory: TempDir,
    path: PathBuf,
    database: Arc<dyn Database>,
    users: Arc<dyn Repository<User>>,
    work: Arc<dyn UnitOfWork>,
    sessions: Arc<dyn Sessions>,
    products: Arc<dyn Repository<Product>>,
    orders: Arc<dyn Repository<Order>>,
    order_lists: Arc<dyn Orders>,
    idempotency_records: Arc<dyn IdempotencyRecords>,
    attempts: Arc<dyn Attempts>,
    events: Arc<dyn Events>,
    outbox: Arc<dyn Outbox>,
    dead_letters: Arc<dyn DeadLetters>,
    housekeeping: Arc<dyn Housekeeping>,
    schema: Arc<dyn Schema>,
}

impl TestStore {
    /// A store whose file does not exist yet.
    fn absent() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data/tranche.db");
        Self::at(directory, path)
    }

    async fn new() -> Self {
        let store = Self::absent();
        store.schema.migrate().await.unwrap();
        store
    }

    fn at(directory: TempDir, path: PathBuf) -> Self {
        let database = database(&path);
        let module = ports::module(&database);
        Self {
            directory,
            path,
            database,
            users: module.resolve(),
            work: module.resolve(),
            sessions: module.resolve(),
            products: module.resolve(),
            orders: module.resolve(),
            order_lists: module.resolve(),
            idempotency_records: module.resolve(),
            attempts: module.resolve(),
            events: module.resolve(),
            outbox: module.resolve(),
            dead_letters: module.resolve(),
            housekeeping: module.resolve(),
            schema: module.resolve(),
        }
    }

    async fn insert(&self, user: &User) -> Result<(), CommitError> {
        let mut changes = changes();
        changes.insert(user.clone());
        changes.record_event(Event {
            id: EventId::new(user.id().as_uuid()),
            kind: EventKind::UserCreated,
            subject: Subject::User(user.id()),
            actor: Actor::Operator,
            at: now(),
            request_id: request_id(),
            data: EventData::new(),
        });
        self.commit(changes).await
    }

    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        self.work.commit(changes.into_staged(&NoIds).unwrap()).await
    }

    async fn find(&self, user: &User) -> Result<Option<User>, StoreError> {
        self.users.find(user.id()).await
    }

    /// A connection of another program.
    async fn outsider(&self) -> SqliteConnection {
        SqliteConnection::connect(&format!("sqlite://{}", self.path.display())).await.unwrap()
    }
}

fn database(path: &Path) -> Arc<dyn Database> {
    let settings = Settings {
        url: format!("sqlite://{}", path.display()),
        max_connections: None,
        acquire_timeout: Duration::from_secs(2),
    };
    crate::database(&settings).unwrap()
}

/// Every event has its id before it is committed.
struct NoIds;

impl Ids for NoIds {
    fn next(&self) -> Uuid {
        panic!("an event has no id")
    }
}

fn now() -> Timestamp {
    Timestamp::from_unix_millis(1_000).unwrap()
}

fn request_id() -> RequestId {
    RequestId::parse("test").unwrap()
}

fn changes() -> Changes {
    Changes::by_operator(&Caller { request_id: request_id(), address: None }, now())
}

/// Why the store can't be used.
fn unusable<T>(result: Result<T, impl Into<CommitError>>) -> String {
    match result.map_err(Into::into) {
        Err(CommitError::Store(StoreError::Unusable(reason))) => ErrorChain(&*reason).to_string(),
        Err(other) => panic!("{other:?} is another error"),
        Ok(_) => panic!("the store was used"),
    }
}

/// Why the store is unavailable.
fn unavailable<T>(result: Result<T, impl Into<CommitError>>) -> String {
    match result.map_err(Into::into) {
        Err(CommitError::Store(StoreError::Unavailable(reason))) => ErrorChain(&*reason).to_string(),
        Err(other) => panic!("{other:?} is another error"),
        Ok(_) => panic!("the store was used"),
    }
}

/// The user with this number.
fn user(number: u128) -> User {
    let name = Username::parse(&format!("user.{number}")).unwrap();
    User::new(UserId::new(Uuid::from_u128(number)), name, PasswordHash::new("hash".to_owned()), Role::User, now())
}

async fn execute(connection: &mut SqliteConnection, sql: impl Into<String>) {
    connection.execute(AssertSqlSafe(sql.into())).await.unwrap();
}

fn assert_unavailable<T>(result: Result<T, impl Into<CommitError>>) {
    match result.map_err(Into::into) {
        Err(CommitError::Store(StoreError::Unavailable(_))) => {}
        Err(other) => panic!("{other:?} is not unavailable"),
        Ok(_) => panic!("the store is available"),
    }
}
