use std::sync::Arc;

use actix_web::{
    HttpResponse,
    http::header::{self, ETag},
    post, web,
};
use application::{Authorization, Work};
use domain::{Edit, Entity, SupplierDraft};
use presentation::{Administrator, ChangeProblems, Code, JsonBody, Problem, Refusals, Routes, entity_tag};
use serde::Deserialize;
use shaku::HasComponent;
use utoipa::ToSchema;

use super::interactor::{CreateSupplier, CreateSupplierError};
use crate::supplier_body::{self, SupplierBody, email_schema, name_schema};

/// The supplier to create. A field that is left out is null.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct CreateSupplierRequest {
    #[schema(schema_with = name_schema)]
    name: String,
    #[schema(schema_with = email_schema, required = false)]
    email: Option<String>,
}

/// Create a supplier
///
/// Creates a supplier. For admins.
#[utoipa::path(
    request_body = CreateSupplierRequest,
    responses(
        (status = 201, description = "The supplier was created.", body = SupplierBody, headers(
            ("Location" = String, description = "The path of the supplier."),
            ("ETag" = String, description = "The tag of this state of the supplier."),
        )),
        ChangeProblems<Administrator, JsonBody, CreateSupplierError>,
    ),
)]
#[post("/api/v1/suppliers")]
async fn create_supplier(
    create_supplier: web::Data<CreateSupplier>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let draft = body.read::<CreateSupplierRequest>().await?.into_draft();
    let details = draft.validate(None).map_err(|invalid| supplier_body::invalid(&invalid))?;
    let supplier = create_supplier.execute(&actor, details).await?;
    let location = (header::LOCATION, format!("/api/v1/suppliers/{}", supplier.id()));
    let tag = ETag(entity_tag(&supplier.state()));
    Ok(HttpResponse::Created().insert_header(location).insert_header(tag).json(SupplierBody::from(&supplier)))
}

impl CreateSupplierRequest {
    fn into_draft(self) -> SupplierDraft {
        let Self { name, email } = self;
        SupplierDraft { name: Edit::Set(Some(name)), email: Edit::Set(email) }
    }
}

impl Refusals for CreateSupplierError {
    const CODES: &'static [Code] =
        &[Code::Forbidden, Code::Conflict, supplier_body::NAME_TAKEN, supplier_body::INVALID];
}

impl From<CreateSupplierError> for Problem {
    fn from(error: CreateSupplierError) -> Self {
        match error {
            CreateSupplierError::Forbidden(_) => Self::forbidden(),
            CreateSupplierError::NameTaken => supplier_body::name_taken(),
            CreateSupplierError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn Authorization> + HasComponent<dyn Work>,
{
    let create = CreateSupplier { authorization: module.resolve(), work: module.resolve() };
    Routes::of(Arc::new(create), create_supplier)
}
