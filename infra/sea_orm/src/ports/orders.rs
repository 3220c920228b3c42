use std::{collections::HashMap, sync::Arc};

use application::{Filter, OrderQuery, Orders, Position, Repository, StoreError};
use async_trait::async_trait;
use domain::{Order, OrderId};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, SelectTwoMany,
    sea_query::{Expr, ExprTrait},
};
use shaku::Component;
use uuid::Uuid;

use super::repository::SeaOrmRepositories;
use crate::{
    connections::Connection,
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::{
        order_items,
        orders::{Column, Entity, Model, order},
        row::{self, behind, by_ids},
    },
};

/// The orders whose items are read in one statement: engines limit the number of parameters, and a page has fewer
/// orders.
const ORDERS_AT_ONCE: usize = 1_000;

#[derive(Component)]
#[shaku(interface = Orders)]
pub(super) struct SeaOrmOrders {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Orders for SeaOrmOrders {
    async fn list(
        &self,
        query: OrderQuery,
        after: Option<Position<Order>>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            read(&reader, matching(query, after).limit(u64::from(limit))).await
        })
        .await
    }
}

/// The items of orders are in a table of their own.
#[async_trait]
impl Repository<Order> for SeaOrmRepositories {
    async fn find(&self, id: OrderId) -> Result<Option<Order>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let found = by_id(id).all(&reader).await.map_err(store_error)?;
            found.into_iter().next().map(|(row, items)| order(&row, items)).transpose()
        })
        .await
    }

    async fn find_all(&self, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
        within_deadline(async { read(&self.database.reader().await?, by_ids::<Order>(ids)).await }).await
    }

    async fn list(&self, after: Option<Position<Order>>, limit: u16) -> Result<Vec<Order>, StoreError> {
        within_deadline(async { read(&self.database.reader().await?, behind(after).limit(u64::from(limit))).await })
            .await
    }

    async fn list_matching(
        &self,
        filters: &[Filter],
        after: Option<Position<Order>>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError> {
        let rows = row::matching(filters, after).limit(u64::from(limit));
        within_deadline(async { read(&self.database.reader().await?, rows).await }).await
    }
}

/// The orders of these rows. Items never change, and exist before an order is visible: so the two statements need no
/// transaction.
async fn read(reader: &Connection, rows: Select<Entity>) -> Result<Vec<Order>, StoreError> {
    let rows = rows.all(reader).await.map_err(store_error)?;
    let mut items = items_of(reader, &rows).await?;
    rows.iter().map(|row| order(row, items.remove(&row.id).unwrap_or_default())).collect()
}

/// The items of these orders, those of one order in their order.
async fn items_of(reader: &Connection, orders: &[Model]) -> Result<HashMap<Uuid, Vec<order_items::Model>>, StoreError> {
    let mut items: HashMap<Uuid, Vec<order_items::Model>> = HashMap::new();
    for orders in orders.chunks(ORDERS_AT_ONCE) {
        let ids = orders.iter().map(|order| order.id);
        for item in items_by_order(ids).all(reader).await.map_err(store_error)? {
            items.entry(item.order_id).or_default().push(item);
        }
    }
    Ok(items)
}

/// The order and its items in one statement.
pub(crate) fn by_id(id: OrderId) -> SelectTwoMany<Entity, order_items::Entity> {
    Entity::find_by_id(id.as_uuid()).find_with_related(order_items::Entity).order_by_asc(order_items::Column::Position)
}

/// The orders after `after` that match `query`, newest first.
pub(crate) fn matching(query: OrderQuery, after: Option<Position<Order>>) -> Select<Entity> {
    let mut orders = Entity::find().order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    if let Some(user) = query.user {
        orders = orders.filter(Column::UserId.eq(user.as_uuid()));
    }
    if let Some(status) = query.status {
        orders = orders.filter(Column::Status.eq(status.as_str()));
    }
    let Some(after) = after else { return orders };
    let row = Expr::tuple([Expr::col(Column::CreatedAt), Expr::col(Column::Id)]);
    orders.filter(row.lt(Expr::tuple([after.created_at.unix_millis().into(), after.id.as_uuid().into()])))
}

pub(crate) fn items_by_order(orders: impl IntoIterator<Item = Uuid>) -> Select<order_items::Entity> {
    use order_items::Column;
    order_items::Entity::find()
        .filter(Column::OrderId.is_in(orders))
        .order_by_asc(Column::OrderId)
        .order_by_asc(Column::Position)
}
