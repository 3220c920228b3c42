//! A user ends the session of the request: `DELETE /api/v1/auth/logout`.
//!
//! The session is deleted from the store, so every copy of its cookie is invalid from then on.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::LogOut;
