use domain::{Money, PriceDraft};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An amount of money, exact to the currency's smallest unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Money)]
pub struct MoneyBody {
    /// How many of the currency's smallest unit: cents of EUR, yen of JPY.
    #[schema(minimum = 0, example = 1_250)]
    amount: i64,
    /// The currency's three letters (ISO 4217).
    #[schema(pattern = "^[A-Z]{3}$", example = "EUR")]
    currency: String,
}

impl From<Money> for MoneyBody {
    fn from(money: Money) -> Self {
        // Amounts end at 10^15, far below what an `i64` holds.
        let amount = i64::try_from(money.amount).unwrap_or(i64::MAX);
        Self { amount, currency: money.currency.to_string() }
    }
}

impl From<MoneyBody> for PriceDraft {
    fn from(body: MoneyBody) -> Self {
        Self { amount: body.amount, currency: body.currency }
    }
}
