use std::net::SocketAddr;

use tracing::info;

use crate::configuration::{Settings, StoreUrl};

/// How the first super admin is made where none is configured.
const COMMAND: &str = "tranche users create --username NAME --role super_admin";
/// The same where a command can't reach the store.
const BOOTSTRAP: &str = "set `bootstrap.username` and `bootstrap.password_file`";

/// Logs where the server listens, where its data is, and what to do first: for people, and as fields for programs.
pub(super) fn log_listening(addresses: &[SocketAddr], settings: &Settings) {
    let store = &settings.store.url;
    for address in addresses {
        info!(
            target: "tranche::server",
            %address,
            version = env!("CARGO_PKG_VERSION"),
            %store,
            docs = docs(*address, settings),
            first_super_admin = first_super_admin(settings),
            "listening"
        );
    }
}

/// Where the documentation is, where it is served.
fn docs(address: SocketAddr, settings: &Settings) -> Option<String> {
    let origin = match &settings.server.public_origin {
        Some(origin) => origin.as_str().to_owned(),
        None => format!("http://{address}"),
    };
    settings.docs.enabled.then(|| format!("{origin}/docs/"))
}

/// How to make the first super admin, unless the configuration does.
fn first_super_admin(settings: &Settings) -> Option<&'static str> {
    let is_left = settings.bootstrap.is_none();
    is_left.then_some(if matches!(settings.store.url, StoreUrl::Memory) { BOOTSTRAP } else { COMMAND })
}
