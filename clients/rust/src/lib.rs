//! A client of the Tranche API.
//!
//! [`Client::connect`] makes one; its methods are the calls, in the words of the OpenAPI document. It keeps the session's cookie,
//! sends requests again where that is safe, and gives each order an `Idempotency-Key`. [`items`] goes through the pages of a list,
//! and [`Refusal`] says which problem an error is. README.md has an example.

mod connect;
#[expect(
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::unwrap_used,
    missing_docs,
    unreachable_pub,
    reason = "the generator decides its style"
)]
#[cfg_attr(doc, expect(rustdoc::invalid_rust_codeblocks, reason = "the generator indents descriptions"))]
mod generated;
mod pages;
mod problem;
mod retry;
mod session;

pub use connect::ConnectError;
pub use generated::{Client, Error, ResponseValue, types};
pub use pages::items;
pub use problem::Refusal;
pub use session::{Retries, Session};
