//! An admin takes an order one step on, from pending over processing and shipped to delivered:
//! `PATCH /api/v1/orders/{id}`.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{AdvanceOrder, AdvanceOrderError};
