use application::StoreError;
use domain::{Currency, Order, OrderItem, Price, ProductId, ProductName, Quantity, StockClaim};
use sea_orm::entity::prelude::*;

use super::{RowLocation, UnknownWord};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_items")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) order_id: Uuid,
    /// The position in the order, counted from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) position: i64,
    pub(crate) product_id: Uuid,
    pub(crate) name: String,
    pub(crate) quantity: i64,
    /// In the currency of the order.
    pub(crate) unit_amount: i64,
    pub(crate) claim: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The location of an item, which is reported by its order.
const fn location(order: Uuid) -> RowLocation {
    RowLocation { table: "order_items", id: Some(order) }
}

/// The rows of the items of `order`, in their order.
pub(crate) fn rows(order: &Order) -> Result<Vec<Model>, StoreError> {
    let order_id = order.id().as_uuid();
    let row = |(position, item): (i64, &OrderItem)| {
        let unit_amount = location(order_id).column_of("unit_amount", item.unit_price.money().amount)?;
        Ok(Model {
            order_id,
            position,
            product_id: item.product_id.as_uuid(),
            name: item.name.to_string(),
            quantity: item.quantity.units().into(),
            unit_amount,
            claim: item.claim.as_str().to_owned(),
        })
    };
    (0..).zip(order.items()).map(row).collect()
}

/// The item of a row, whose order is in `currency`.
pub(super) fn item(row: Model, currency: Currency) -> Result<OrderItem, StoreError> {
    let location = location(row.order_id);
    Ok(OrderItem {
        product_id: ProductId::new(row.product_id),
        name: ProductName::parse(&row.name).map_err(|error| location.corrupt("name", error))?,
        quantity: Quantity::parse(row.quantity).map_err(|error| location.corrupt("quantity", error))?,
        unit_price: Price::parse(row.unit_amount, currency).map_err(|error| location.corrupt("unit_amount", error))?,
        claim: StockClaim::parse(&row.claim).ok_or_else(|| location.corrupt("claim", UnknownWord(row.claim)))?,
    })
}
