//! A user starts a session: `POST /api/v1/auth/login`.
//!
//! All wrong credentials get the same response, after the same time. A password hash of an older scheme, pepper or cost
//! is replaced during log-in.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{Credentials, LogIn, LogInError, LoggedIn};
