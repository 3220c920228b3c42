use std::borrow::Cow;

use domain::{Money, OrderStatus, Role};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

/// An amount of money, in the currency's smallest unit.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Money")]
pub(super) struct MoneyData {
    /// The amount in the currency's smallest unit: cents of EUR, yen of JPY.
    #[schemars(with = "i64", range(min = 0), example = 1_250)]
    amount: u64,
    /// The currency code (ISO 4217).
    #[schemars(regex(pattern = "^[A-Z]{3}$"), example = &"EUR")]
    currency: &'static str,
}

impl From<Money> for MoneyData {
    fn from(money: Money) -> Self {
        Self { amount: money.amount, currency: money.currency.code() }
    }
}

/// An amount of money in a payload that no struct of this module describes.
#[must_use]
pub fn of_money(money: Money) -> Value {
    serde_json::to_value(MoneyData::from(money)).unwrap_or_default()
}

/// The name of a role.
#[derive(Serialize)]
pub(super) struct RoleName(&'static str);

impl From<Role> for RoleName {
    fn from(role: Role) -> Self {
        Self(role.as_str())
    }
}

impl JsonSchema for RoleName {
    fn schema_name() -> Cow<'static, str> {
        "Role".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        json_schema!({"type": "string", "enum": names})
    }
}

/// The name of an order's status.
#[derive(Serialize)]
pub(super) struct OrderStatusName(&'static str);

impl From<OrderStatus> for OrderStatusName {
    fn from(status: OrderStatus) -> Self {
        Self(status.as_str())
    }
}

impl JsonSchema for OrderStatusName {
    fn schema_name() -> Cow<'static, str> {
        "OrderStatus".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<_> = OrderStatus::ALL.iter().map(|status| status.as_str()).collect();
        json_schema!({"type": "string", "enum": names})
    }
}
