use domain::{Currency, Money, MoneyDraft};
use serde::{Deserialize, Serialize};
use utoipa::{ToSchema, openapi::Object};

use crate::listed_text;

/// An amount of money, in the currency's smallest unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Money)]
pub struct MoneyBody {
    /// The amount in the currency's smallest unit: cents of EUR, yen of JPY.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_000_i64, example = 1_250)]
    amount: i64,
    /// The currency code (ISO 4217).
    #[schema(pattern = "^[A-Z]{3}$", example = "EUR")]
    currency: String,
}

/// The price of one unit of a product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Price)]
pub struct PriceBody {
    /// The amount in the currency's smallest unit: cents of EUR, yen of JPY.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 1_250)]
    amount: i64,
    #[schema(schema_with = currency_code)]
    currency: String,
}

/// An amount of money that is to be set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MoneyInput)]
pub struct MoneyInputBody {
    /// The amount in the currency's smallest unit: cents of EUR, yen of JPY.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 1_250)]
    amount: i64,
    #[schema(schema_with = currency_code)]
    currency: String,
}

/// The schema lists every currency: a pattern of three letters would allow codes that don't exist.
fn currency_code() -> Object {
    let letters = || 'A'..='Z';
    let texts = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))));
    let codes = texts.filter(|text| text.parse::<Currency>().is_ok());
    listed_text(codes).description(Some("The currency code (ISO 4217).")).examples(["EUR"]).build()
}

impl From<Money> for MoneyBody {
    fn from(money: Money) -> Self {
        // Amounts end at 10^15, far below what an `i64` holds.
        let amount = i64::try_from(money.amount).unwrap_or(i64::MAX);
        Self { amount, currency: money.currency.to_string() }
    }
}

impl From<MoneyInputBody> for MoneyDraft {
    fn from(body: MoneyInputBody) -> Self {
        Self { amount: body.amount, currency: body.currency }
    }
}

impl From<PriceBody> for MoneyDraft {
    fn from(body: PriceBody) -> Self {
        Self { amount: body.amount, currency: body.currency }
    }
}
