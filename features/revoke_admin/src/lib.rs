//! Somebody who manages admins makes an admin an ordinary user: `PATCH /api/v1/users/revoke`.
//!
//! A super admin does so to another one too; nobody to oneself, so the last super admin stays.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::RevokeAdmin;
