//! An admin deactivates a user: `PATCH /api/v1/users/inactivate`.
//!
//! Every session of the user ends in the same commit.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::InactivateUser;
