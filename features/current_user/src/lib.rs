//! A user sees who is signed in, and with which session: `GET /api/v1/auth/me`.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{CurrentUser, SignedInUser};
