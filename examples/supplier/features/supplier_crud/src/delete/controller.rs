use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, delete, web};
use application::{Authorization, Repository, Work};
use domain::Supplier;
use presentation::{
    Administrator, ChangeProblems, Code, IfMatchHeader, Problem, Refusals, Routes, path_id, precondition,
};
use shaku::HasComponent;

use super::interactor::{DeleteSupplier, DeleteSupplierError};
use crate::supplier_body;

/// Delete a supplier
///
/// Deletes a supplier. For admins.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The supplier's id."),
        IfMatchHeader,
    ),
    responses((status = 204, description = "The supplier was deleted."), ChangeProblems<Administrator, DeleteSupplierError>),
)]
#[delete("/api/v1/suppliers/{id}")]
async fn delete_supplier(
    delete_supplier: web::Data<DeleteSupplier>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    delete_supplier.execute(&actor, path_id(&id)?, &precondition(&request)).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl Refusals for DeleteSupplierError {
    const CODES: &'static [Code] =
        &[Code::Forbidden, supplier_body::NOT_FOUND, Code::Conflict, Code::PreconditionFailed];
}

impl From<DeleteSupplierError> for Problem {
    fn from(error: DeleteSupplierError) -> Self {
        match error {
            DeleteSupplierError::Forbidden(_) => Self::forbidden(),
            DeleteSupplierError::NotFound => supplier_body::not_found(),
            DeleteSupplierError::PreconditionFailed(_) => Self::precondition_failed(),
            DeleteSupplierError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn Authorization> + HasComponent<dyn Repository<Supplier>> + HasComponent<dyn Work>,
{
    let (authorization, suppliers, work) = (module.resolve(), module.resolve(), module.resolve());
    Routes::of(Arc::new(DeleteSupplier { authorization, suppliers, work }), delete_supplier)
}
