//! A client creates an account for itself: `POST /api/v1/auth/signup`.
//!
//! The account has the role `user` and may log in at once. Usernames are unique regardless of case.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{SignUp, SignUpCommand, SignUpError};
