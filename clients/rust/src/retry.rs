use std::time::Duration;

use bytes::Bytes;
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{
    Request, Response, StatusCode,
    header::{HeaderName, HeaderValue, RETRY_AFTER},
};
use uuid::Uuid;

use crate::{Client, Error, session::Session};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The calls whose `Idempotency-Key` the server reads.
const KEYED: &[(&str, &str)] = &[("POST", "/api/v1/orders")];

/// How long to wait before a lost answer is asked for again, the first time; then twice as long, and so on.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

impl ClientHooks<Session> for Client {
    async fn pre<E>(&self, request: &mut Request, _operation: &OperationInfo) -> Result<(), Error<E>> {
        // With a key it is done once, however often it is sent.
        if takes_key(request) {
            let key =
                HeaderValue::try_from(Uuid::new_v4().to_string()).map_err(|error| Error::Custom(error.to_string()))?;
            request.headers_mut().entry(IDEMPOTENCY_KEY).or_insert(key);
        }
        Ok(())
    }

    /// Sends a request again where that is safe: after an answer that asks for it by 429 or 503 with `Retry-After`, and where
    /// the answer was lost. A request that is neither idempotent nor has an `Idempotency-Key` that the server reads is sent
    /// again only after an answer that says that nothing was done.
    async fn exec(&self, request: Request, _operation: &OperationInfo) -> reqwest::Result<Response> {
        let session = self.inner();
        for retry in 0..session.retries.retries {
            let Some(attempt) = request.try_clone() else { break };
            let wait = match session.exchange(self.client(), attempt).await {
                Err(lost) if !is_repeatable(&request) => return Err(lost),
                Err(_) => FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(retry)).min(session.retries.longest_wait),
                Ok(answer) => match wait_asked_for(&request, &answer) {
                    Some(wait) if wait <= session.retries.longest_wait => wait,
                    _ => return Ok(answer.into()),
                },
            };
            tokio::time::sleep(wait).await;
        }
        session.exchange(self.client(), request).await.map(Response::from)
    }
}

/// How long to wait before the request may be sent again, if it may.
fn wait_asked_for(request: &Request, answer: &http::Response<Bytes>) -> Option<Duration> {
    let may_repeat = match answer.status() {
        StatusCode::TOO_MANY_REQUESTS => true,
        // 503 `unavailable` may also stand for a change that was made, when the store's answer to it was lost.
        StatusCode::SERVICE_UNAVAILABLE => is_repeatable(request) || is_maintenance(answer.body()),
        _ => false,
    };
    let seconds = answer.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    may_repeat.then_some(Duration::from_secs(seconds))
}

fn is_repeatable(request: &Request) -> bool {
    request.method().is_idempotent() || takes_key(request) && request.headers().contains_key(IDEMPOTENCY_KEY)
}

/// Whether the server does what a request asks for once, however often it comes with one key.
fn takes_key(request: &Request) -> bool {
    KEYED.iter().any(|(method, path)| request.method().as_str() == *method && request.url().path().ends_with(path))
}

fn is_maintenance(body: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(body)
        .is_ok_and(|problem| problem.get("code").is_some_and(|code| code == "maintenance"))
}
