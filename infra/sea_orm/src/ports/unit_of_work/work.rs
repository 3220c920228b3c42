use application::{Change, CommitError, Conflict, Event, Publication, Staged};
use uuid::Uuid;

use super::{events, idempotency, orders, products, sessions, users};
use crate::{
    connections::{Connection, Transaction},
    errors::commit_error,
};

/// What one commit writes, in the order of its statements.
pub(super) struct Work {
    changes: Vec<Change>,
    events: Vec<Event>,
    publication: Publication,
}

impl From<Staged> for Work {
    fn from(Staged { mut changes, events, publication }: Staged) -> Self {
        changes.sort_by(|one, other| order(one).cmp(&order(other)));
        Self { changes, events, publication }
    }
}

impl Work {
    pub(super) const fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.events.is_empty()
    }

    /// Writes everything and commits it; where that fails, nothing is written.
    pub(super) async fn commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        self.write(&transaction).await?;
        transaction.commit().await.map_err(commit_error)
    }

    /// Writes everything, for the transaction to be committed, or not, by whoever began it.
    pub(super) async fn write(&self, transaction: &Connection) -> Result<(), CommitError> {
        for batch in self.changes.chunk_by(are_one_batch) {
            apply(transaction, batch).await?;
        }
        events::record(transaction, &self.events, self.publication).await
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
async fn apply(transaction: &Connection, batch: &[Change]) -> Result<(), CommitError> {
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
