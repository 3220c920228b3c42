use std::sync::Arc;

use application::{
    Cursor, Direction, Dump, DumpPage, EventFilter, EventPosition, IdempotencyRecord, StoreError, StoredEvent,
};
use async_trait::async_trait;
use domain::{Session, SessionId, Timestamp};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use shaku::Component;
use uuid::Uuid;

use super::events::matching;
use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::{idempotency_records, row::WholeRow, sessions},
};

#[derive(Component)]
#[shaku(interface = Dump)]
pub(super) struct SeaOrmDump {
    database: Arc<dyn Database>,
}

/// Rows are in the order of a key with an index. A cursor is the key of the last row, in words.
#[async_trait]
impl Dump for SeaOrmDump {
    async fn sessions(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<Session>, StoreError> {
        let after: Option<SessionId> = after.and_then(|after| after.0.parse().ok());
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = all_sessions(after).limit(u64::from(limit)).all(&reader).await.map_err(store_error)?;
            let rows = rows.into_iter().map(Session::from_row).collect::<Result<_, _>>()?;
            Ok(page(rows, limit, |session: &Session| session.id().to_string()))
        })
        .await
    }

    async fn idempotency_records(
        &self,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<DumpPage<IdempotencyRecord>, StoreError> {
        let after = after.and_then(scope);
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = all_records(after).limit(u64::from(limit)).all(&reader).await.map_err(store_error)?;
            let rows = rows.into_iter().map(IdempotencyRecord::try_from).collect::<Result<_, _>>()?;
            Ok(page(rows, limit, |IdempotencyRecord { scope, .. }: &IdempotencyRecord| {
                format!("{} {} {}", scope.user, scope.operation.as_str(), scope.key.as_str())
            }))
        })
        .await
    }

    async fn events(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<StoredEvent>, StoreError> {
        let after = after.and_then(position);
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = matching(&EventFilter::default(), Direction::Ascending, after)
                .limit(u64::from(limit))
                .all(&reader)
                .await;
            let rows = rows.map_err(store_error)?.into_iter().map(StoredEvent::try_from).collect::<Result<_, _>>()?;
            Ok(page(rows, limit, |event: &StoredEvent| format!("{} {}", event.at.unix_millis(), event.id)))
        })
        .await
    }
}

fn page<T>(rows: Vec<T>, limit: u16, key: impl Fn(&T) -> String) -> DumpPage<T> {
    let next = rows.last().filter(|_| rows.len() >= usize::from(limit)).map(|last| Cursor(key(last)));
    DumpPage { rows, next }
}

fn all_sessions(after: Option<SessionId>) -> Select<sessions::Entity> {
    use sessions::{Column, Entity};
    let sessions = Entity::find().order_by_asc(Column::Id);
    match after {
        Some(after) => sessions.filter(Column::Id.gt(after.as_uuid())),
        None => sessions,
    }
}

fn all_records(after: Option<(Uuid, String, String)>) -> Select<idempotency_records::Entity> {
    use idempotency_records::{Column, Entity};
    let key = [Column::UserId, Column::Operation, Column::Key];
    let records = key.iter().fold(Entity::find(), |records, column| records.order_by_asc(*column));
    let Some((user, operation, text)) = after else { return records };
    records.filter(Expr::tuple(key.map(Expr::col)).gt(Expr::tuple([user.into(), operation.into(), text.into()])))
}

/// The scope of a record: no part of it has a space.
fn scope(after: &Cursor) -> Option<(Uuid, String, String)> {
    let mut words = after.0.split(' ');
    Some((words.next()?.parse().ok()?, words.next()?.to_owned(), words.next()?.to_owned()))
}

fn position(after: &Cursor) -> Option<EventPosition> {
    let (at, id) = after.0.split_once(' ')?;
    Some(EventPosition { at: Timestamp::from_unix_millis(at.parse().ok()?).ok()?, id: id.parse().ok()? })
}
