use std::sync::Arc;

use application::{Checkpoint, CommitError, Conflict, Load, LoadError, Publication, Rows, Staged, StoreError};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use shaku::Component;

use crate::{
    commits::Work,
    connections::{Connection, Transaction},
    database::Database,
    deadline::within_deadline,
    errors::{commit_error, store_error},
    rows::{dead_letters, events, maintenance, outbox, row::insert_all, written},
};

#[derive(Component)]
#[shaku(interface = Load)]
pub(super) struct SeaOrmLoad {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Load for SeaOrmLoad {
    fn rows_at_once(&self) -> u16 {
        1_000
    }

    /// Rows are inserted in few statements. Only if one of them exists, each is looked up: the response to an earlier call
    /// was lost, or the store was not empty.
    async fn load(&self, rows: Rows, checkpoint: &Checkpoint) -> Result<(), LoadError> {
        within_deadline(async {
            let transaction = self.begin().await?;
            match insert(&transaction, rows.clone()).await {
                Ok(()) => return end(transaction, checkpoint).await,
                Err(CommitError::Conflict(Conflict::Exists(_))) => {
                    transaction.roll_back().await.map_err(store_error)?;
                }
                Err(error) => return Err(StoreError::from(error).into()),
            }
            let transaction = self.begin().await?;
            let missing = without_stored(&transaction, rows).await?;
            match insert(&transaction, missing).await {
                Ok(()) => end(transaction, checkpoint).await,
                Err(CommitError::Conflict(Conflict::Exists(value))) => {
                    Err(LoadError::Taken(format!("a row with the same unique value ({value:?})")))
                }
                Err(error) => Err(StoreError::from(error).into()),
            }
        })
        .await
    }

    async fn checkpoint(&self) -> Result<Option<Checkpoint>, StoreError> {
        within_deadline(async {
            let found = maintenance::find(&self.database.reader().await?).await?;
            Ok(found.and_then(|row| row.checkpoint).map(Checkpoint))
        })
        .await
    }
}

impl SeaOrmLoad {
    /// Begins a transaction in a store that is in maintenance.
    async fn begin(&self) -> Result<Transaction, LoadError> {
        let transaction = self.database.begin().await?;
        match maintenance::find(&transaction).await? {
            Some(_) => Ok(transaction),
            None => Err(LoadError::NotInMaintenance),
        }
    }
}

/// Stores the checkpoint, and commits.
async fn end(transaction: Transaction, checkpoint: &Checkpoint) -> Result<(), LoadError> {
    let update = maintenance::update(checkpoint.0.clone());
    let updated = update.exec(&*transaction).await.map_err(store_error)?;
    if updated.rows_affected != 1 {
        return Err(LoadError::NotInMaintenance);
    }
    Ok(transaction.commit().await.map_err(store_error)?)
}

async fn insert(transaction: &Connection, rows: Rows) -> Result<(), CommitError> {
    match rows {
        Rows::Inserts(changes) => {
            let staged = Staged { changes, events: Vec::new(), publication: Publication::None };
            Work::from(staged).write(transaction).await
        }
        Rows::Events(rows) => {
            let rows = rows.iter().map(|event| events::Model::from(event).into_active_model());
            insert_all(transaction, rows.collect::<Vec<_>>()).await.map_err(commit_error)
        }
        // The engine numbers them in this order.
        Rows::Undelivered(rows) => {
            let rows = rows.iter().map(outbox::of_undelivered);
            insert_all(transaction, rows.collect::<Vec<_>>()).await.map_err(commit_error)
        }
        Rows::DeadLetters(rows) => {
            let rows = rows
                .iter()
                .map(|letter| dead_letters::row(letter.event.id.as_uuid(), &letter.failure).into_active_model());
            insert_all(transaction, rows.collect::<Vec<_>>()).await.map_err(commit_error)
        }
    }
}

/// The rows that are not stored yet.
async fn without_stored(transaction: &Connection, rows: Rows) -> Result<Rows, LoadError> {
    Ok(match rows {
        Rows::Inserts(rows) => {
            let mut missing = Vec::new();
            for row in rows {
                if !written(&row).is_stored(transaction).await? {
                    missing.push(row);
                }
            }
            Rows::Inserts(missing)
        }
        Rows::Events(rows) => {
            let mut missing = Vec::new();
            for row in rows {
                let id = row.id.as_uuid();
                let found = events::Entity::find_by_id(id).one(transaction).await.map_err(store_error)?;
                if is_missing(found.as_ref(), &events::Model::from(&row), || format!("event {id}"))? {
                    missing.push(row);
                }
            }
            Rows::Events(missing)
        }
        Rows::Undelivered(rows) => {
            let mut missing = Vec::new();
            for row in rows {
                let id = row.event.id.as_uuid();
                let of_event = outbox::Entity::find().filter(outbox::Column::EventId.eq(id));
                let found = of_event.one(transaction).await.map_err(store_error)?;
                let found = found.map(|found| (found.attempts, found.due_at));
                let wanted = (row.attempts.into(), row.due_at.unix_millis());
                if is_missing(found.as_ref(), &wanted, || format!("the undelivered event {id}"))? {
                    missing.push(row);
                }
            }
            Rows::Undelivered(missing)
        }
        Rows::DeadLetters(rows) => {
            let mut missing = Vec::new();
            for row in rows {
                let id = row.event.id.as_uuid();
                let found = dead_letters::Entity::find_by_id(id).one(transaction).await.map_err(store_error)?;
                if is_missing(found.as_ref(), &dead_letters::row(id, &row.failure), || format!("the dead letter {id}"))?
                {
                    missing.push(row);
                }
            }
            Rows::DeadLetters(missing)
        }
    })
}

/// Whether there is no such row.
///
/// # Errors
/// [`LoadError::Taken`] if there is another one.
fn is_missing<T: PartialEq>(found: Option<&T>, row: &T, name: impl FnOnce() -> String) -> Result<bool, LoadError> {
    match found {
        None => Ok(true),
        Some(found) if found == row => Ok(false),
        Some(_) => Err(LoadError::Taken(name())),
    }
}
