use std::net::SocketAddr;

use tracing::info;

use crate::configuration::{Settings, StoreUrl};

/// The command that creates the first super admin, if none is configured.
const COMMAND: &str = "tranche users create --username NAME --role super_admin";
/// The same for a store that a command can't reach.
const BOOTSTRAP: &str = "set `bootstrap.username` and `bootstrap.password_file`";

/// Logs where the server listens, where its data is, and the first step to take: as text, and as fields for programs.
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

/// The URL of the documentation, if it is served.
fn docs(address: SocketAddr, settings: &Settings) -> Option<String> {
    let origin = match &settings.server.public_origin {
        Some(origin) => origin.as_str().to_owned(),
        None => format!("http://{address}"),
    };
    settings.docs.enabled.then(|| format!("{origin}/docs/"))
}

/// How to create the first super admin, unless the configuration does.
fn first_super_admin(settings: &Settings) -> Option<&'static str> {
    let is_left = settings.bootstrap.is_none();
    is_left.then_some(if matches!(settings.store.url, StoreUrl::Memory) { BOOTSTRAP } else { COMMAND })
}
