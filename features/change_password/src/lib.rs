//! A user changes their own password: `PUT /api/v1/auth/password`.
//!
//! Every other session of the user ends, and this one continues under a new id and secret, all in one commit. Guesses
//! at the current password are limited like those at log-in.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{ChangePassword, ChangePasswordError, PasswordChange};
