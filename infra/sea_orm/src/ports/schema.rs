use std::{sync::Arc, time::Duration};

use application::{MigrationState, Schema, StoreError, WriteAccess};
use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use shaku::Component;
use thiserror::Error;
use tokio::time::Instant;

use crate::{
    connections::NoConnection,
    database::Database,
    deadline::within_deadline,
    errors::{is_busy, store_error},
};

/// How long a migration waits for other processes that lock the database: they are usually migrating it, and a filled
/// table takes its time.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The pause between two attempts. SQLite itself waits for most locks, but not for those taken at opening a file.
const PAUSE: Duration = Duration::from_millis(20);
/// The most foreign tables that a message names.
const NAMED: u64 = 5;

#[derive(Component)]
#[shaku(interface = Schema)]
pub(super) struct SeaOrmSchema {
    database: Arc<dyn Database>,
}

/// The database belongs to another program.
#[derive(Debug, Error)]
#[error(
    "{location} has tables of another program ({}) and none of this one: name another one, or one that is empty",
    names.join(", ")
)]
struct TablesOfOthers {
    location: String,
    names: Vec<String>,
}

#[async_trait]
impl Schema for SeaOrmSchema {
    async fn status(&self) -> Result<Vec<MigrationState>, StoreError> {
        within_deadline(async {
            if !self.database.exists()? {
                return Ok(migration::names()
                    .into_iter()
                    .map(|name| MigrationState { name, applied: false })
                    .collect());
            }
            let reader = self.database.reader().await?;
            let states = migration::status(&reader).await.map_err(store_error)?;
            if states.iter().all(|state| !state.applied) {
                self.refuse_others(&reader).await.map_err(store_error)??;
            }
            Ok(states.into_iter().map(|state| MigrationState { name: state.name, applied: state.applied }).collect())
        })
        .await
    }

    async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        match self.status().await {
            // The usual case.
            Ok(states) if states.iter().all(|state| state.applied) => return Ok(Vec::new()),
            Err(error @ StoreError::Unusable(_)) => return Err(error),
            // Its message has the reason, which a pool of SeaORM's own does not report.
            Err(error) if self.database.is_lost_without_connection() && is_no_connection(&error) => return Err(error),
            // Other errors occur below again, where they are retried.
            Ok(_) | Err(_) => {}
        }
        self.database.create().await?;
        let migration_connection = self.database.migration_connection().await?;
        let outcome = self.apply_missing_in_turn(&migration_connection).await;
        // What was applied is committed, and the rest was rolled back.
        let _ = migration_connection.close().await;
        outcome.map_err(store_error)?
    }

    async fn write_access(&self) -> Result<WriteAccess, StoreError> {
        within_deadline(self.database.write_access()).await
    }
}

fn is_no_connection(error: &StoreError) -> bool {
    matches!(error, StoreError::Unavailable(source) if source.is::<NoConnection>())
}

/// The result, or why the migration was refused, unless the database failed.
type Outcome<T> = Result<Result<T, StoreError>, DbErr>;

impl SeaOrmSchema {
    /// Applies the missing migrations as soon as no other process does.
    async fn apply_missing_in_turn(&self, migration_connection: &DatabaseConnection) -> Outcome<Vec<String>> {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            match self.apply_missing(migration_connection).await {
                Err(error) if is_busy(&error) && Instant::now() < deadline => tokio::time::sleep(PAUSE).await,
                outcome => return outcome,
            }
        }
    }

    /// Applies the missing migrations, in one transaction that excludes every other one like it: of concurrent
    /// processes, the first applies them and the others find them applied.
    async fn apply_missing(&self, migration_connection: &DatabaseConnection) -> Outcome<Vec<String>> {
        let transaction = self.database.begin_migration(migration_connection, TIMEOUT).await?;
        // From here on no other process creates a table.
        if let Err(refused) = self.refuse_others(&transaction).await? {
            return Ok(Err(refused));
        }
        let applied = migration::migrate(&transaction).await?;
        transaction.commit().await?;
        Ok(Ok(applied))
    }

    /// Refuses a database with foreign tables and none of ours.
    async fn refuse_others(&self, connection: &impl ConnectionTrait) -> Outcome<()> {
        let names = migration::tables_of_others(connection, NAMED).await?;
        if names.is_empty() {
            return Ok(Ok(()));
        }
        let refusal = TablesOfOthers { location: self.database.location(), names };
        Ok(Err(StoreError::Unusable(refusal.into())))
    }
}
