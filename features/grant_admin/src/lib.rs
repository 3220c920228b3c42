//! Somebody who manages admins makes a user one: `PATCH /api/v1/users/grant`.
//!
//! The user's sessions live on with the new rights, each under another id and secret from its next request on.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::GrantAdmin;
