//! What the settings must be to each other, and what production asks beyond.

use domain::{NewPassword, PasswordPolicy};
use event_publishers::WebhookSecret;
use secrecy::{ExposeSecret, SecretString};

use super::{
    secrets::{Given, GivenSecrets},
    sections::Hashing,
    settings::{Bootstrap, Mode, Session},
    values::Values,
    webhook_url::WebhookUrl,
};

/// The fewest bytes of a secret: as many as the digests have that it keys (RFC 7518, section 3.2, for HS256).
pub(super) const LEAST_SECRET_BYTES: usize = 32;
/// What every secret begins with that was generated for development, so that production knows it.
pub(super) const GENERATED_PREFIX: &str = "development-only-";
/// The lowest cost of a password hash in production.
const LEAST_PRODUCTION_COST: u32 = 10;
/// Parts of secrets that were copied from somewhere, in lower case.
const EXAMPLES: [&str; 10] = [
    "change-me",
    "changeme",
    "change_me",
    "change-this",
    "example",
    "secret-secret",
    "secretsecret",
    "your-secret",
    "password",
    "placeholder",
];
/// The fewest different bytes, and different steps from byte to byte, of a secret that chance made. 32 random
/// hexadecimal digits have fewer in one of ten million cases.
const LEAST_VARIETY: usize = 8;

pub(super) fn check_session(values: &mut Values, mode: Mode, session: &Session) {
    if session.lifetime.absolute < session.lifetime.idle {
        values.note("session.absolute_ttl_seconds", "must not be less than `session.idle_ttl_seconds`");
    }
    if mode == Mode::Production && !session.cookie_secure {
        values.note("session.cookie_secure", "must be `true` in production: the cookie would travel in clear");
    }
}

pub(super) fn check_hashing(values: &mut Values, mode: Mode, hashing: Hashing) {
    if mode == Mode::Production && hashing.bcrypt_cost < LEAST_PRODUCTION_COST {
        let reason = format!("must be at least {LEAST_PRODUCTION_COST} in production; it is {}", hashing.bcrypt_cost);
        values.note("security.bcrypt_cost", reason);
    }
}

/// What can't become the password of an account is told now: once the server runs, nobody may be there to see it.
pub(super) fn check_bootstrap(values: &mut Values, policy: PasswordPolicy, bootstrap: &Bootstrap) {
    if let Err(error) = NewPassword::choose(&bootstrap.password, &bootstrap.username, policy) {
        values.note("bootstrap.password_file", format!("the password in it can't be used: {error}"));
    }
}

pub(super) fn check_secrets(values: &mut Values, mode: Mode, given: &GivenSecrets) {
    let GivenSecrets { password_pepper, password_peppers_previous, jwt_secret, jwt_secrets_previous, .. } = given;
    for given in [password_pepper, password_peppers_previous, jwt_secret, jwt_secrets_previous] {
        if given.secrets.iter().any(|secret| secret.expose_secret().len() < LEAST_SECRET_BYTES) {
            let reason = format!("must have at least {LEAST_SECRET_BYTES} bytes; {ADVICE}");
            values.note_from(given.name, given.origin.clone(), reason);
        }
    }
    for webhook in [&given.webhook_secret, &given.webhook_secrets_previous] {
        if let Some(invalid) = webhook.secrets.iter().find_map(|secret| WebhookSecret::parse(secret).err()) {
            values.note_from(webhook.name, webhook.origin.clone(), format!("{invalid}; {ADVICE}"));
        }
    }
    let peppers = [password_pepper, password_peppers_previous];
    let jwt_secrets = [jwt_secret, jwt_secrets_previous];
    check_difference(values, peppers, jwt_secrets);
    for others in [peppers, jwt_secrets] {
        check_difference(values, others, [&given.webhook_secret, &given.webhook_secrets_previous]);
    }
    if mode == Mode::Production {
        check_production_secrets(values, given);
    }
}

/// Who learns one secret learns no other: receivers of webhooks know theirs.
fn check_difference(values: &mut Values, ours: [&Given; 2], others: [&Given; 2]) {
    for given in ours {
        for other in others {
            if given.secrets.iter().any(|secret| holds(other, secret)) {
                let reason = format!("must differ from `{}`; {ADVICE}", given.name);
                values.note_from(other.name, other.origin.clone(), reason);
            }
        }
    }
}

/// A webhook has a URL and a secret, and in production nobody reads it on its way.
pub(super) fn check_webhook(values: &mut Values, mode: Mode, url: Option<&WebhookUrl>, given: &GivenSecrets) {
    let name = "events.webhook_url";
    let secrets = [&given.webhook_secret, &given.webhook_secrets_previous];
    match (url, secrets.into_iter().find(|given| !given.secrets.is_empty())) {
        (Some(_), _) if given.webhook_secret.secrets.is_empty() => {
            let origin = values.origin(name).unwrap_or_default();
            let reason = format!("is missing, but `{name}` is given (from {origin}); give both or neither; {ADVICE}");
            values.note_from(given.webhook_secret.name, None, reason);
        }
        (None, Some(given)) => {
            let origin = given.origin.clone().unwrap_or_default();
            values
                .note(name, format!("is missing, but `{}` is given (from {origin}); give both or neither", given.name));
        }
        _ => {}
    }
    if mode == Mode::Production && url.is_some_and(WebhookUrl::is_in_clear) {
        values.note(name, "must be `https://` in production: events would travel in clear");
    }
}

/// How to make a good secret.
const ADVICE: &str = "`openssl rand -base64 48` makes one";

fn check_production_secrets(values: &mut Values, given: &GivenSecrets) {
    for required in [&given.password_pepper, &given.jwt_secret] {
        if required.secrets.is_empty() {
            let reason = format!("is required in production; set it or `{}_file`; {ADVICE}", required.name);
            values.note_from(required.name, required.origin.clone(), reason);
        }
    }
    // A weak pepper that is on its way out is let be: refusing it would refuse the passwords hashed with it.
    let GivenSecrets { password_pepper, jwt_secret, jwt_secrets_previous, .. } = given;
    let GivenSecrets { webhook_secret, webhook_secrets_previous, .. } = given;
    for given in [password_pepper, jwt_secret, jwt_secrets_previous, webhook_secret, webhook_secrets_previous] {
        if let Some(weakness) = given.secrets.iter().find_map(weakness) {
            values.note_from(given.name, given.origin.clone(), format!("{weakness}; {ADVICE}"));
        }
    }
}

fn holds(given: &Given, secret: &SecretString) -> bool {
    given.secrets.iter().any(|other| other.expose_secret() == secret.expose_secret())
}

/// Why somebody could guess this secret, where that is so.
fn weakness(secret: &SecretString) -> Option<&'static str> {
    let secret = secret.expose_secret();
    let folded = secret.to_lowercase();
    if secret.starts_with(GENERATED_PREFIX) {
        Some("was generated for development and is refused in production")
    } else if EXAMPLES.iter().any(|example| folded.contains(example)) {
        Some("is an example or a placeholder")
    } else if is_regular(secret.as_bytes()) {
        Some("is too regular to be random")
    } else {
        None
    }
}

/// Whether the bytes are few different ones, a sequence, or a shorter text repeated.
fn is_regular(bytes: &[u8]) -> bool {
    let variety = |values: Vec<u8>| {
        let mut values = values;
        values.sort_unstable();
        values.dedup();
        values.len()
    };
    let steps = bytes.iter().zip(bytes.iter().skip(1)).map(|(byte, next)| next.wrapping_sub(*byte)).collect();
    let repeats = (1..=bytes.len() / 2).any(|period| bytes.iter().zip(bytes.iter().skip(period)).all(|(a, b)| a == b));
    variety(bytes.to_vec()) < LEAST_VARIETY || variety(steps) < LEAST_VARIETY || repeats
}
