use actix_web::{HttpRequest, HttpResponse, http::header::ETag, put, web};
use application::HasInteractor;
use domain::{Edit, EditDraft, MoneyDraft};
use presentation::{
    Administrator, ChangeProblems, Code, IfMatchHeader, JsonBody, PriceBody, Problem, Refusals, Routes,
    deserialize_edit, entity_tag, path_id, precondition,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{UpdateProduct, UpdateProductError};
use crate::{name_schema::product_name, problems, product_body::ProductBody};

/// The fields of the product to change, at least one. Absent fields stay as they are; null clears a field that may be
/// null.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(min_properties = 1)]
struct UpdateProductRequest {
    #[serde(default, deserialize_with = "deserialize_edit")]
    #[schema(schema_with = product_name)]
    name: Edit<Option<String>>,
    /// The description, without control characters but newline and tab.
    #[serde(default, deserialize_with = "deserialize_edit")]
    #[schema(
        value_type = Option<String>,
        example = "Holds a litre and does not drip.",
        max_length = 4000,
        pattern = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"
    )]
    description: Edit<Option<String>>,
    /// The price of one unit, an amount up to 10^12. A product without a price can't be ordered.
    #[serde(default, deserialize_with = "deserialize_edit")]
    #[schema(value_type = Option<PriceBody>)]
    price: Edit<Option<PriceBody>>,
    /// The number of units in stock; null if the stock is not tracked.
    #[serde(default, deserialize_with = "deserialize_edit")]
    #[schema(value_type = Option<i64>, example = 12, minimum = 0, maximum = 1_000_000_000)]
    stock: Edit<Option<i64>>,
}

/// Update a product
///
/// Changes the given fields of a product. For admins. `lastUpdateDate` changes too, even if the fields have these
/// values already. With `If-Match`, a product that has changed since is refused with `precondition-failed`.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The product's id."),
        IfMatchHeader,
    ),
    request_body = UpdateProductRequest,
    responses(
        (status = 200, description = "The product after the change.", body = ProductBody, headers(("ETag" = String, description = "The tag of this state of the product, including its stock."))),
        ChangeProblems<Administrator, JsonBody, UpdateProductError>,
    ),
)]
#[put("/api/v1/products/{id}")]
async fn update_product(
    update_product: web::Data<UpdateProduct>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    request: HttpRequest,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let draft = body.read::<UpdateProductRequest>().await?.into_draft()?;
    let product = update_product.execute(&actor, path_id(&id)?, &draft, &precondition(&request)).await?;
    let tag = ETag(entity_tag(&product.state()));
    Ok(HttpResponse::Ok().insert_header(tag).json(ProductBody::from(&product)))
}

impl UpdateProductRequest {
    /// # Errors
    /// The problem `bad-request` if there is nothing to change.
    fn into_draft(self) -> Result<EditDraft, Problem> {
        let Self { name, description, price, stock } = self;
        let price = price.map(|price| price.map(MoneyDraft::from));
        let draft = EditDraft { name, description, price, stock };
        if draft.is_empty() {
            let what = "The body changes nothing. Send at least one of `name`, `description`, `price` and `stock`.";
            return Err(Problem::new(Code::BadRequest, what));
        }
        Ok(draft)
    }
}

impl Refusals for UpdateProductError {
    const CODES: &'static [Code] =
        &[Code::Forbidden, Code::NotFound, Code::Conflict, Code::PreconditionFailed, Code::InvalidProduct];
}

impl From<UpdateProductError> for Problem {
    fn from(error: UpdateProductError) -> Self {
        match error {
            UpdateProductError::Forbidden(_) => Self::forbidden(),
            UpdateProductError::NotFound => Self::product_not_found(),
            UpdateProductError::PreconditionFailed(_) => Self::precondition_failed(),
            UpdateProductError::Invalid(invalid) => problems::invalid_product(&invalid),
            UpdateProductError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<UpdateProduct>) -> Routes {
    Routes::of(module.interactor(), update_product)
}
