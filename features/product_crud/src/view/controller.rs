use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{FindError, HasInteractor};
use domain::Product;
use presentation::{IfNoneMatchHeader, Problem, Problems, Public, Routes, path_id, unless_known};

use super::ViewProduct;
use crate::product_body::ProductBody;

/// Get a product
///
/// Returns a product. Public.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The product's id."),
        IfNoneMatchHeader,
    ),
    responses(
        (status = 200, description = "The product.", body = ProductBody, headers(("ETag" = String, description = "The tag of this state of the product, including its stock."))),
        (status = 304, description = "The product has not changed.", headers(("ETag" = String, description = "The tag of this state of the product, including its stock."))),
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

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ViewProduct>) -> Routes {
    Routes::of(module.interactor(), view_product)
}
