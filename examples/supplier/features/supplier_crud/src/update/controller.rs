use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, http::header::ETag, put, web};
use application::{Authorization, Repository, Work};
use domain::{Edit, Supplier, SupplierDraft};
use presentation::{
    Administrator, ChangeProblems, Code, IfMatchHeader, JsonBody, Problem, Refusals, Routes, deserialize_edit,
    entity_tag, path_id, precondition,
};
use serde::Deserialize;
use shaku::HasComponent;
use utoipa::ToSchema;

use super::interactor::{UpdateSupplier, UpdateSupplierError};
use crate::supplier_body::{self, SupplierBody, email_schema, name_schema};

/// The fields to change, at least one. A field that is left out stays; null clears it, where it may be null.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(min_properties = 1)]
struct UpdateSupplierRequest {
    #[serde(default, deserialize_with = "deserialize_edit")]
    #[schema(schema_with = name_schema, required = false)]
    name: Edit<Option<String>>,
    #[serde(default, deserialize_with = "deserialize_edit")]
    #[schema(schema_with = email_schema, required = false)]
    email: Edit<Option<String>>,
}

/// Update a supplier
///
/// Changes the given fields of a supplier. For admins. `updatedAt` changes too, even if the fields have these values
/// already. With `If-Match`, a supplier that has changed since is refused with `precondition-failed`.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The supplier's id."),
        IfMatchHeader,
    ),
    request_body = UpdateSupplierRequest,
    responses(
        (status = 200, description = "The supplier after the change.", body = SupplierBody, headers(("ETag" = String, description = "The tag of this state of the supplier."))),
        ChangeProblems<Administrator, JsonBody, UpdateSupplierError>,
    ),
)]
#[put("/api/v1/suppliers/{id}")]
async fn update_supplier(
    update_supplier: web::Data<UpdateSupplier>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    request: HttpRequest,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let draft = body.read::<UpdateSupplierRequest>().await?.into_draft()?;
    let supplier = update_supplier.execute(&actor, path_id(&id)?, &draft, &precondition(&request)).await?;
    let tag = ETag(entity_tag(&supplier.state()));
    Ok(HttpResponse::Ok().insert_header(tag).json(SupplierBody::from(&supplier)))
}

impl UpdateSupplierRequest {
    /// # Errors
    /// The problem `bad-request` where there is nothing to change.
    fn into_draft(self) -> Result<SupplierDraft, Problem> {
        let Self { name, email } = self;
        let draft = SupplierDraft { name, email };
        if draft == SupplierDraft::default() {
            let what = "The body changes nothing. Send at least one of `name` and `email`.";
            return Err(Problem::new(Code::BadRequest, what));
        }
        Ok(draft)
    }
}

impl Refusals for UpdateSupplierError {
    const CODES: &'static [Code] = &[
        Code::Forbidden,
        Code::Conflict,
        Code::PreconditionFailed,
        supplier_body::NOT_FOUND,
        supplier_body::NAME_TAKEN,
        supplier_body::INVALID,
    ];
}

impl From<UpdateSupplierError> for Problem {
    fn from(error: UpdateSupplierError) -> Self {
        match error {
            UpdateSupplierError::Forbidden(_) => Self::forbidden(),
            UpdateSupplierError::NotFound => supplier_body::not_found(),
            UpdateSupplierError::PreconditionFailed(_) => Self::precondition_failed(),
            UpdateSupplierError::Invalid(invalid) => supplier_body::invalid(&invalid),
            UpdateSupplierError::NameTaken => supplier_body::name_taken(),
            UpdateSupplierError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn Authorization> + HasComponent<dyn Repository<Supplier>> + HasComponent<dyn Work>,
{
    let update =
        UpdateSupplier { authorization: module.resolve(), suppliers: module.resolve(), work: module.resolve() };
    Routes::of(Arc::new(update), update_supplier)
}
