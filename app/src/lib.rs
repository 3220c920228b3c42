//! The service, composed: configuration, the modules that wire ports to adapters, the HTTP server and the command line.
//!
//! No business rule belongs here. A slice needs two lines: one in `module`, one in `routes`.

pub mod cli;
pub mod configuration;
#[cfg(feature = "lambda")]
pub mod lambda;

mod bootstrap;
mod composition;
#[cfg(feature = "console")]
mod console;
mod content;
mod documentation;
mod documentation_page;
mod http_app;
mod https;
mod lease_refusals;
mod listener;
mod log_lines;
mod logging;
mod metrics;
mod module;
mod preflight;
mod problems;
mod product;
mod readiness;
mod repeated_reasons;
mod routes;
mod server;
mod startup_tasks;
mod stores;
mod system;
mod telemetry;
mod version;
