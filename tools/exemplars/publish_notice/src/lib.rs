//! Publish a notice: `POST /api/v1/notices`.
//!
//! For admins.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{PublishNotice, PublishNoticeError};
