use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use application::ErrorChain;
use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use tracing::{info, warn};
use ureq::Agent;

use crate::https;

/// The longest response that is read: it is empty, or says how many spans were refused.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Exports spans to their receiver. Logs when the export begins to fail and when it works again.
pub(super) struct ReceiverClient {
    agent: Agent,
    is_failing: AtomicBool,
}

impl ReceiverClient {
    /// A client whose requests time out after `timeout`.
    pub(super) fn new(timeout: Duration) -> Self {
        Self { agent: https::agent(timeout), is_failing: AtomicBool::new(false) }
    }

    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, ureq::Error> {
        let (head, body) = request.into_parts();
        let (head, mut body) = self.agent.run(Request::from_parts(head, body.to_vec()))?.into_parts();
        let bytes = body.with_config().limit(LONGEST_ANSWER).read_to_vec()?;
        Ok(Response::from_parts(head, bytes.into()))
    }

    /// Logs a change alone: a receiver that is down for a day is one line, not one for each batch.
    fn record(&self, failure: Option<String>) {
        let was_failing = self.is_failing.swap(failure.is_some(), Ordering::Relaxed);
        match failure {
            Some(error) if !was_failing => {
                warn!(error, "traces are not received and get lost: check `telemetry.otlp_endpoint`");
            }
            None if was_failing => info!("traces are received again"),
            _ => {}
        }
    }
}

/// The SDK calls this from a thread of its own, which may block.
#[async_trait]
impl HttpClient for ReceiverClient {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let answer = self.send(request);
        self.record(match &answer {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(format!("it answered {}", answer.status())),
            Err(error) => Some(ErrorChain(error).to_string()),
        });
        Ok(answer?)
    }
}

impl fmt::Debug for ReceiverClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReceiverClient").finish_non_exhaustive()
    }
}
