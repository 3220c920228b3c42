//! A user orders products: `POST /api/v1/orders`.
//!
//! The order has the names and prices of that moment, and takes what is counted from the products' stocks in the same
//! commit. Under an `Idempotency-Key` it is placed once, however often the client has to ask: for 24 hours the first
//! answer is given again, whatever became of the order and its products.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{PlaceOrder, PlaceOrderError};
