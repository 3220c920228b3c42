use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{FindError, HasInteractor};
use domain::Product;
use presentation::{IfNoneMatchHeader, Problem, Problems, Public, Routes, path_id, unless_known};

use super::ViewProduct;
use crate::product_body::ProductBody;

/// Look at a product
///
/// Open to everybody.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The product's id."),
        IfNoneMatchHeader,
    ),
    responses(
        (status = 200, description = "The product.", body = ProductBody, headers(("ETag" = String, description = "Names this state of the product, its stock included."))),
        (status = 304, description = "The client has the product already.", headers(("ETag" = String, description = "Names this state of the product, its stock included."))),
        Problems<FindError<Product>>,
    ),
)]
#[get("/api/v1/products/{id}")]
async fn view_product(
    view_product: web::Data<ViewProduct>,
    _: Public,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let product = view_product.execute(path_id(&id)?).await?;
    Ok(unless_known(&request, &product.state(), ProductBody::from(&product)))
}

/// Serves this use case out of `module`.
pub(crate) fn routes(module: &impl HasInteractor<ViewProduct>) -> Routes {
    Routes::of(module.interactor(), view_product)
}
