use std::{
    env,
    sync::atomic::{AtomicU64, Ordering},
};

/// The DynamoDB server to test on, if one is configured. `testing/with-dynamodb.sh` starts one.
pub(crate) fn dynamodb_server() -> Option<String> {
    let server = env::var_os("TEST_DYNAMODB_URL").map(|url| url.into_string().expect("a URL"));
    let is_required = env::var_os("TRANCHE_TESTS_REQUIRE_DYNAMODB").is_some();
    assert!(server.is_some() || !is_required, "TEST_DYNAMODB_URL names no server, and one is required");
    server
}

/// The URL of a table for one test, which the product creates when it starts. It is removed with the server, an
/// emulator.
pub(crate) fn new_table() -> Option<String> {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let table = format!("tranche-{}-{number}", std::process::id());
    Some(format!("dynamodb://{table}?region=local&endpoint={}", dynamodb_server()?))
}
