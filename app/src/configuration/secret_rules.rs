//! Rules for secrets: against each other, and in production.

use event_publishers::WebhookSecret;
use secrecy::{ExposeSecret, SecretString};

use super::{
    mode::Mode,
    reader::Reader,
    secrets::{Given, Rotation},
};

/// The fewest bytes of a secret: the length of the digests that it keys (RFC 7518, section 3.2, for HS256).
pub(super) const LEAST_SECRET_BYTES: usize = 32;
/// The prefix of secrets that were generated for development, by which production refuses them.
pub(super) const GENERATED_PREFIX: &str = "development-only-";
/// Parts of secrets that were copied from an example, in lower case.
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
/// The fewest different bytes, and different steps from byte to byte, of a random secret. 32 random hexadecimal digits
/// have fewer in one of ten million cases.
const LEAST_VARIETY: usize = 8;

/// Advice on generating a secret.
pub(super) const ADVICE: &str = "`openssl rand -base64 48` makes one";

/// Secrets are long and differ from each other; in production, they are hard to guess.
pub(super) fn check(reader: &mut Reader<'_>, mode: Mode, pepper: &Rotation, jwt: &Rotation, webhook: &Rotation) {
    for given in pepper.both().into_iter().chain(jwt.both()) {
        if given.secrets.iter().any(|secret| secret.expose_secret().len() < LEAST_SECRET_BYTES) {
            reader.report(given.diagnostic(format!("must have at least {LEAST_SECRET_BYTES} bytes; {ADVICE}")));
        }
    }
    for given in webhook.both() {
        if let Some(invalid) = given.secrets.iter().find_map(|secret| WebhookSecret::parse(secret).err()) {
            reader.report(given.diagnostic(format!("{invalid}; {ADVICE}")));
        }
    }
    for (ours, others) in [(pepper, jwt), (pepper, webhook), (jwt, webhook)] {
        check_difference(reader, ours, others);
    }
    if mode == Mode::Production {
        check_production(reader, pepper, jwt, webhook);
    }
}

/// A leaked secret must reveal no other: receivers of webhooks know theirs.
fn check_difference(reader: &mut Reader<'_>, ours: &Rotation, others: &Rotation) {
    for given in ours.both() {
        for other in others.both() {
            if given.secrets.iter().any(|secret| holds(other, secret)) {
                reader.report(other.diagnostic(format!("must differ from `{}`; {ADVICE}", given.name)));
            }
        }
    }
}

fn check_production(reader: &mut Reader<'_>, pepper: &Rotation, jwt: &Rotation, webhook: &Rotation) {
    for required in [&pepper.present, &jwt.present] {
        if required.secrets.is_empty() && reader.are_usable([&required.name]) {
            let reason = format!("is required in production; set it or `{}_file`; {ADVICE}", required.name);
            reader.report(required.diagnostic(reason));
        }
    }
    // A weak pepper among the previous ones is accepted: refusing it would refuse the passwords hashed with it.
    for given in [&pepper.present].into_iter().chain(jwt.both()).chain(webhook.both()) {
        if let Some(weakness) = given.secrets.iter().find_map(weakness) {
            reader.report(given.diagnostic(format!("{weakness}; {ADVICE}")));
        }
    }
}

fn holds(given: &Given, secret: &SecretString) -> bool {
    given.secrets.iter().any(|other| other.expose_secret() == secret.expose_secret())
}

/// The weakness of this secret, if any.
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

/// Whether the bytes have little variety: few different ones, a sequence, or a shorter text repeated.
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
