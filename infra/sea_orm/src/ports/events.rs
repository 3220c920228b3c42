use std::sync::Arc;

use application::{Direction, EventFilter, EventPosition, Events, StoreError, StoredEvent};
use async_trait::async_trait;
use sea_orm::{
    EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Value,
    sea_query::{Expr, ExprTrait, Func},
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
        filter: &EventFilter,
        direction: Direction,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let page = matching(filter, direction, after).limit(u64::from(limit));
            page.all(&reader).await.map_err(store_error)?.into_iter().map(StoredEvent::try_from).collect()
        })
        .await
    }
}

/// The events after `after` that match `filter`, in this direction.
pub(crate) fn matching(filter: &EventFilter, direction: Direction, after: Option<EventPosition>) -> Select<Entity> {
    let mut query = match direction {
        Direction::Ascending => Entity::find().order_by_asc(Column::At).order_by_asc(Column::Id),
        Direction::Descending => Entity::find().order_by_desc(Column::At).order_by_desc(Column::Id),
    };
    for condition in conditions(filter) {
        query = query.filter(condition);
    }
    for bound in bounds(filter, direction, after) {
        query = query.filter(bound);
    }
    query
}

/// The ends of the list. Where it begins, the position or the time implies the other, and is left out: SQLite seeks to the
/// first of two bounds, and would read on from there to the second.
fn bounds(filter: &EventFilter, direction: Direction, after: Option<EventPosition>) -> Vec<Expr> {
    let is_ascending = direction == Direction::Ascending;
    let from = filter.from.filter(|from| !is_ascending || after.is_none_or(|after| after.at < *from));
    let until = filter.until.filter(|until| is_ascending || after.is_none_or(|after| after.at >= *until));
    let begins_at_time = if is_ascending { from.is_some() } else { until.is_some() };
    let after = after.filter(|_| !begins_at_time).map(|after| {
        let row = Expr::tuple([Expr::col(Column::At), Expr::col(Column::Id)]);
        let position = Expr::tuple([after.at.unix_millis().into(), after.id.as_uuid().into()]);
        if is_ascending { row.gt(position) } else { row.lt(position) }
    });
    let from = from.map(|from| Expr::col(Column::At).gte(from.unix_millis()));
    let until = until.map(|until| Expr::col(Column::At).lt(until.unix_millis()));
    [from, until, after].into_iter().flatten().collect()
}

/// The conditions on subject, actor and kind. The first of them leads: its index has its events in order. An engine
/// can't know that it lets the fewest through, and may weigh the indexes of the others alike; so those are kept out.
fn conditions(filter: &EventFilter) -> Vec<Expr> {
    let subject = filter.subject.as_ref();
    let equal: [(Column, Option<Value>); 3] = [
        (Column::SubjectId, subject.map(|subject| subject.id.into())),
        (Column::ActorId, filter.actor.map(|actor| actor.as_uuid().into())),
        (Column::Kind, filter.kind.map(|kind| kind.as_str().into())),
    ];
    let given = equal.into_iter().filter_map(|(column, value)| value.map(|value| (column, value)));
    let mut conditions: Vec<Expr> = given
        .enumerate()
        .map(|(rank, (column, value))| {
            let column = if rank == 0 { Expr::col(column) } else { without_index(column) };
            column.eq(value)
        })
        .collect();
    conditions.extend(subject.map(|subject| Expr::col(Column::SubjectKind).eq(subject.kind.as_str())));
    conditions
}

/// The value of a column, as an expression for which no engine uses an index.
fn without_index(column: Column) -> Expr {
    Func::coalesce([Expr::col(column), Expr::col(column)]).into()
}
