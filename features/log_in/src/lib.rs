//! A user starts a session: `POST /api/v1/auth/login`.
//!
//! Whatever is wrong with the credentials, the refusal is the same and takes as long. A password hash of an older
//! scheme, pepper or cost is replaced on the way.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{Credentials, LogIn, LogInError, LoggedIn};
