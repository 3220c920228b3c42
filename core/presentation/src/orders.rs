use domain::{Order, OrderItem, OrderStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::MoneyBody;

/// An order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Order)]
pub struct OrderBody {
    /// The id, a `UUIDv7`.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000003")]
    id: String,
    /// The id of the user who placed the order.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000001")]
    user_id: String,
    /// The ordered products, with their names and prices at that time.
    items: Vec<OrderItemBody>,
    /// The total price of all items.
    total: MoneyBody,
    /// The status of the order.
    status: OrderStatusName,
    /// When the order was placed.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    created_at: String,
    /// When the status last changed.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    updated_at: String,
}

/// An item of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderItem)]
struct OrderItemBody {
    /// The id of the product, which may have been deleted since.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    product_id: String,
    /// The name of the product when it was ordered.
    #[schema(example = "Teapot")]
    name: String,
    /// The number of units.
    #[schema(minimum = 1, maximum = 1_000_000, example = 2)]
    quantity: u32,
    /// The price of one unit when the product was ordered.
    unit_price: MoneyBody,
}

/// The status of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = OrderStatus)]
pub enum OrderStatusName {
    /// Placed, and not processed yet.
    Pending,
    /// Being prepared for shipping.
    Processing,
    /// On its way.
    Shipped,
    /// Received by the buyer.
    Delivered,
    /// Cancelled by the buyer or an admin.
    Cancelled,
}

impl From<&Order> for OrderBody {
    fn from(order: &Order) -> Self {
        Self {
            id: order.id().to_string(),
            user_id: order.user_id().to_string(),
            items: order.items().iter().map(OrderItemBody::from).collect(),
            total: order.total().into(),
            status: order.status().into(),
            created_at: order.created_at().to_string(),
            updated_at: order.updated_at().to_string(),
        }
    }
}

impl From<&OrderItem> for OrderItemBody {
    fn from(item: &OrderItem) -> Self {
        Self {
            product_id: item.product_id.to_string(),
            name: item.name.to_string(),
            quantity: item.quantity.units(),
            unit_price: item.unit_price.money().into(),
        }
    }
}

impl From<OrderStatus> for OrderStatusName {
    fn from(status: OrderStatus) -> Self {
        match status {
            OrderStatus::Pending => Self::Pending,
            OrderStatus::Processing => Self::Processing,
            OrderStatus::Shipped => Self::Shipped,
            OrderStatus::Delivered => Self::Delivered,
            OrderStatus::Cancelled => Self::Cancelled,
        }
    }
}

impl From<OrderStatusName> for OrderStatus {
    fn from(name: OrderStatusName) -> Self {
        match name {
            OrderStatusName::Pending => Self::Pending,
            OrderStatusName::Processing => Self::Processing,
            OrderStatusName::Shipped => Self::Shipped,
            OrderStatusName::Delivered => Self::Delivered,
            OrderStatusName::Cancelled => Self::Cancelled,
        }
    }
}
