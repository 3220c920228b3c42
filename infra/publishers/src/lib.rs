//! Publishers of the events in the outbox: [`LogPublisher`] writes them to the log, [`WebhookPublisher`] sends
//! them to a URL.
//!
//! A webhook is a `POST` whose body is the event as JSON:
//!
//! ```json
//! {
//!   "id": "01a1fd18-6a67-724d-bfc3-4f8c1e0e0c7a",
//!   "type": "UserInactivated",
//!   "at": "2026-11-21T07:53:18.183Z",
//!   "subject": { "kind": "user", "id": "01a1fd18-5c01-7190-8cae-81ada030705b" },
//!   "actorId": "01a1fd18-6457-7568-94b0-b6ef2c764b5d",
//!   "requestId": "01a1fd18-6a65-71e0-8278-6fd8227541b0",
//!   "data": {}
//! }
//! ```
//!
//! `actorId` is null for the operator. The request is signed as the specification of
//! [Standard Webhooks](https://www.standardwebhooks.com/) says, so its libraries verify it: `webhook-id` is the id of
//! the event, `webhook-timestamp` the time of this delivery in seconds since 1970, and `webhook-signature` has, for
//! each secret, `v1,` and the base64 of the HMAC-SHA-256 over `{webhook-id}.{webhook-timestamp}.{body}`.
//!
//! A receiver accepts the event by any response of 2xx within ten seconds. It may get it more than once and
//! deduplicates by its id; the events of one subject come in their order.

mod log;
mod signature;
mod tls;
mod webhook;

pub use log::LogPublisher;
pub use signature::{InvalidWebhookSecret, WebhookSecret};
pub use webhook::{UnusableWebhook, WebhookPublisher, WebhookSettings};
