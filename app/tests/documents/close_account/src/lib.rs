//! A user closes their own account: `DELETE /api/v1/auth/account`.
//!
//! Every session of the account ends in the same commit. An admin can reactivate the account.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{CloseAccount, CloseAccountError};
