//! Verifies deliveries of webhooks, one JSON object a line: its `secret`, `headers` and `body`. For each it prints the type of the
//! event, or `refused`.

use std::{
    collections::HashMap,
    error::Error,
    io::{self, BufRead, Write},
};

use http::HeaderMap;
use serde_json::Value;
use standardwebhooks::{Webhook, WebhookError};

/// The event of a delivery. It is refused where no signature is by this secret, or the delivery is more than five minutes old.
/// `body` is what came: one that was parsed and printed again is not what was signed.
fn verify(secret: &str, headers: &HeaderMap, body: &[u8]) -> Result<Value, Box<dyn Error>> {
    let is_encoded = secret.starts_with("whsec_");
    let webhook = if is_encoded { Webhook::new(secret)? } else { Webhook::from_bytes(secret.into())? };
    webhook.verify(body, headers)?;
    Ok(serde_json::from_slice(body)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    verify_all(io::stdin().lock(), io::stdout().lock())
}

/// Verifies each delivery of `lines`, and writes what came of it to `results`.
pub(crate) fn verify_all(lines: impl BufRead, mut results: impl Write) -> Result<(), Box<dyn Error>> {
    for line in lines.lines() {
        let delivery: Value = serde_json::from_str(&line?)?;
        let text = |name: &str| delivery[name].as_str().unwrap_or_default();
        let headers: HashMap<String, String> = serde_json::from_value(delivery["headers"].clone())?;
        match verify(text("secret"), &HeaderMap::try_from(&headers)?, text("body").as_bytes()) {
            Ok(event) => writeln!(results, "{}", event["type"].as_str().unwrap_or_default())?,
            Err(error) if error.is::<WebhookError>() => writeln!(results, "refused")?,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
