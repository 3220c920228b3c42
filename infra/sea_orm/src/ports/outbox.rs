use std::sync::Arc;

use application::{Failure, LONGEST_LEASE, Outbox, OutboxPosition, PendingEvent, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use sea_orm::{
    ColumnTrait, DeleteMany, EntityTrait, Insert, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    SelectTwoRequired,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use shaku::Component;
use uuid::Uuid;

use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::{dead_letters, events, leases, outbox},
};

/// The lease for the delivery of events.
const LEASE: &str = "outbox";
/// The events that are removed in one statement: engines limit the number of parameters.
const EVENTS_AT_ONCE: usize = 1_000;

#[derive(Component)]
#[shaku(interface = Outbox)]
pub(super) struct SeaOrmOutbox {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Outbox for SeaOrmOutbox {
    async fn acquire(&self, owner: Uuid, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        within_deadline(async {
            let writer = self.database.writer().await?;
            let rows = acquisition(owner, now, until).exec_without_returning(&writer).await.map_err(store_error)?;
            Ok(rows == 1)
        })
        .await
    }

    async fn release(&self, owner: Uuid) -> Result<(), StoreError> {
        within_deadline(async {
            let writer = self.database.writer().await?;
            let release = leases::Entity::delete_by_id(LEASE).filter(leases::Column::Holder.eq(owner));
            release.exec(&writer).await.map_err(store_error)?;
            Ok(())
        })
        .await
    }

    async fn pending(&self, after: Option<&OutboxPosition>, limit: u16) -> Result<Vec<PendingEvent>, StoreError> {
        let after = after.map(position).transpose()?;
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = undelivered(after).limit(u64::from(limit)).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(outbox::pending).collect()
        })
        .await
    }

    async fn remove(&self, delivered: &[OutboxPosition]) -> Result<(), StoreError> {
        let positions = delivered.iter().map(position).collect::<Result<Vec<_>, _>>()?;
        within_deadline(async {
            for positions in positions.chunks(EVENTS_AT_ONCE) {
                // Begin another transaction, so that others write in between.
                let writer = self.database.writer().await?;
                removal(positions).exec(&writer).await.map_err(store_error)?;
            }
            Ok(())
        })
        .await
    }

    async fn postpone(&self, failed: &OutboxPosition, attempts: u32, due_at: Timestamp) -> Result<(), StoreError> {
        use outbox::{Column, Entity};
        let position = position(failed)?;
        within_deadline(async {
            let writer = self.database.writer().await?;
            let postponed = Entity::update_many()
                .col_expr(Column::Attempts, Expr::val(i64::from(attempts)))
                .col_expr(Column::DueAt, Expr::val(due_at.unix_millis()))
                .filter(Column::Position.eq(position));
            postponed.exec(&writer).await.map_err(store_error)?;
            Ok(())
        })
        .await
    }

    async fn move_to_dead_letters(&self, failed: &OutboxPosition, failure: Failure) -> Result<(), StoreError> {
        let position = position(failed)?;
        within_deadline(async {
            let transaction = self.database.begin().await?;
            let found = outbox::Entity::find_by_id(position).one(&*transaction).await.map_err(store_error)?;
            let Some(entry) = found else { return transaction.roll_back().await.map_err(store_error) };
            let removed = removal(&[position]).exec(&*transaction).await.map_err(store_error)?;
            if removed.rows_affected == 1 {
                let letter = dead_letters::row(entry.event_id, &failure).into_active_model();
                let insertion = dead_letters::Entity::insert(letter);
                insertion.exec_without_returning(&*transaction).await.map_err(store_error)?;
            }
            transaction.commit().await.map_err(store_error)
        })
        .await
    }
}

/// The condition is evaluated and the row written under the row's lock, and the valid lease of another owner stays as
/// it is.
pub(crate) fn acquisition(owner: Uuid, now: Timestamp, until: Timestamp) -> Insert<leases::ActiveModel> {
    use leases::{Column, Entity, Model};
    let lease = Model { name: LEASE.to_owned(), holder: owner, expires_at: until.unix_millis() };
    let is_free = Expr::col((Entity, Column::Holder))
        .eq(owner)
        .or(Expr::col((Entity, Column::ExpiresAt)).lte(now.unix_millis()))
        .or(Expr::col((Entity, Column::ExpiresAt)).gt(now.after(LONGEST_LEASE).unix_millis()));
    let mut upsert = OnConflict::column(Column::Name);
    upsert.update_columns([Column::Holder, Column::ExpiresAt]).action_and_where(is_free);
    Entity::insert(lease.into_active_model()).on_conflict(upsert)
}

/// The undelivered events after `after`, first in first.
pub(crate) fn undelivered(after: Option<i64>) -> SelectTwoRequired<outbox::Entity, events::Entity> {
    let entries = outbox::Entity::find().find_both_related(events::Entity).order_by_asc(outbox::Column::Position);
    match after {
        Some(after) => entries.filter(outbox::Column::Position.gt(after)),
        None => entries,
    }
}

/// No engine reuses a position.
pub(crate) fn removal(positions: &[i64]) -> DeleteMany<outbox::Entity> {
    outbox::Entity::delete_many().filter(outbox::Column::Position.is_in(positions.iter().copied()))
}

fn position(position: &OutboxPosition) -> Result<i64, StoreError> {
    position.0.parse().map_err(|error: std::num::ParseIntError| StoreError::Unexpected(error.into()))
}
