use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::moment::Millis;

/// The header of all the product's tokens, `{"typ":"JWT","alg":"HS256"}`.
const HEADER: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9";
/// The list of products, as page tokens name it.
const PRODUCTS: &[u8] = b"0:8:products";
/// The bytes of a page token that authenticate it.
const TAG_LENGTH: usize = 16;

/// The keys of session cookies and page tokens, derived once.
pub(crate) struct Keys {
    sessions: Hmac<Sha256>,
    pages: Hmac<Sha256>,
}

/// The claims of a session cookie.
#[derive(Deserialize)]
pub(crate) struct Claims {
    sid: String,
    pub(crate) sub: Uuid,
    pub(crate) iat: i64,
    pub(crate) exp: i64,
}

/// The product that a page continues after.
#[derive(Clone, Copy)]
pub(crate) struct Position {
    pub(crate) created_at: Millis,
    pub(crate) id: Uuid,
}

impl Keys {
    pub(crate) fn new(secret: &[u8]) -> Self {
        let pages = with_parts(keyed(secret), &[b"page tokens"]).finalize().into_bytes();
        Self { sessions: keyed(secret), pages: keyed(&pages) }
    }

    /// The claims of a token that this key signed.
    pub(crate) fn claims(&self, token: &str) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.sessions.clone().chain_update(signed).verify_slice(&signature).ok()?;
        (header == HEADER).then_some(())?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }

    /// The token of the page behind `position`.
    pub(crate) fn page_token(&self, position: Position) -> String {
        let key = format!("{}.{}", position.created_at, position.id);
        let tag = with_parts(self.pages.clone(), &[PRODUCTS, key.as_bytes()]).finalize().into_bytes();
        let mut bytes: Vec<u8> = tag.into_iter().take(TAG_LENGTH).collect();
        bytes.extend_from_slice(key.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position in a token.
    pub(crate) fn position(&self, token: &str) -> Option<Position> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (tag, key) = bytes.split_at_checked(TAG_LENGTH)?;
        with_parts(self.pages.clone(), &[PRODUCTS, key]).verify_truncated_left(tag).ok()?;
        let (created_at, id) = str::from_utf8(key).ok()?.split_once('.')?;
        Some(Position { created_at: created_at.parse().ok()?, id: id.parse().ok()? })
    }
}

impl Claims {
    /// The hash of a session's secret, as stored.
    pub(crate) fn secret_hash(&self) -> [u8; 32] {
        Sha256::digest(&self.sid).into()
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    Hmac::new_from_slice(key).expect("a key of any length")
}

fn with_parts(mut mac: Hmac<Sha256>, parts: &[&[u8]]) -> Hmac<Sha256> {
    for part in parts {
        mac.update(&part.len().to_be_bytes());
        mac.update(part);
    }
    mac
}
