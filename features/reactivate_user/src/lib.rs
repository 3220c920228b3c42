//! An admin reactivates a user: `PATCH /api/v1/users/reactivate`.
//!
//! Ended sessions stay ended.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::ReactivateUser;
