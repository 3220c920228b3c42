//! What the operations have in common on the wire: a supplier, its fields, and the problems with it.

use application::EventData;
use domain::{Entity, InvalidSupplier, Supplier, SupplierDetails, SupplierEmail, SupplierFault, SupplierName};
use presentation::{Code, FieldError, Problem, SliceCode, trimmed_text};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{Object, Type, schema::SchemaType},
};

/// A supplier.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Supplier)]
pub(crate) struct SupplierBody {
    /// The id, a `UUIDv7`.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000003")]
    id: String,
    /// The name, which no other supplier has.
    #[schema(example = "Name A", min_length = 1, max_length = 100)]
    name: String,
    /// The email.
    #[schema(required, example = "Email A", min_length = 3, max_length = 254)]
    email: Option<String>,
    /// When it was created.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    created_at: String,
    /// When it was created or last updated.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    updated_at: String,
}

impl From<&Supplier> for SupplierBody {
    fn from(supplier: &Supplier) -> Self {
        let details = supplier.details();
        Self {
            id: supplier.id().to_string(),
            name: details.name.as_str().to_owned(),
            email: details.email.as_ref().map(SupplierEmail::as_str).map(str::to_owned),
            created_at: supplier.created_at().to_string(),
            updated_at: supplier.updated_at().to_string(),
        }
    }
}

/// The OpenAPI schema of a name in a request.
pub(crate) fn name_schema() -> Object {
    let description = "The name: 1 to 100 characters, not counting white space at its ends.";
    trimmed_text(&SupplierName::LENGTH).description(Some(description)).examples(["Name A"]).build()
}

/// The OpenAPI schema of an email in a request.
pub(crate) fn email_schema() -> Object {
    let description = "The email: 3 to 254 characters, not counting white space at its ends.";
    trimmed_text(&SupplierEmail::LENGTH)
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some(description))
        .examples(["Email A"])
        .build()
}

/// The payload of an event for the fields with these details.
pub(crate) fn event_data(details: &SupplierDetails) -> EventData {
    EventData::from_iter([
        ("name".to_owned(), details.name.as_str().into()),
        ("email".to_owned(), details.email.as_ref().map(SupplierEmail::as_str).into()),
    ])
}

/// There is no such supplier.
pub(crate) const NOT_FOUND: Code =
    Code::Of(&SliceCode::not_found("supplier-not-found", "There is no such supplier", "No supplier has this id."));
/// Another supplier has the name.
pub(crate) const NAME_TAKEN: Code = Code::Of(
    &SliceCode::conflict(
        "supplier-name-taken",
        "The name of the supplier is taken",
        "Another supplier has the same name.",
    )
    .with_advice("Choose another name."),
);
/// A supplier breaks a rule.
pub(crate) const INVALID: Code = Code::Of(&SliceCode::unprocessable(
    "invalid-supplier",
    "The supplier breaks a rule",
    "One or more fields of the supplier break a rule.",
));

pub(crate) fn not_found() -> Problem {
    Problem::new(NOT_FOUND, "There is no such supplier.")
}

pub(crate) fn name_taken() -> Problem {
    Problem::new(NAME_TAKEN, "Another supplier has this name. Choose another.")
}

/// The problem of a supplier that breaks rules, with each rule and its field.
pub(crate) fn invalid(InvalidSupplier(faults): &InvalidSupplier) -> Problem {
    let details: Vec<_> = faults.iter().map(SupplierFault::to_string).collect();
    let errors = faults.iter().map(|fault| FieldError {
        pointer: pointer(*fault).to_owned(),
        code: INVALID.as_str(),
        detail: fault.to_string(),
    });
    Problem::new(INVALID, details.join(" ")).with_errors(errors.collect())
}

const fn pointer(fault: SupplierFault) -> &'static str {
    match fault {
        SupplierFault::NameMissing | SupplierFault::NameLength | SupplierFault::NameCharacter => "/name",
        SupplierFault::EmailLength | SupplierFault::EmailCharacter => "/email",
    }
}
