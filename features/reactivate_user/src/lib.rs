//! An admin opens a closed account again: `PATCH /api/v1/users/reactivate`.
//!
//! Sessions that ended stay dead.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::ReactivateUser;
