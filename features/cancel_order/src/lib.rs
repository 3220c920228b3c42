//! A user cancels one of their orders, an admin any order: `DELETE /api/v1/orders/{id}`.
//!
//! Its units return to the products' stocks in the same commit, exactly once: of concurrent requests one succeeds, and
//! the others are refused because the order is cancelled.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{CancelOrder, CancelOrderError};
