//! Rules for secrets: by themselves, against each other, and in production.

use secrecy::{ExposeSecret, SecretString};

use super::{
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

/// Secrets are long.
pub(super) fn check_length(reader: &mut Reader<'_>, rotation: &Rotation) {
    for given in rotation.both() {
        if given.secrets.iter().any(|secret| secret.expose_secret().len() < LEAST_SECRET_BYTES) {
            reader.report(given.diagnostic(format!("must have at least {LEAST_SECRET_BYTES} bytes; {ADVICE}")));
        }
    }
}

/// A leaked secret must reveal no other. Receivers of webhooks know theirs.
pub(super) fn check_differences(reader: &mut Reader<'_>, rotations: &[&Rotation]) {
    for (at, ours) in rotations.iter().enumerate() {
        for others in rotations.iter().skip(at + 1) {
            check_difference(reader, ours, others);
        }
    }
}

fn check_difference(reader: &mut Reader<'_>, ours: &Rotation, others: &Rotation) {
    for given in ours.both() {
        for other in others.both() {
            if given.secrets.iter().any(|secret| holds(other, secret)) {
                reader.report(other.diagnostic(format!("must differ from `{}`; {ADVICE}", given.name)));
            }
        }
    }
}

/// Production generates none.
pub(super) fn require(reader: &mut Reader<'_>, required: &Given) {
    if required.secrets.is_empty() && reader.are_usable([&required.name]) {
        let reason = format!("is required in production; set it or `{}_file`; {ADVICE}", required.name);
        reader.report(required.diagnostic(reason));
    }
}

/// In production, secrets are hard to guess.
pub(super) fn check_strength<'g>(reader: &mut Reader<'_>, all: impl IntoIterator<Item = &'g Given>) {
    for given in all {
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
