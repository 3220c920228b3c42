//! Publishers of the events in the outbox: [`LogPublisher`] writes them to the log, and [`WebhookPublisher`] sends
//! them to a URL.

mod log;
mod signature;
mod tls;
mod webhook;

pub use log::LogPublisher;
pub use signature::{InvalidWebhookSecret, WebhookSecret};
pub use webhook::{UnusableWebhook, WebhookPublisher, WebhookSettings};
