//! The server for the tests.

use std::{env, process, time::Duration};

use dynamodb_store::Settings;

/// The server for the tests; `None` if there is none, unless the run demands one.
#[expect(clippy::disallowed_methods, reason = "the environment of a test names its server")]
pub(crate) fn url() -> Option<String> {
    let server = env::var("TEST_DYNAMODB_URL").ok();
    let demanded = env::var("TRANCHE_TESTS_REQUIRE_DYNAMODB").is_ok();
    assert!(server.is_some() || !demanded, "TEST_DYNAMODB_URL names no server, and this run demands one");
    server
}

/// A store on `server` with a unique table that does not exist yet.
pub(crate) fn settings(server: &str) -> Settings {
    let table = format!("tranche-tests-{}-{:016x}", process::id(), fastrand::u64(..));
    Settings {
        url: format!("dynamodb://{table}?region=eu-central-1&endpoint={server}"),
        max_connections: None,
        acquire_timeout: Duration::from_secs(2),
    }
}
