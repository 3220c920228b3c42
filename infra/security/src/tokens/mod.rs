mod hs256;

use std::process::abort;

use application::{MintedSecret, SessionClaims, SessionTokens};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{SecretHash, Timestamp, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shaku::Component;
use uuid::Uuid;

/// The only header of our tokens, `{"typ":"JWT","alg":"HS256"}`, and the dot after it.
const HEADER: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.";
/// More than the length of any of our tokens: a longer text is refused before anything is computed.
const MAX_LENGTH: usize = 512;
/// The random bytes of a session's secret.
const SECRET_LENGTH: usize = 32;

/// [`SessionTokens`] as JSON Web Tokens (RFC 7519), signed with HS256.
#[derive(Component)]
#[shaku(interface = SessionTokens)]
pub(crate) struct JwtSessionTokens {
    keys: Keys,
}

/// The keys that sign and verify tokens.
pub(crate) struct Keys {
    present: Key,
    previous: Vec<Key>,
}

struct Key {
    signing: EncodingKey,
    checking: DecodingKey,
    validation: Validation,
}

/// The claims of a token as written: these four in this order, the times in whole seconds since 1970.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireClaims {
    sid: String,
    sub: String,
    iat: i64,
    exp: i64,
}

impl Keys {
    pub(crate) fn new(present: &SecretString, previous: &[SecretString]) -> Self {
        hs256::install();
        Self { present: Key::new(present), previous: previous.iter().map(Key::new).collect() }
    }
}

impl Key {
    fn new(secret: &SecretString) -> Self {
        let bytes = secret.expose_secret().as_bytes();
        // The caller checks the times; the library would do so by its own clock and with a minute's leeway.
        let mut validation = Validation::new(Algorithm::HS256);
        validation.validate_exp = false;
        validation.required_spec_claims.clear();
        Self { signing: EncodingKey::from_secret(bytes), checking: DecodingKey::from_secret(bytes), validation }
    }

    fn sign(&self, claims: &SessionClaims) -> SecretString {
        let claims = WireClaims::of(claims);
        // Two texts and two integers always become JSON, and an HMAC takes any key. An empty token would authenticate
        // nothing.
        encode(&Header::new(Algorithm::HS256), &claims, &self.signing).unwrap_or_default().into()
    }

    /// The claims of a token that is, byte for byte, what this key signs for them. So every other form that JSON,
    /// base64 or the library would accept (an array, white space, another order, `1e9`) is refused.
    fn read(&self, token: &str) -> Option<SessionClaims> {
        let (payload, _) = token.strip_prefix(HEADER)?.split_once('.')?;
        let decoded = decode::<WireClaims>(token, &self.checking, &self.validation).ok()?;
        let claims = decoded.claims.into_session_claims()?;
        // The header is ours, and the library read the signature as base64, which has one form. So the payload is left.
        let written = serde_json::to_vec(&WireClaims::of(&claims)).ok()?;
        (URL_SAFE_NO_PAD.encode(written) == payload).then_some(claims)
    }
}

impl WireClaims {
    fn of(claims: &SessionClaims) -> Self {
        Self {
            sid: claims.secret.expose_secret().to_owned(),
            sub: claims.user_id.to_string(),
            iat: claims.issued_at.unix_seconds(),
            exp: claims.expires_at.unix_seconds(),
        }
    }

    fn into_session_claims(self) -> Option<SessionClaims> {
        let moment = |seconds: i64| Timestamp::from_unix_millis(seconds.checked_mul(1_000)?).ok();
        let is_secret = URL_SAFE_NO_PAD.decode(&self.sid).is_ok_and(|bytes| bytes.len() == SECRET_LENGTH);
        let claims = SessionClaims {
            user_id: UserId::new(Uuid::try_parse(&self.sub).ok()?),
            issued_at: moment(self.iat)?,
            expires_at: moment(self.exp)?,
            secret: self.sid.into(),
        };
        (is_secret && claims.issued_at < claims.expires_at).then_some(claims)
    }
}

impl SessionTokens for JwtSessionTokens {
    fn mint(&self) -> MintedSecret {
        let mut bytes = [0; SECRET_LENGTH];
        if getrandom::fill(&mut bytes).is_err() {
            // Without random bytes there are no secrets, and the process can't continue.
            abort();
        }
        let secret = SecretString::from(URL_SAFE_NO_PAD.encode(bytes));
        let hash = self.hash(&secret);
        MintedSecret { secret, hash }
    }

    fn sign(&self, claims: &SessionClaims) -> SecretString {
        self.keys.present.sign(claims)
    }

    fn read(&self, token: &str) -> Option<SessionClaims> {
        if token.len() > MAX_LENGTH {
            return None;
        }
        std::iter::once(&self.keys.present).chain(&self.keys.previous).find_map(|key| key.read(token))
    }

    fn hash(&self, secret: &SecretString) -> SecretHash {
        // The secret is random and long: a fast hash can't be undone by guessing.
        SecretHash::new(Sha256::digest(secret.expose_secret()).into())
    }
}
