//! An admin lists events, the audit trail: `GET /api/v1/events`.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::ListEvents;
