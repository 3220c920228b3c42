//! An admin creates a user: `POST /api/v1/users`; the operator does so on the command line.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{CreateUser, CreateUserError};
