use actix_web::{HttpRequest, HttpResponse, get, http::header::ETag, web};
use presentation::{
    Anybody, Code, IfNoneMatchHeader, Problem, Problems, Refusals, Routes, entity_tag, is_known, path_id,
};
use shaku::HasComponent;

use super::{ViewProduct, ViewProductError};
use crate::{problems, product_body::ProductBody};

/// Look at a product
///
/// Open to everybody.
#[utoipa::path(
    tag = "Products",
    operation_id = "viewProduct",
    params(
        ("id" = Uuid, Path, description = "The product's id."),
        IfNoneMatchHeader,
    ),
    responses(
        (status = 200, description = "The product.", body = ProductBody, headers(("ETag" = String, description = "Names this state of the product, its stock included."))),
        (status = 304, description = "The client has the product already.", headers(("ETag" = String, description = "Names this state of the product, its stock included."))),
        Problems<ViewProductError>,
    ),
)]
#[get("/api/v1/products/{id}")]
async fn view_product(
    view_product: web::Data<dyn ViewProduct>,
    _: Anybody,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let product = view_product.execute(path_id(&id)?).await?;
    let tag = entity_tag(&product.state());
    if is_known(&request, &tag) {
        return Ok(HttpResponse::NotModified().insert_header(ETag(tag)).finish());
    }
    Ok(HttpResponse::Ok().insert_header(ETag(tag)).json(ProductBody::from(&product)))
}

impl Refusals for ViewProductError {
    fn codes() -> Vec<Code> {
        vec![Code::NotFound]
    }
}

impl From<ViewProductError> for Problem {
    fn from(error: ViewProductError) -> Self {
        match error {
            ViewProductError::NotFound => problems::not_found(),
            ViewProductError::Store(error) => error.into(),
        }
    }
}

/// Serves this use case out of `module`.
pub(crate) fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn ViewProduct> + ?Sized,
{
    Routes::of(module.resolve(), view_product)
}
