use domain::{Order, OrderStatus, ProductId, Quantity, StockClaim};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    data,
    names::{MoneyData, OrderStatusName},
};
use crate::EventData;

/// The order as it was placed.
#[derive(Serialize, JsonSchema)]
pub(crate) struct OrderPlaced {
    /// The ordered products.
    items: Vec<OrderedItem>,
    /// The total price of all items.
    total: MoneyData,
}

/// An ordered product.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct OrderedItem {
    /// The id of the product.
    #[schemars(extend("format" = "uuid"), example = &"0199b1a4-7c00-7000-8000-000000000002")]
    product_id: String,
    /// The number of units.
    #[schemars(with = "i32", range(min = 1), example = 2)]
    quantity: u32,
    /// The price of one unit when it was ordered, in the currency of the total.
    #[schemars(with = "i64", range(min = 0), example = 1_250)]
    unit_price: u64,
    /// Whether the units were taken from the stock of the product, since that is tracked.
    #[schemars(example = true)]
    taken: bool,
}

/// The status of the order before.
#[derive(Serialize, JsonSchema)]
pub(crate) struct OrderAdvanced {
    /// The status before.
    from: OrderStatusName,
}

/// The status of the order before, and what was put back in stock.
#[derive(Serialize, JsonSchema)]
pub(crate) struct OrderCancelled {
    /// The status before.
    from: OrderStatusName,
    /// What was put back in stock. Products that were deleted or are no longer tracked are not among it.
    returned: Vec<ReturnedUnits>,
}

/// Units that were put back in stock.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ReturnedUnits {
    /// The id of the product.
    #[schemars(extend("format" = "uuid"), example = &"0199b1a4-7c00-7000-8000-000000000002")]
    product_id: String,
    /// The number of units.
    #[schemars(with = "i32", range(min = 1), example = 2)]
    quantity: u32,
}

/// The payload for an order that was placed. All prices are in the currency of the total.
#[must_use]
pub fn of_order(order: &Order) -> EventData {
    let items = order.items().iter().map(|item| OrderedItem {
        product_id: item.product_id.to_string(),
        quantity: item.quantity.units(),
        unit_price: item.unit_price.money().amount,
        taken: item.claim == StockClaim::Taken,
    });
    data(&OrderPlaced { items: items.collect(), total: order.total().into() })
}

/// The payload for an order that was advanced: its status before.
#[must_use]
pub fn of_advance(from: OrderStatus) -> EventData {
    data(&OrderAdvanced { from: from.into() })
}

/// The payload for an order that was cancelled: its status before, and the units returned to stocks.
#[must_use]
pub fn of_cancellation(from: OrderStatus, returned: &[(ProductId, Quantity)]) -> EventData {
    let returned = returned
        .iter()
        .map(|(product, quantity)| ReturnedUnits { product_id: product.to_string(), quantity: quantity.units() });
    data(&OrderCancelled { from: from.into(), returned: returned.collect() })
}
