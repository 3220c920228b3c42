//! A user who manages admins revokes the role of admin: `PATCH /api/v1/users/revoke`.
//!
//! A super admin can also revoke the role of another super admin. No user can revoke their own role, so the last super
//! admin stays.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::RevokeAdmin;
