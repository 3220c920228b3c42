use std::{sync::Arc, time::Duration};

use application::{Clock, ErrorChain, EventMessage, EventPublisher, NotDelivered, StoredEvent};
use async_trait::async_trait;
use reqwest::{
    Client, StatusCode,
    header::{CONTENT_TYPE, HeaderName},
    redirect::Policy,
};
use thiserror::Error;
use url::Url;

use crate::{
    signature::{WebhookSecret, signatures},
    tls,
};

const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const USER_AGENT: &str = concat!("tranche/", env!("CARGO_PKG_VERSION"));

/// The timeout of a connection attempt.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long an idle connection is kept for the next event. Receivers close idle ones after five seconds or more: a
/// delivery on a connection that is being closed would fail without a reason.
const KEEPING: Duration = Duration::from_secs(4);

/// The URL of a webhook, and how it is signed.
#[derive(Clone)]
pub struct WebhookSettings {
    /// The URL.
    pub url: Url,
    /// The secret, and earlier ones that receivers may still have.
    pub secrets: Vec<WebhookSecret>,
    /// The timeout of a delivery, from the look-up of the host to the head of the response.
    pub timeout: Duration,
    /// Returns the header `traceparent` (W3C Trace Context) of a delivery, called within it; `None` leaves it out.
    pub traceparent: fn() -> Option<String>,
}

/// Sends each event to a URL, signed.
///
/// A webhook is a `POST` whose body is the event as JSON:
///
/// ```json
/// {
///   "id": "01a1fd18-6a67-724d-bfc3-4f8c1e0e0c7a",
///   "type": "UserInactivated",
///   "at": "2026-11-21T07:53:18.183Z",
///   "subject": { "kind": "user", "id": "01a1fd18-5c01-7190-8cae-81ada030705b" },
///   "actorId": "01a1fd18-6457-7568-94b0-b6ef2c764b5d",
///   "requestId": "01a1fd18-6a65-71e0-8278-6fd8227541b0",
///   "data": {}
/// }
/// ```
///
/// `actorId` is null for the operator. The request is signed as the specification of
/// [Standard Webhooks](https://www.standardwebhooks.com/) says, so its libraries verify it: `webhook-id` is the id of
/// the event, `webhook-timestamp` the time of this delivery in seconds since 1970, and `webhook-signature` has, for
/// each secret, `v1,` and the base64 of the HMAC-SHA-256 over `{webhook-id}.{webhook-timestamp}.{body}`.
///
/// A receiver accepts the event by any response of 2xx within ten seconds. It may get it more than once and
/// deduplicates by its id; the events of one subject come in their order.
pub struct WebhookPublisher {
    settings: WebhookSettings,
    clock: Arc<dyn Clock>,
    client: Client,
}

/// Why webhooks can't be sent on this system.
#[derive(Debug, Error)]
pub enum UnusableWebhook {
    /// Without root certificates no receiver can be trusted.
    #[error("TLS can't be set up for `events.webhook_url`")]
    Tls(#[from] rustls::Error),
    /// The HTTP client can't be created.
    #[error("the client for `events.webhook_url` can't be set up")]
    Client(#[from] reqwest::Error),
}

impl WebhookPublisher {
    /// A publisher for this webhook. Nothing is sent yet: an unreachable receiver shows at the first delivery.
    ///
    /// # Errors
    /// [`UnusableWebhook`], if the system lacks root certificates, for example.
    pub fn new(settings: WebhookSettings, clock: Arc<dyn Clock>) -> Result<Self, UnusableWebhook> {
        let tls = if settings.url.scheme() == "https" { tls::trusting_the_system() } else { tls::trusting_nobody() };
        let client = Client::builder()
            .tls_backend_preconfigured(tls?)
            .user_agent(USER_AGENT)
            // The operator decides where events go, not the receiver.
            .redirect(Policy::none())
            .no_proxy()
            .timeout(settings.timeout)
            .connect_timeout(CONNECTING)
            .pool_idle_timeout(KEEPING)
            .build()?;
        Ok(Self { settings, clock, client })
    }
}

#[async_trait]
impl EventPublisher for WebhookPublisher {
    async fn publish(&self, event: &StoredEvent) -> Result<(), NotDelivered> {
        // What is signed is what is sent, byte for byte.
        let body = serde_json::to_string(&EventMessage::from(event));
        let body = body.map_err(|error| NotDelivered::Refused(format!("it can't be written as JSON: {error}")))?;
        let (id, timestamp) = (event.id.to_string(), self.clock.now().unix_seconds());
        let signature = signatures(&self.settings.secrets, &id, timestamp, &body);
        let mut request = self
            .client
            .post(self.settings.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(ID, id)
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, signature)
            .body(body);
        if let Some(traceparent) = (self.settings.traceparent)() {
            request = request.header(TRACEPARENT, traceparent);
        }
        match request.send().await {
            // The body of the response is not read.
            Ok(answer) => classify(answer.status()),
            // The URL may hold a secret.
            Err(error) => Err(NotDelivered::Unreachable(ErrorChain(&error.without_url()).to_string())),
        }
    }
}

/// Classifies the response: accepted, this event refused, or the receiver unavailable.
fn classify(status: StatusCode) -> Result<(), NotDelivered> {
    let answer = format!("it answered {status}");
    match status {
        _ if status.is_success() => Ok(()),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
            Err(NotDelivered::Unreachable(answer))
        }
        _ if status.is_server_error() => Err(NotDelivered::Unreachable(answer)),
        _ if status.is_redirection() => Err(NotDelivered::Refused(format!("{answer}; redirects are not followed"))),
        _ => Err(NotDelivered::Refused(answer)),
    }
}
