use application::{CommitError, StoreError};
use domain::{Currency, Money, Order, OrderId, StoredOrder, UserId, Version};
use sea_orm::{IntoActiveModel, entity::prelude::*};

use super::{
    RowLocation, order_items,
    row::{Row, insert_all},
};
use crate::{connections::Connection, errors::commit_error};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) status: String,
    /// The currency of the total and of every item.
    pub(crate) currency: String,
    pub(crate) total_amount: i64,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(has_many = "order_items::Entity")]
    Items,
}

impl Related<order_items::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Items.def()
    }
}

/// The relation is defined here, so that items don't depend on orders.
impl Related<Entity> for order_items::Entity {
    fn to() -> RelationDef {
        Self::belongs_to(Entity).from(order_items::Column::OrderId).to(Column::Id).into()
    }
}

impl ActiveModelBehavior for ActiveModel {}

const fn location(id: Uuid) -> RowLocation {
    RowLocation { table: "orders", id: Some(id) }
}

impl Row for Order {
    type Table = Entity;
    const ID: Column = Column::Id;
    const CREATED_AT: Column = Column::CreatedAt;
    const VERSION: Column = Column::Version;
    const RANK: u8 = 3;

    fn to_row(&self) -> Result<ActiveModel, StoreError> {
        let order = self.as_stored();
        let id = order.id.as_uuid();
        let row = Model {
            id,
            user_id: order.user_id.as_uuid(),
            status: order.status.to_string(),
            currency: order.total.currency.to_string(),
            total_amount: location(id).column_of("total_amount", order.total.amount)?,
            created_at: order.created_at.unix_millis(),
            updated_at: order.updated_at.unix_millis(),
            version: order.version.number().into(),
        };
        Ok(row.into_active_model())
    }

    async fn insert_parts(transaction: &Connection, new: &[&Self]) -> Result<(), CommitError> {
        let mut rows = Vec::new();
        for order in new {
            rows.extend(order_items::rows(order)?);
        }
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        insert_all(transaction, rows).await.map_err(commit_error)
    }
}

/// The order of a row and of the rows of its items, which are in their order.
pub(crate) fn order(row: &Model, items: Vec<order_items::Model>) -> Result<Order, StoreError> {
    let location = location(row.id);
    let currency: Currency = row.currency.parse().map_err(|error| location.corrupt("currency", error))?;
    let items = items.into_iter().map(|item| order_items::item(item, currency)).collect::<Result<_, _>>()?;
    Ok(Order::from_stored(StoredOrder {
        id: OrderId::new(row.id),
        user_id: UserId::new(row.user_id),
        items,
        total: Money { amount: location.amount("total_amount", row.total_amount)?, currency },
        status: row.status.parse().map_err(|error: domain::UnknownOrderStatus| location.corrupt("status", error))?,
        created_at: location.timestamp("created_at", row.created_at)?,
        updated_at: location.timestamp("updated_at", row.updated_at)?,
        version: Version::new(location.number("version", row.version)?),
    }))
}
