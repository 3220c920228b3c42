//! Get the time: `GET /api/v1/time`.
//!
//! Open to everybody.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::ViewTime;
