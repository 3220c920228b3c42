use std::borrow::Cow;

use actix_web::http::StatusCode;
use strum::VariantArray;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};

use super::Code;
use crate::{body::FaultKind, listed_text};

/// The status of problems with fields that break a rule.
pub(super) const BROKEN_RULE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The OpenAPI schema of the code of a problem. Slices add their codes to the document by using them.
pub struct ProblemCode;

impl PartialSchema for ProblemCode {
    fn schema() -> RefOr<Schema> {
        listed_text(Code::shared().map(Code::as_str))
            .description(Some("The stable code of a problem, for programs."))
            .examples([Code::NotFound.as_str()])
            .into()
    }
}

impl ToSchema for ProblemCode {
    fn name() -> Cow<'static, str> {
        "ProblemCode".into()
    }
}

/// The OpenAPI schema of the code of an invalid field.
pub(super) struct FieldErrorCode;

impl PartialSchema for FieldErrorCode {
    fn schema() -> RefOr<Schema> {
        let shapes = FaultKind::VARIANTS.iter().map(|kind| <&str>::from(*kind));
        listed_text(shapes.chain(Code::shared().filter(|code| code.status() == BROKEN_RULE).map(Code::as_str)))
            .description(Some("The stable error code of a field, for programs."))
            .examples([Code::InvalidUsername.as_str()])
            .into()
    }
}

impl ToSchema for FieldErrorCode {
    fn name() -> Cow<'static, str> {
        "FieldErrorCode".into()
    }
}
