use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result},
};
use sha2::Sha256;
use signature::{Signer, Verifier};

/// All the cryptography that `jsonwebtoken` gets: HS256. For a token with another algorithm there is no code, and
/// neither RSA nor elliptic curves are compiled in.
static HS256_ALONE: CryptoProvider =
    CryptoProvider { signer_factory: signer, verifier_factory: verifier, key_utils: KeyUtils::new_unimplemented() };

/// Installs this module's cryptography in `jsonwebtoken` for the life of the process.
pub(super) fn install() {
    // An error means that another set of keys installed it before.
    let _ = HS256_ALONE.install_default();
}

struct Hs256 {
    keyed: Hmac<Sha256>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the library gives the signature")]
fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    Ok(Box::new(Hs256::new(*algorithm, key.as_bytes())?))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the library gives the signature")]
fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    Ok(Box::new(Hs256::new(*algorithm, key.try_get_as_bytes()?)?))
}

impl Hs256 {
    fn new(algorithm: Algorithm, key: &[u8]) -> Result<Self> {
        if algorithm != Algorithm::HS256 {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        let keyed = Hmac::new_from_slice(key).map_err(|_| ErrorKind::InvalidKeyFormat)?;
        Ok(Self { keyed })
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(self.keyed.clone().chain_update(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        self.keyed.clone().chain_update(message).verify_slice(signature).map_err(signature::Error::from_source)
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use jsonwebtoken::errors::Error;

    use super::*;

    #[test]
    fn signatures_are_hmac_sha256() {
        // RFC 4231, test case 2.
        let hs256 = Hs256::new(Algorithm::HS256, b"Jefe").unwrap();
        let signature = hs256.try_sign(b"what do ya want for nothing?").unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(&signature), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
        assert!(hs256.verify(b"what do ya want for nothing?", &signature).is_ok());
        assert!(hs256.verify(b"what do you want for nothing?", &signature).is_err());
    }

    #[test]
    fn there_is_no_other_algorithm() {
        for algorithm in
            [Algorithm::HS384, Algorithm::HS512, Algorithm::RS256, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA]
        {
            let refusal = Hs256::new(algorithm, b"a key").err().map(Error::into_kind);
            assert_eq!(refusal, Some(ErrorKind::InvalidAlgorithm), "{algorithm:?}");
        }
    }
}
