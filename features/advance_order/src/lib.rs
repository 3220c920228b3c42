//! An admin advances an order to its next status, from pending to processing, shipped and delivered:
//! `PATCH /api/v1/orders/{id}`.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{AdvanceOrder, AdvanceOrderError};
