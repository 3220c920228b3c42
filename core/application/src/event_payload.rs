//! The payloads of events: one form for each kind, wherever the event is recorded.

use domain::{Money, Order, OrderStatus, Price, Product, ProductDescription, ProductId, Quantity, StockClaim};
use serde_json::{Value, json};

use crate::EventData;

/// The payload for a product that was created: all its fields.
#[must_use]
pub fn of_product(product: &Product) -> EventData {
    EventData::from_iter([
        ("name".to_owned(), product.name().as_str().into()),
        ("description".to_owned(), product.description().map(ProductDescription::as_str).into()),
        ("price".to_owned(), of_price(product.price())),
        ("stock".to_owned(), product.stock().units().into()),
    ])
}

/// The payload for an order that was placed. All prices are in the currency of the total.
#[must_use]
pub fn of_order(order: &Order) -> EventData {
    let items = order.items().iter().map(|item| {
        json!({
            "productId": item.product_id.to_string(),
            "quantity": item.quantity.units(),
            "unitPrice": item.unit_price.money().amount,
            "taken": item.claim == StockClaim::Taken,
        })
    });
    EventData::from_iter([
        ("items".to_owned(), items.collect::<Value>()),
        ("total".to_owned(), of_money(order.total())),
    ])
}

/// The payload for an order that was advanced: its status before.
#[must_use]
pub fn of_advance(from: OrderStatus) -> EventData {
    EventData::from_iter([("from".to_owned(), from.as_str().into())])
}

/// The payload for an order that was cancelled: its status before, and the units returned to stocks.
#[must_use]
pub fn of_cancellation(from: OrderStatus, returned: &[(ProductId, Quantity)]) -> EventData {
    let returned = returned
        .iter()
        .map(|(product, quantity)| json!({"productId": product.to_string(), "quantity": quantity.units()}));
    let mut data = of_advance(from);
    data.insert("returned".to_owned(), returned.collect());
    data
}

/// A price; `null` if there is none.
#[must_use]
pub fn of_price(price: Option<Price>) -> Value {
    price.map(|price| of_money(price.money())).into()
}

/// An amount of money.
#[must_use]
pub fn of_money(money: Money) -> Value {
    json!({"amount": money.amount, "currency": money.currency.code()})
}
