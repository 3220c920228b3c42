use event_publishers::WebhookSecret;
use secrecy::SecretString;

use crate::configuration::{
    error::Diagnostic,
    kind::Kind,
    kinds::{boolean, number},
    mode::Mode,
    reader::Reader,
    secret_rules::ADVICE,
    secrets::Rotation,
    webhook_url::WebhookUrl,
};

const WEBHOOK_URL: &str = "events.webhook_url";

/// The delivery of events.
#[derive(Clone, Debug)]
pub struct Events {
    /// Whether this process delivers events.
    pub dispatch: bool,
    /// Where they are sent; `None` for the log.
    pub webhook: Option<Webhook>,
    /// How often a delivery is tried.
    pub max_attempts: u32,
}

/// Where events are sent.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The receiver's URL.
    pub url: WebhookUrl,
    /// The key of the signature.
    pub secret: WebhookSecret,
    /// Keys of further signatures.
    pub secrets_previous: Vec<WebhookSecret>,
}

/// Reads the delivery of events, and the parts of its webhook.
pub(in crate::configuration) struct GivenEvents {
    pub(in crate::configuration) secrets: Rotation,
    webhook_url: Option<WebhookUrl>,
    events: Events,
}

impl GivenEvents {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        let dispatch = reader
            .key("events.dispatch")
            .means("Whether this process delivers events.")
            .means("Of all that do, one at a time holds the lease; events wait while none does.")
            .or(true, boolean());
        let webhook_url = reader
            .key(WEBHOOK_URL)
            .means("Where events are sent, such as `https://shop.test/hooks`; without it they are logged.")
            .means("Needs `events.webhook_secret`. Production accepts `http://` to this machine alone.")
            .sensitive()
            .optional(Kind::text(WebhookUrl::parse));
        let mut present = reader
            .key("events.webhook_secret")
            .means("Signs events as [Standard Webhooks](https://www.standardwebhooks.com/) specifies:")
            .means("at least 32 bytes, as text or as `whsec_` and base64. Differs from all other secrets.")
            .means("Needs `events.webhook_url`.")
            .secret();
        let mut previous = reader
            .key("events.webhook_secrets_previous")
            .means("Earlier secrets, which sign too until the receiver knows the present one. A list.")
            .secrets();
        // An invalid one never signed anything.
        for given in [&mut present, &mut previous] {
            given.untrimmed.retain(|text| WebhookSecret::parse(text).is_ok());
        }
        let secrets = Rotation::new(reader, present, previous);
        let max_attempts = reader
            .key("events.max_attempts")
            .means("How often the delivery of an event is tried before it becomes a dead letter, {bounds}.")
            .means("15 attempts take about five hours.")
            .means("Failures don't count in an outage: several events in a row without a response.")
            .or(15, number(1..=1000));
        Self { secrets, webhook_url, events: Events { dispatch, webhook: None, max_attempts } }
    }

    /// A webhook has a URL and a secret, and in production an encrypted connection.
    pub(in crate::configuration) fn check(&self, reader: &mut Reader<'_>, mode: Mode) {
        let given = self.secrets.both().into_iter().find(|given| !given.secrets.is_empty());
        let secret = &self.secrets.present;
        let are_usable = reader.are_usable([WEBHOOK_URL, &secret.name]);
        match (&self.webhook_url, given) {
            (Some(_), _) if secret.secrets.is_empty() && are_usable => {
                let origin = reader.origin(WEBHOOK_URL).unwrap_or_default();
                let reason =
                    format!("is missing, but `{WEBHOOK_URL}` is given (from {origin}); give both or neither; {ADVICE}");
                reader.report(Diagnostic::new(&secret.name, reason));
            }
            (None, Some(given)) if are_usable => {
                let (name, origin) = (&given.name, given.origin.as_deref().unwrap_or_default());
                let reason = format!("is missing, but `{name}` is given (from {origin}); give both or neither");
                reader.note(WEBHOOK_URL, reason);
            }
            _ => {}
        }
        if mode == Mode::Production && self.webhook_url.as_ref().is_some_and(WebhookUrl::is_in_clear) {
            reader.note(WEBHOOK_URL, "must be `https://` in production: events would travel in clear");
        }
    }

    /// Builds the settings of delivery; the rules made sure that a webhook has a valid secret.
    pub(in crate::configuration) fn complete(self) -> Result<Events, Diagnostic> {
        let Self { secrets, webhook_url, events } = self;
        let parse = |given: &SecretString| {
            WebhookSecret::parse(given).map_err(|invalid| secrets.present.diagnostic(invalid.to_string()))
        };
        let webhook = match (webhook_url, secrets.present.secrets.first()) {
            (Some(url), Some(secret)) => {
                let secrets_previous = secrets.previous().map(parse).collect::<Result<_, _>>()?;
                Some(Webhook { url, secret: parse(secret)?, secrets_previous })
            }
            _ => None,
        };
        Ok(Events { webhook, ..events })
    }
}
