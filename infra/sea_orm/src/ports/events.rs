use std::sync::Arc;

use application::{Direction, EventFilter, EventPosition, Events, StoreError, StoredEvent};
use async_trait::async_trait;
use sea_orm::{
    EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value,
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
    let order = match direction {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    };
    let mut query = Entity::find().order_by(Column::At, order.clone()).order_by(Column::Id, order);
    for condition in conditions(filter) {
        query = query.filter(condition);
    }
    if let Some(from) = filter.from {
        query = query.filter(Expr::col(Column::At).gte(from.unix_millis()));
    }
    if let Some(until) = filter.until {
        query = query.filter(Expr::col(Column::At).lt(until.unix_millis()));
    }
    let Some(after) = after else { return query };
    let row = Expr::tuple([Expr::col(Column::At), Expr::col(Column::Id)]);
    let position = Expr::tuple([after.at.unix_millis().into(), after.id.as_uuid().into()]);
    query.filter(match direction {
        Direction::Ascending => row.gt(position),
        Direction::Descending => row.lt(position),
    })
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
