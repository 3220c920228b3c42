use actix_web::{
    HttpResponse,
    http::header::{self, ETag},
    post, web,
};
use application::HasInteractor;
use domain::ProductDraft;
use presentation::{Administrator, ChangeProblems, Code, JsonBody, PriceBody, Problem, Refusals, Routes, entity_tag};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{CreateProduct, CreateProductError};
use crate::{name_schema::product_name, problems, product_body::ProductBody};

/// The product to create. Absent fields are null.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateProductRequest {
    #[schema(schema_with = product_name)]
    name: String,
    /// The description, without control characters but newline and tab.
    #[schema(
        example = "Holds a litre and does not drip.",
        max_length = 4000,
        pattern = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"
    )]
    description: Option<String>,
    /// The price of one unit, an amount up to 10^12. A product without a price can't be ordered.
    price: Option<PriceBody>,
    /// The number of units in stock; null if the stock is not tracked.
    #[schema(example = 12, minimum = 0, maximum = 1_000_000_000)]
    stock: Option<i64>,
}

/// Create a product
///
/// Adds a product to the catalogue. For admins.
#[utoipa::path(
    request_body = CreateProductRequest,
    responses(
        (status = 201, description = "The product was created.", body = ProductBody, headers(
            ("Location" = String, description = "The path of the product."),
            ("ETag" = String, description = "The tag of this state of the product, including its stock."),
        )),
        ChangeProblems<Administrator, JsonBody, CreateProductError>,
    ),
)]
#[post("/api/v1/products")]
async fn create_product(
    create_product: web::Data<CreateProduct>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let CreateProductRequest { name, description, price, stock } = body.read().await?;
    let draft = ProductDraft { name, description, price: price.map(Into::into), stock };
    let details = draft.validate().map_err(|invalid| problems::invalid_product(&invalid))?;
    let product = create_product.execute(&actor, details).await?;
    let location = (header::LOCATION, format!("/api/v1/products/{}", product.id()));
    let tag = ETag(entity_tag(&product.state()));
    Ok(HttpResponse::Created().insert_header(location).insert_header(tag).json(ProductBody::from(&product)))
}

impl Refusals for CreateProductError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::Conflict, Code::InvalidProduct];
}

impl From<CreateProductError> for Problem {
    fn from(error: CreateProductError) -> Self {
        match error {
            CreateProductError::Forbidden(_) => Self::forbidden(),
            CreateProductError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<CreateProduct>) -> Routes {
    Routes::of(module.interactor(), create_product)
}
