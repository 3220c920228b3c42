use actix_web::http::StatusCode;

use super::description::Description;

/// A code that one slice declares, and it alone returns.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct SliceCode {
    /// The name on the wire, in kebab case.
    pub name: &'static str,
    pub(super) description: Description,
}

impl SliceCode {
    /// A code for a missing resource: its title, and when a request gets it.
    #[must_use]
    pub const fn not_found(name: &'static str, title: &'static str, meaning: &'static str) -> Self {
        let advice = "Check the id. The resource may have been deleted.";
        Self { name, description: Description { status: StatusCode::NOT_FOUND, title, meaning, advice } }
    }

    /// A code for a conflict with the present state: its title, and when a request gets it.
    #[must_use]
    pub const fn conflict(name: &'static str, title: &'static str, meaning: &'static str) -> Self {
        let advice = "Get the present state, and send a request that fits it.";
        Self { name, description: Description { status: StatusCode::CONFLICT, title, meaning, advice } }
    }

    /// A code for a body that breaks a rule: its title, and when a request gets it.
    #[must_use]
    pub const fn unprocessable(name: &'static str, title: &'static str, meaning: &'static str) -> Self {
        let advice = "Correct the fields that `errors` names, and send the request again.";
        Self { name, description: Description { status: StatusCode::UNPROCESSABLE_ENTITY, title, meaning, advice } }
    }

    /// Replaces the advice, which says what a client should do about it.
    #[must_use]
    pub const fn with_advice(mut self, advice: &'static str) -> Self {
        self.description.advice = advice;
        self
    }
}
