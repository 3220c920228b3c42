use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::Sha256;
use thiserror::Error;

/// The prefix of secrets that libraries of Standard Webhooks generate.
const PREFIX: &str = "whsec_";

/// The secret that signs a webhook, and that its receiver has too.
#[derive(Clone, Debug)]
pub struct WebhookSecret(SecretSlice<u8>);

/// Why a text is not a valid secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidWebhookSecret {
    /// It has the prefix for base64, and is not base64.
    #[error("must have base64 behind `whsec_`")]
    NotBase64,
    /// It is so short that it could be guessed.
    #[error("must have at least {} bytes", WebhookSecret::LEAST_BYTES)]
    TooShort,
}

impl WebhookSecret {
    /// The fewest bytes of a secret: the length of the digest (RFC 2104, section 3).
    pub const LEAST_BYTES: usize = 32;

    /// Parses a secret: the bytes after `whsec_` in base64, the form of the libraries of Standard Webhooks, or else the
    /// text itself.
    ///
    /// # Errors
    /// [`InvalidWebhookSecret`].
    pub fn parse(text: &SecretString) -> Result<Self, InvalidWebhookSecret> {
        let text = text.expose_secret();
        let bytes = match text.strip_prefix(PREFIX) {
            Some(encoded) => STANDARD.decode(encoded).map_err(|_| InvalidWebhookSecret::NotBase64)?,
            None => text.as_bytes().to_vec(),
        };
        if bytes.len() < Self::LEAST_BYTES { Err(InvalidWebhookSecret::TooShort) } else { Ok(Self(bytes.into())) }
    }

    /// The signature of a delivery.
    fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        // An HMAC takes a key of any length; an empty signature would authenticate nothing.
        let mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret());
        let signed = mac.map(|mac| mac.chain_update(format!("{id}.{timestamp}.{body}")).finalize().into_bytes());
        format!("v1,{}", signed.map(|bytes| STANDARD.encode(bytes)).unwrap_or_default())
    }
}

/// The signatures of a delivery, one for each secret, separated by spaces: while secrets are rotated, the receiver
/// finds the one whose secret it has.
pub(crate) fn signatures(secrets: &[WebhookSecret], id: &str, timestamp: i64, body: &str) -> String {
    secrets.iter().map(|secret| secret.sign(id, timestamp, body)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Result<WebhookSecret, InvalidWebhookSecret> {
        WebhookSecret::parse(&text.into())
    }

    #[test]
    fn a_secret_is_the_text_itself_or_base64_behind_its_prefix() {
        let plain = secret("0123456789abcdef0123456789abcdef").unwrap();
        let encoded = secret(&format!("whsec_{}", STANDARD.encode("0123456789abcdef0123456789abcdef"))).unwrap();
        assert_eq!(plain.0.expose_secret(), b"0123456789abcdef0123456789abcdef");
        assert_eq!(encoded.0.expose_secret(), plain.0.expose_secret());
    }

    #[test]
    fn short_and_malformed_secrets_are_refused() {
        let short = [&"x".repeat(31), "", "whsec_", &format!("whsec_{}", STANDARD.encode([7; 31]))];
        for text in short {
            assert_eq!(secret(text).err(), Some(InvalidWebhookSecret::TooShort), "{text}");
        }
        for text in ["whsec_not base64, but long enough to be a secret", "whsec_AAAA=AAAA"] {
            assert_eq!(secret(text).err(), Some(InvalidWebhookSecret::NotBase64), "{text}");
        }
    }

    #[test]
    fn signatures_are_those_of_the_specification() {
        // The first key is from the tests of the libraries of Standard Webhooks; the other signature was
        // made with `openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef -binary | base64`.
        let one = WebhookSecret(STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap().into());
        let other = secret("0123456789abcdef0123456789abcdef").unwrap();
        let signed = signatures(&[one, other], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");
        let expected =
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,hK4CWvngkaAwjY1pABLuUbOIkEJjW9tAapq1no4ojG0=";
        assert_eq!(signed, expected);
    }

    #[test]
    fn a_secret_is_not_shown() {
        let secret = secret("canary-canary-canary-canary-canary").unwrap();
        assert!(!format!("{secret:?}{secret:#?}").contains("canary"), "{secret:?}");
        assert!(!format!("{secret:?}").contains("99"), "not as bytes either: {secret:?}");
    }
}
