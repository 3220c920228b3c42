use event_publishers::WebhookSecret;
use secrecy::SecretString;

use crate::configuration::{
    error::Diagnostic,
    kind::Kind,
    mode::Mode,
    reader::Reader,
    secret_rules::{ADVICE, check_strength},
    secrets::Rotation,
    webhook_url::WebhookUrl,
};

const URL: &str = "events.webhook_url";

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

/// The webhook as given, of which parts may be missing.
pub(in crate::configuration) struct GivenWebhook {
    pub(in crate::configuration) secrets: Rotation,
    url: Option<WebhookUrl>,
}

impl GivenWebhook {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        let url = reader
            .key(URL)
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
        Self { secrets: Rotation::new(reader, present, previous), url }
    }

    /// A webhook has a URL and a secret, and in production an encrypted connection.
    pub(in crate::configuration) fn check(&self, reader: &mut Reader<'_>, mode: Mode) {
        for given in self.secrets.both() {
            if let Some(invalid) = given.secrets.iter().find_map(|secret| WebhookSecret::parse(secret).err()) {
                reader.report(given.diagnostic(format!("{invalid}; {ADVICE}")));
            }
        }
        self.check_completeness(reader);
        if mode == Mode::Production {
            check_strength(reader, self.secrets.both());
            if self.url.as_ref().is_some_and(WebhookUrl::is_in_clear) {
                reader.note(URL, "must be `https://` in production: events would travel in clear");
            }
        }
    }

    fn check_completeness(&self, reader: &mut Reader<'_>) {
        let given = self.secrets.both().into_iter().find(|given| !given.secrets.is_empty());
        let secret = &self.secrets.present;
        let are_usable = reader.are_usable([URL, &secret.name]);
        match (&self.url, given) {
            (Some(_), _) if secret.secrets.is_empty() && are_usable => {
                let origin = reader.origin(URL).unwrap_or_default();
                let reason =
                    format!("is missing, but `{URL}` is given (from {origin}); give both or neither; {ADVICE}");
                reader.report(Diagnostic::new(&secret.name, reason));
            }
            (None, Some(given)) if are_usable => {
                let (name, origin) = (&given.name, given.origin.as_deref().unwrap_or_default());
                let reason = format!("is missing, but `{name}` is given (from {origin}); give both or neither");
                reader.note(URL, reason);
            }
            _ => {}
        }
    }

    /// Builds the webhook, if there is one; the rules made sure that it has a valid secret.
    pub(in crate::configuration) fn complete(self) -> Result<Option<Webhook>, Diagnostic> {
        let Self { secrets, url } = self;
        let parse = |given: &SecretString| {
            WebhookSecret::parse(given).map_err(|invalid| secrets.present.diagnostic(invalid.to_string()))
        };
        let (Some(url), Some(secret)) = (url, secrets.present.secrets.first()) else { return Ok(None) };
        let secrets_previous = secrets.previous().map(parse).collect::<Result<_, _>>()?;
        Ok(Some(Webhook { url, secret: parse(secret)?, secrets_previous }))
    }
}
