mod events;
mod idempotency;
mod many;
mod orders;
mod products;
mod sessions;
mod users;

use std::sync::Arc;

use application::{Change, Changes, CommitError, Conflict, Staged, StoreError, UnitOfWork};
use async_trait::async_trait;
use sea_orm::DatabaseTransaction;
use shaku::Component;
use uuid::Uuid;

use crate::{
    database::{Database, begin_write},
    errors::{commit_error, within_deadline},
};

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
pub(super) struct SeaOrmUnitOfWork {
    database: Arc<Database>,
}

#[async_trait]
impl UnitOfWork for SeaOrmUnitOfWork {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let staged = changes.into_staged().map_err(|error| StoreError::Broken(error.into()))?;
        let Staged { mut changes, events, publication } = staged;
        if changes.is_empty() && events.is_empty() {
            return Ok(());
        }
        changes.sort_by(|one, other| order(one).cmp(&order(other)));
        within_deadline(async {
            let writer = self.database.writer().await?;
            let transaction = begin_write(&writer).await.map_err(commit_error)?;
            for batch in changes.chunk_by(are_one_batch) {
                apply(&transaction, batch).await?;
            }
            events::record(&transaction, events, publication).await?;
            transaction.commit().await.map_err(commit_error)
        })
        .await
    }
}

/// Where a change stands in its transaction. What can be stale comes first, since that is told first; rows are
/// taken in one order by everybody, so that no two commits wait for each other; a user is there before its sessions.
/// An idempotency key that another commit is taking is waited for last, with everything else done.
fn order(change: &Change) -> (u8, Uuid, &str) {
    let (step, id) = match change {
        Change::UpdateUser { user, .. } => (0, user.id().as_uuid()),
        Change::RequireUser { id, .. } => (0, id.as_uuid()),
        Change::UpdateSession { session, .. } => (1, session.id().as_uuid()),
        Change::DeleteSession { id, .. } => (1, id.as_uuid()),
        Change::UpdateProduct { product, .. } => (2, product.id().as_uuid()),
        Change::DeleteProduct { id, .. }
        | Change::RequireProduct { id, .. }
        | Change::TakeStock { id, .. }
        | Change::ReturnStock { id, .. } => (2, id.as_uuid()),
        Change::UpdateOrder { order, .. } => (3, order.id().as_uuid()),
        Change::InsertUser(user) => (4, user.id().as_uuid()),
        Change::InsertSession(session) => (5, session.id().as_uuid()),
        Change::InsertProduct(product) => (6, product.id().as_uuid()),
        Change::InsertOrder(order) => (7, order.id().as_uuid()),
        Change::InsertIdempotencyRecord { record, .. } => {
            return (8, record.scope.user.as_uuid(), record.scope.key.as_str());
        }
    };
    (step, id, "")
}

/// Whether one statement does both.
const fn are_one_batch(one: &Change, next: &Change) -> bool {
    matches!(
        (one, next),
        (Change::InsertProduct(_), Change::InsertProduct(_)) | (Change::InsertOrder(_), Change::InsertOrder(_))
    )
}

/// Applies a batch: inserts of one kind, or a single change.
async fn apply(transaction: &DatabaseTransaction, batch: &[Change]) -> Result<(), CommitError> {
    let Some(change) = batch.first() else { return Ok(()) };
    let rows = match change {
        Change::UpdateUser { user, read } => users::update(transaction, user, *read).await,
        Change::RequireUser { id, read } => users::require(transaction, *id, *read).await,
        Change::InsertUser(user) => users::insert(transaction, user).await,
        Change::UpdateSession { session, read } => sessions::update(transaction, session, *read).await,
        Change::DeleteSession { id, user_id, read } => sessions::delete(transaction, *id, *user_id, *read).await,
        Change::InsertSession(session) => sessions::insert(transaction, session).await,
        Change::UpdateProduct { product, read, stock } => {
            let as_read = products::as_read(product.id(), *read)?;
            products::update(transaction, product.try_into()?, as_read, *stock).await
        }
        Change::DeleteProduct { id, read } => products::delete(transaction, products::as_read(*id, *read)?).await,
        Change::RequireProduct { id, read } => products::require(transaction, *id, *read).await,
        Change::TakeStock { id, read, quantity } => products::take_stock(transaction, *id, *read, *quantity).await,
        Change::ReturnStock { id, quantity } => products::return_stock(transaction, *id, *quantity).await,
        Change::InsertProduct(_) => return products::insert_all(transaction, batch).await,
        Change::UpdateOrder { order, read } => orders::update(transaction, order, *read).await,
        Change::InsertOrder(_) => return orders::insert_all(transaction, batch).await,
        Change::InsertIdempotencyRecord { record, now } => return idempotency::insert(transaction, record, *now).await,
    };
    if rows.map_err(commit_error)? == 1 { Ok(()) } else { Err(Conflict::Stale.into()) }
}
