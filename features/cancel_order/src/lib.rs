//! An order is called off by its owner or an admin: `DELETE /api/v1/orders/{id}`.
//!
//! What it took from the products' stocks is given back in the same commit, and once: of many who cancel at the same
//! time one succeeds, and the others are told that it is cancelled.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{CancelOrder, CancelOrderError};
