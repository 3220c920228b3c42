use std::net::SocketAddr;

use tracing::info;

use crate::configuration::{Settings, StoreUrl};

/// The command that creates the first super admin, if none is configured.
const COMMAND: &str = "tranche users create --username NAME --role super_admin";
/// The same for a store that a command can't reach.
const BOOTSTRAP: &str = "set `bootstrap.username` and `bootstrap.password_file`";

/// Whether this build has the console.
const HAS_CONSOLE: bool = cfg!(feature = "console");

/// Logs where the server listens, where its data is, and the first step to take: as text, and as fields for programs.
pub(super) fn log_listening(addresses: &[SocketAddr], settings: &Settings) {
    let store = &settings.store.url;
    for address in addresses {
        info!(
            target: "tranche::server",
            %address,
            version = env!("CARGO_PKG_VERSION"),
            %store,
            docs = page(*address, settings, settings.docs.enabled, "/docs/"),
            console = page(*address, settings, HAS_CONSOLE && settings.console.enabled, "/console/"),
            first_super_admin = first_super_admin(settings),
            "listening"
        );
    }
}

/// The URL of a page, if it is served.
fn page(address: SocketAddr, settings: &Settings, is_served: bool, path: &str) -> Option<String> {
    let origin = match &settings.server.public_origin {
        Some(origin) => origin.as_str().to_owned(),
        None => format!("http://{address}"),
    };
    is_served.then(|| format!("{origin}{path}"))
}

/// How to create the first super admin, unless the configuration does.
fn first_super_admin(settings: &Settings) -> Option<&'static str> {
    let is_left = settings.bootstrap.is_none();
    is_left.then_some(if matches!(settings.store.url, StoreUrl::Memory) { BOOTSTRAP } else { COMMAND })
}
