//! An admin sets a user's password: `PUT /api/v1/users/{id}/password`.
//!
//! Every session of the user ends in the same commit.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{SetPassword, SetPasswordError};
