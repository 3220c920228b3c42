use domain::{Price, Product};
use presentation::MoneyBody;
use serde::Serialize;
use utoipa::ToSchema;

/// A product.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Product)]
pub(crate) struct ProductBody {
    /// The id, a `UUIDv7`.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    id: String,
    /// The name.
    #[schema(example = "Teapot", min_length = 1, max_length = 200)]
    name: String,
    /// The description.
    #[schema(required, example = "Holds a litre and does not drip.", max_length = 4000)]
    description: Option<String>,
    /// The price of one unit; null if the product can't be ordered.
    #[schema(required)]
    price: Option<MoneyBody>,
    /// The number of units in stock; null if the stock is not tracked.
    #[schema(required, minimum = 0, example = 12)]
    stock: Option<u64>,
    /// When the product was created.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    create_date: String,
    /// When the product was created or last updated. Orders don't change it.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    last_update_date: String,
}

impl From<&Product> for ProductBody {
    fn from(product: &Product) -> Self {
        Self {
            id: product.id().to_string(),
            name: product.name().to_string(),
            description: product.description().map(|description| description.as_str().to_owned()),
            price: product.price().map(Price::money).map(MoneyBody::from),
            stock: product.stock().units(),
            create_date: product.created_at().to_string(),
            last_update_date: product.updated_at().to_string(),
        }
    }
}
