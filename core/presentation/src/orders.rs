use domain::{Order, OrderItem, OrderStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::MoneyBody;

/// An order as clients see one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Order)]
pub struct OrderBody {
    /// The identity, a `UUIDv7`.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000003")]
    id: String,
    /// Who ordered.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000001")]
    user_id: String,
    /// What was ordered, as it was called and cost then.
    items: Vec<OrderItemBody>,
    /// What all items cost together.
    total: MoneyBody,
    /// How far it has come.
    status: OrderStatusName,
    /// When it was placed.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    created_at: String,
    /// When its status last changed.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    updated_at: String,
}

/// One product of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderItem)]
struct OrderItemBody {
    /// Which product; it may be gone by now.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    product_id: String,
    /// What it was called.
    #[schema(example = "Teapot")]
    name: String,
    /// How much of it.
    #[schema(minimum = 1, maximum = 1_000_000, example = 2)]
    quantity: u32,
    /// What one unit cost.
    unit_price: MoneyBody,
}

/// How far an order has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = OrderStatus)]
pub enum OrderStatusName {
    /// Placed, and nobody has begun with it.
    Pending,
    /// Being made ready.
    Processing,
    /// On its way.
    Shipped,
    /// With the buyer.
    Delivered,
    /// Called off.
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
