//! A user ends the session that the call is made with: `DELETE /api/v1/auth/logout`.
//!
//! The session is gone from the store, so the cookie opens nothing from then on, whoever kept a copy of it.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::LogOut;
