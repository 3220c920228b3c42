use base64::{Engine, engine::general_purpose::STANDARD};
use domain::Password;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha384;

/// A secret that is not in the database: an attacker with stolen hashes but without it can't begin to guess.
pub(crate) struct Pepper {
    secret: SecretString,
    fingerprint: String,
}

/// The input of bcrypt in place of the password: always 64 characters of base64. bcrypt reads 72 bytes, and starts over
/// at a NUL, so neither limit applies, and every byte of the password counts.
pub(crate) type Peppered = SecretString;

impl Pepper {
    /// The length of a fingerprint, in characters.
    pub(crate) const FINGERPRINT_LENGTH: usize = 8;

    pub(crate) fn new(secret: SecretString) -> Self {
        let [a, b, c, d, ..] = hmac_sha384(&secret, b"pepper id");
        let fingerprint = format!("{:08x}", u32::from_be_bytes([a, b, c, d]));
        Self { secret, fingerprint }
    }

    /// Identifies this pepper in the hashes made with it, without revealing it.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Mixes this pepper into a password.
    pub(crate) fn apply_pepper(&self, password: &Password) -> Peppered {
        STANDARD.encode(hmac_sha384(&self.secret, password.expose_secret().as_bytes())).into()
    }
}

fn hmac_sha384(key: &SecretString, message: &[u8]) -> [u8; 48] {
    // An HMAC takes a key of any length; should that ever change, this fails rather than hash without the key.
    let Ok(mac) = Hmac::<Sha384>::new_from_slice(key.expose_secret().as_bytes()) else { std::process::abort() };
    mac.chain_update(message).finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pepper(secret: &str) -> Pepper {
        Pepper::new(secret.into())
    }

    #[test]
    fn a_peppered_password_fits_bcrypt_whatever_the_password() {
        for text in ["", "P", "P\0P", &"x".repeat(100_000)] {
            let peppered = pepper("a pepper").apply_pepper(&Password::typed(&text.into()));
            assert_eq!(peppered.expose_secret().len(), 64, "{} bytes", text.len());
            assert!(peppered.expose_secret().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte)));
        }
    }

    #[test]
    fn it_is_the_base64_of_hmac_sha384() {
        // RFC 4231, test case 2.
        let peppered = pepper("Jefe").apply_pepper(&Password::typed(&"what do ya want for nothing?".into()));
        assert_eq!(peppered.expose_secret(), "r0XS43ZIQDFhf3jStYprG5x+9GT1oBtH5C7Dc2MiRF6OIkDKXmnix4syOez6shZJ");
    }

    #[test]
    fn a_fingerprint_distinguishes_peppers_and_is_stable() {
        assert_eq!(pepper("one pepper").fingerprint(), pepper("one pepper").fingerprint());
        assert_ne!(pepper("one pepper").fingerprint(), pepper("another pepper").fingerprint());
        assert_eq!(pepper("one pepper").fingerprint().len(), Pepper::FINGERPRINT_LENGTH);
    }
}
