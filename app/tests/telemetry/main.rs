//! The traces of the product, as an OTLP receiver gets them. The receiver is the tests' own, on this machine.

mod deliveries;
mod receiver;
mod requests;
mod robustness;
mod secrets;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of the HTTP contract use the rest")]
mod support;
mod webhooks;

use receiver::Receiver;
use support::{Started, start};

/// The trace of a caller, and its span.
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const CALLER: &str = "b7ad6b7169203331";

/// The header of a caller who works in [`TRACE`] and samples it.
fn traceparent() -> String {
    format!("00-{TRACE}-{CALLER}-01")
}

/// The product on this store, which exports traces to `receiver`.
fn start_traced(store_url: &str, receiver: &Receiver, variables: &[(&str, &str)]) -> Started {
    let endpoint = receiver.origin();
    let traced = [("TRANCHE_TELEMETRY__OTLP_ENDPOINT", endpoint.as_str())];
    start(store_url, &[&traced, variables].concat())
}
