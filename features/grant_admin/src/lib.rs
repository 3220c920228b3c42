//! A user who manages admins grants the role of admin: `PATCH /api/v1/users/grant`.
//!
//! The user's sessions continue with the new rights, each under a new id and secret from its next request on.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::GrantAdmin;
