//! A module for each section: its typed settings, and its keys, which are declared where they are read.

mod authorization;
mod bootstrap;
mod console;
mod cors;
mod docs;
mod events;
mod log;
mod metrics;
mod rate_limit;
mod security;
mod server;
mod session;
mod store;
mod telemetry;
mod webhook;

pub use authorization::Authorization;
pub use bootstrap::Bootstrap;
pub use console::Console;
pub use cors::Cors;
pub use docs::Docs;
pub use events::Events;
pub use log::{Log, LogFormat};
pub use metrics::Metrics;
pub(super) use rate_limit::rate_limit;
pub(super) use security::{GivenSecurity, Missing};
pub use security::{Passwords, Secrets, Security};
pub use server::Server;
pub use session::Session;
pub use store::Store;
pub use telemetry::Telemetry;
pub(super) use webhook::GivenWebhook;
pub use webhook::Webhook;
