use std::{net::IpAddr, time::Duration};

use super::{CommandResult, say};
use crate::configuration::{Server, Settings};

/// The timeout of the request to the server.
const TIMEOUT: Duration = Duration::from_secs(4);

/// Checks whether the server is ready.
pub(super) fn run(settings: &Settings) -> CommandResult {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        // The request stays on this machine, so it bypasses a proxy that the environment sets.
        .proxy(None)
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .build()
        .into();
    let url = format!("http://{}/readyz", authority(&settings.server));
    let mut response = agent.get(&url).call().map_err(|error| format!("{url} does not answer: {error}"))?;
    let body = response.body_mut().read_to_string()?;
    if !response.status().is_success() {
        return Err(format!("{url} answers {}: {body}", response.status()).into());
    }
    say(format_args!("{body}"))?;
    Ok(())
}

/// The server's address on its own machine: a server that listens on all addresses listens on loopback too.
fn authority(server: &Server) -> String {
    let host = match server.host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) if address.is_unspecified() => "127.0.0.1".to_owned(),
        Ok(IpAddr::V6(address)) if address.is_unspecified() => "[::1]".to_owned(),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        Ok(IpAddr::V4(_)) | Err(_) => server.host.clone(),
    };
    format!("{host}:{}", server.port)
}
