use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ETag},
    post, web,
};
use application::HasInteractor;
use domain::{Basket, InvalidBasket, ProductId, Unplaceable};
use presentation::{
    ChangeProblems, Code, IdempotencyKeyHeader, JsonBody, OrderBody, Problem, Refusals, Routes, SignedIn,
    deserialize_id, entity_tag, idempotency_key,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{PlaceOrder, PlaceOrderError};

/// The order to place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlaceOrderRequest {
    /// The items; each product at most once.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<WantedItem>,
}

/// A product and the number of units. The price is that of the product.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct WantedItem {
    /// The id of the product.
    #[serde(deserialize_with = "deserialize_id")]
    #[schema(value_type = String, format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    product_id: ProductId,
    /// The number of units.
    #[schema(minimum = 1, maximum = 1_000_000, example = 2)]
    quantity: i64,
}

/// Place an order
///
/// Orders products at their current names and prices, and takes the units from their stocks, all or nothing. For
/// signed-in users. With an `Idempotency-Key` the order is placed once: a client that got no response can send the
/// request again.
#[utoipa::path(
    params(IdempotencyKeyHeader),
    request_body = PlaceOrderRequest,
    responses(
        (
            status = 201,
            description = "The order was placed, by this request or an earlier one with the same key.",
            body = OrderBody,
            headers(
                ("Location" = String, description = "The path of the order."),
                ("ETag" = String, description = "The tag of this state of the order."),
            ),
        ),
        ChangeProblems<SignedIn, JsonBody, PlaceOrderError>,
    ),
)]
#[post("/api/v1/orders")]
async fn place_order(
    place_order: web::Data<PlaceOrder>,
    SignedIn(actor): SignedIn,
    request: HttpRequest,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let PlaceOrderRequest { items } = body.read().await?;
    let key = idempotency_key(&request)?;
    let wanted: Vec<_> = items.iter().map(|item| (item.product_id, item.quantity)).collect();
    let basket = Basket::parse(&wanted).map_err(invalid)?;
    let order = place_order.execute(&actor, &basket, key).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/orders/{}", order.id())))
        .insert_header(ETag(entity_tag(&order.state())))
        .json(OrderBody::from(&order)))
}

fn invalid(rule: InvalidBasket) -> Problem {
    match rule {
        InvalidBasket::Count => Problem::field(Code::InvalidOrder, "/items", rule),
        InvalidBasket::Quantity { line } => Problem::field(Code::InvalidOrder, &quantity_at(line), rule),
        InvalidBasket::Duplicate { line } => Problem::field(Code::DuplicateProduct, &product_at(line), rule),
    }
}

impl Refusals for PlaceOrderError {
    const CODES: &'static [Code] = &[
        Code::Conflict,
        Code::InvalidOrder,
        Code::DuplicateProduct,
        Code::UnknownProduct,
        Code::ProductNotOrderable,
        Code::MixedCurrencies,
        Code::TotalTooLarge,
        Code::InsufficientStock,
        Code::IdempotencyKeyReused,
    ];
}

impl From<PlaceOrderError> for Problem {
    fn from(error: PlaceOrderError) -> Self {
        match error {
            PlaceOrderError::Unplaceable(reason) => unplaceable(reason),
            PlaceOrderError::KeyReused => Self::new(
                Code::IdempotencyKeyReused,
                "This `Idempotency-Key` was used for another order. Choose a new key for a new order.",
            ),
            PlaceOrderError::Store(error) => error.into(),
        }
    }
}

fn unplaceable(reason: Unplaceable) -> Problem {
    match reason {
        Unplaceable::UnknownProduct { line } => Problem::field(Code::UnknownProduct, &product_at(line), reason),
        Unplaceable::NotOrderable { line } => Problem::field(Code::ProductNotOrderable, &product_at(line), reason),
        Unplaceable::MixedCurrencies { line } => Problem::field(Code::MixedCurrencies, &product_at(line), reason),
        Unplaceable::TotalTooLarge => Problem::field(Code::TotalTooLarge, "/items", reason),
        Unplaceable::InsufficientStock { line, .. } => {
            Problem::field(Code::InsufficientStock, &quantity_at(line), reason)
        }
    }
}

fn product_at(line: usize) -> String {
    format!("/items/{line}/productId")
}

fn quantity_at(line: usize) -> String {
    format!("/items/{line}/quantity")
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<PlaceOrder>) -> Routes {
    Routes::of(module.interactor(), place_order)
}
