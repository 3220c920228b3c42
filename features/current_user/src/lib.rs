//! A user gets their own account and the current session: `GET /api/v1/auth/me`.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{CurrentUser, SignedInUser};
