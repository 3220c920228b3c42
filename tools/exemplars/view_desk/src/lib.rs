//! View the desk: `GET /api/v1/desk`.
//!
//! For admins.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{ViewDesk, ViewDeskError};
