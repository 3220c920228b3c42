use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use regex::Regex;
use serde_json::Value;
use sha2::{Sha256, Sha384, Sha512};

/// Whether `text` matches the pattern, wholly if that is anchored.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).unwrap().is_match(text)
}

pub(crate) fn is_uuid7(value: &Value) -> bool {
    let pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
    value.as_str().is_some_and(|text| matches(pattern, text))
}

/// RFC 3339 in UTC, with three fraction digits and `Z`.
pub(crate) fn is_time(value: &Value) -> bool {
    let pattern = r"^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$";
    value.as_str().is_some_and(|text| matches(pattern, text))
}

/// A session token, taken apart for inspection and forgery.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) header: String,
    pub(crate) payload: String,
    pub(crate) signature: String,
}

impl Token {
    /// The token in a cookie `name=value`.
    pub(crate) fn of_cookie(cookie: &str) -> Self {
        let token = cookie.split_once('=').unwrap().1;
        let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
            panic!("three parts: {token}")
        };
        let decoded = |part: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        Self { header: decoded(header), payload: decoded(payload), signature: signature.to_owned() }
    }

    pub(crate) fn claims(&self) -> Value {
        serde_json::from_str(&self.payload).unwrap()
    }

    /// The same token with other claims, in the order in which the product writes them.
    pub(crate) fn with_claim(&self, name: &str, value: &Value) -> Self {
        let mut claims = self.claims();
        claims[name] = value.clone();
        let [sid, sub, iat, exp] = ["sid", "sub", "iat", "exp"].map(|claim| claims[claim].to_string());
        Self { payload: format!(r#"{{"sid":{sid},"sub":{sub},"iat":{iat},"exp":{exp}}}"#), ..self.clone() }
    }

    /// The cookie of this header and payload, correctly signed with `key`.
    pub(crate) fn signed(&self, key: &str) -> String {
        let message = self.message();
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap().chain_update(&message);
        with_signature(&message, &mac.finalize().into_bytes())
    }

    pub(crate) fn signed_with_sha384(&self, key: &str) -> String {
        let message = self.message();
        let mac = Hmac::<Sha384>::new_from_slice(key.as_bytes()).unwrap().chain_update(&message);
        with_signature(&message, &mac.finalize().into_bytes())
    }

    pub(crate) fn signed_with_sha512(&self, key: &str) -> String {
        let message = self.message();
        let mac = Hmac::<Sha512>::new_from_slice(key.as_bytes()).unwrap().chain_update(&message);
        with_signature(&message, &mac.finalize().into_bytes())
    }

    /// The cookie with this text as the signature.
    pub(crate) fn with_signature(&self, signature: &str) -> String {
        format!("access_token={}.{signature}", self.message())
    }

    fn message(&self) -> String {
        format!("{}.{}", URL_SAFE_NO_PAD.encode(&self.header), URL_SAFE_NO_PAD.encode(&self.payload))
    }
}

fn with_signature(message: &str, signature: &[u8]) -> String {
    format!("access_token={message}.{}", URL_SAFE_NO_PAD.encode(signature))
}
