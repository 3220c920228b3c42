use actix_web::{HttpRequest, HttpResponse, get, web};
use application::HasInteractor;
use presentation::{ListIdentity, PageRequest, PageTokens, Problem, Problems, Public, Routes, read_query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ListProducts;
use crate::product_body::ProductBody;

/// The page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListProductsQuery {
    /// The maximum number of products; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    page_size: Option<String>,
    /// The `nextToken` of the previous page.
    #[param(min_length = 1)]
    next_token: Option<String>,
}

/// A page of products, oldest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListProductsResponse {
    products: Vec<ProductBody>,
    /// The token of the next page; null on the last page.
    #[schema(required)]
    next_token: Option<String>,
}

/// List products
///
/// Returns a page of products, oldest first. Public.
#[utoipa::path(
    params(ListProductsQuery),
    responses((status = 200, description = "A page of products.", body = ListProductsResponse), Problems<PageRequest>),
)]
#[get("/api/v1/products")]
async fn list_products(
    list_products: web::Data<ListProducts>,
    tokens: web::Data<PageTokens>,
    _: Public,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ListProductsQuery { page_size, next_token } = read_query(&request)?;
    let list = ListIdentity::new("products");
    let page = PageRequest::read(page_size.as_deref(), next_token.as_deref(), &tokens, &list)?;
    let after = page.position()?;
    let found = list_products.execute(after, page.size).await?;
    let next_token = tokens.next(&list, &found);
    let products = found.items.iter().map(ProductBody::from).collect();
    Ok(HttpResponse::Ok().json(ListProductsResponse { products, next_token }))
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ListProducts>) -> Routes {
    Routes::of(module.interactor(), list_products)
}
