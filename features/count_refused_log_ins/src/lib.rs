//! An admin sees how many log-ins were refused in a day: `GET /api/v1/refused-log-ins`.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::CountRefusedLogIns;
