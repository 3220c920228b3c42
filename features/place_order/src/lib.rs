//! A user orders products: `POST /api/v1/orders`.
//!
//! The order has the names and prices of that moment, and takes its units from the products' stocks in the same commit.
//! With an `Idempotency-Key` it is placed once, however often the client repeats the request: for 24 hours the first
//! response is sent again, even if the order or its products have changed since.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{PlaceOrder, PlaceOrderError};
