use actix_web::{HttpRequest, HttpResponse, delete, web};
use application::HasInteractor;
use presentation::{
    Administrator, ChangeProblems, Code, IfMatchHeader, Problem, Refusals, Routes, path_id, precondition,
};

use super::{DeleteProduct, DeleteProductError};

/// Delete a product
///
/// Removes a product from the catalogue. Orders stay as they are: they have its name and price. For admins. With
/// `If-Match`, a product that has changed since is refused with `precondition-failed`.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The product's id."),
        IfMatchHeader,
    ),
    responses((status = 204, description = "The product was deleted."), ChangeProblems<Administrator, DeleteProductError>),
)]
#[delete("/api/v1/products/{id}")]
async fn delete_product(
    delete_product: web::Data<DeleteProduct>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    delete_product.execute(&actor, path_id(&id)?, &precondition(&request)).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl Refusals for DeleteProductError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::NotFound, Code::Conflict, Code::PreconditionFailed];
}

impl From<DeleteProductError> for Problem {
    fn from(error: DeleteProductError) -> Self {
        match error {
            DeleteProductError::Forbidden(_) => Self::forbidden(),
            DeleteProductError::NotFound => Self::product_not_found(),
            DeleteProductError::PreconditionFailed(_) => Self::precondition_failed(),
            DeleteProductError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<DeleteProduct>) -> Routes {
    Routes::of(module.interactor(), delete_product)
}
