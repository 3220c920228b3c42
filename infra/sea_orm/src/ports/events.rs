use std::sync::Arc;

use application::{EventFilter, EventPosition, Events, StoreError, StoredEvent};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use shaku::Component;

use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::events::{Column, Entity},
};

#[derive(Component)]
#[shaku(interface = Events)]
pub(super) struct SeaOrmEvents {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Events for SeaOrmEvents {
    async fn list(
        &self,
        filter: EventFilter,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = matching(filter, after).limit(u64::from(limit)).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(StoredEvent::try_from).collect()
        })
        .await
    }
}

/// The events after `after` that match `filter`, oldest first.
pub(crate) fn matching(filter: EventFilter, after: Option<EventPosition>) -> Select<Entity> {
    let mut query = Entity::find().order_by_asc(Column::At).order_by_asc(Column::Id);
    if let Some(subject) = filter.subject {
        query = query.filter(Column::SubjectId.eq(subject.id())).filter(Column::SubjectKind.eq(subject.kind()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind.as_str()));
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::At.gte(from.unix_millis()));
    }
    if let Some(until) = filter.until {
        query = query.filter(Column::At.lt(until.unix_millis()));
    }
    if let Some(after) = after {
        let row = Expr::tuple([Expr::col(Column::At), Expr::col(Column::Id)]);
        query = query.filter(row.gt(Expr::tuple([after.at.unix_millis().into(), after.id.as_uuid().into()])));
    }
    query
}
