use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, get, web};
use application::Repository;
use domain::{Entity, Supplier};
use presentation::{
    Code, IfNoneMatchHeader, ListIdentity, PageRequest, PageTokens, Problem, Problems, Public, Refusals, Routes,
    path_id, read_query, unless_known,
};
use serde::{Deserialize, Serialize};
use shaku::HasComponent;
use utoipa::{IntoParams, ToSchema};

use super::interactor::{ReadSuppliers, ViewSupplierError};
use crate::supplier_body::{self, SupplierBody};

/// The page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListSuppliersQuery {
    /// The maximum number of suppliers; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    page_size: Option<String>,
    /// The `nextToken` of the previous page.
    #[param(min_length = 1)]
    next_token: Option<String>,
}

/// A page of suppliers, oldest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListSuppliersResponse {
    suppliers: Vec<SupplierBody>,
    /// The token of the next page; null on the last one.
    #[schema(required)]
    next_token: Option<String>,
}

/// List suppliers
///
/// Returns a page of suppliers, oldest first. Public.
#[utoipa::path(
    params(ListSuppliersQuery),
    responses((status = 200, description = "A page of suppliers.", body = ListSuppliersResponse), Problems<PageRequest>),
)]
#[get("/api/v1/suppliers")]
async fn list_suppliers(
    read_suppliers: web::Data<ReadSuppliers>,
    tokens: web::Data<PageTokens>,
    _: Public,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let query: ListSuppliersQuery = read_query(&request)?;
    let list = ListIdentity::new(Supplier::COLLECTION);
    let page = PageRequest::read(query.page_size.as_deref(), query.next_token.as_deref(), &tokens, &list)?;
    let after = page.position()?;
    let found = read_suppliers.list(after, page.size).await?;
    let next_token = tokens.next(&list, &found);
    let suppliers = found.items.iter().map(SupplierBody::from).collect();
    Ok(HttpResponse::Ok().json(ListSuppliersResponse { suppliers, next_token }))
}

/// Get a supplier
///
/// Returns a supplier. Public.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The supplier's id."),
        IfNoneMatchHeader,
    ),
    responses(
        (status = 200, description = "The supplier.", body = SupplierBody, headers(("ETag" = String, description = "The tag of this state of the supplier."))),
        (status = 304, description = "The supplier has not changed.", headers(("ETag" = String, description = "The tag of this state of the supplier."))),
        Problems<ViewSupplierError>,
    ),
)]
#[get("/api/v1/suppliers/{id}")]
async fn view_supplier(
    read_suppliers: web::Data<ReadSuppliers>,
    _: Public,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let supplier = read_suppliers.view(path_id(&id)?).await?;
    Ok(unless_known(&request, &supplier.state(), SupplierBody::from(&supplier)))
}

impl Refusals for ViewSupplierError {
    const CODES: &'static [Code] = &[supplier_body::NOT_FOUND];
}

impl From<ViewSupplierError> for Problem {
    fn from(error: ViewSupplierError) -> Self {
        match error {
            ViewSupplierError::NotFound => supplier_body::not_found(),
            ViewSupplierError::Store(error) => error.into(),
        }
    }
}

/// Returns the routes; their interactors come from `module`.
pub(crate) fn routes<M: HasComponent<dyn Repository<Supplier>>>(module: &M) -> Routes {
    let read_suppliers = Arc::new(ReadSuppliers { suppliers: module.resolve() });
    Routes::of(read_suppliers.clone(), list_suppliers).and(Routes::of(read_suppliers, view_supplier))
}
