//! Discard a draft: `DELETE /api/v1/drafts`.
//!
//! For every user who is signed in.

mod controller;
mod interactor;

pub use controller::routes;
pub use interactor::{DiscardDraft, DiscardDraftError};
