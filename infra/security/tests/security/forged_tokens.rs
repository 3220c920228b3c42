use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sha2::{Sha256, Sha384};

use crate::support::{HEADER, KEY, SECRET, USER, build, claims, payload, tokens};

/// Signs any texts as header and payload, correctly: only an owner of the key can do that.
pub(crate) fn forge(header: &str, payload: &str, key: &str) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap().chain_update(&message);
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// The valid payload with one claim changed, added or left out, and each claim at its position.
fn with(claim: &str, value: impl Into<Option<Value>>) -> String {
    let mut claims = vec![
        ("sid", json!(SECRET)),
        ("sub", json!(USER.to_string())),
        ("iat", json!(1_795_241_548)),
        ("exp", json!(1_795_243_348)),
    ];
    let position = claims.iter().position(|(name, _)| *name == claim);
    match (position, value.into()) {
        (Some(position), Some(value)) => claims[position].1 = value,
        (Some(position), None) => drop(claims.remove(position)),
        (None, value) => claims.push((claim, value.unwrap())),
    }
    let claims: Vec<String> = claims.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", claims.join(","))
}

#[test]
fn no_changed_character_passes() {
    let tokens = tokens(&*build(|_| ()));
    let token = tokens.sign(&claims()).expose_secret().to_owned();
    for position in 0..token.len() {
        for other in "ABQZagwz0189-_.=+/ \0".chars().filter(|other| !token[position..].starts_with(*other)) {
            let mut changed = token.clone();
            changed.replace_range(position..=position, &other.to_string());
            assert!(tokens.read(&changed).is_none(), "{other:?} at {position}");
        }
    }
}

#[test]
fn no_other_spelling_of_the_unused_bits_passes() {
    let tokens = tokens(&*build(|_| ()));
    let token = tokens.sign(&claims()).expose_secret().to_owned();
    // 43 characters hold 258 bits: the last two of a signature carry nothing, and only one spelling is ours.
    let (kept, last) = token.split_at(token.len() - 1);
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let accepted: Vec<char> =
        alphabet.chars().filter(|other| tokens.read(&format!("{kept}{other}")).is_some()).collect();
    assert_eq!(accepted, last.chars().collect::<Vec<_>>());
}

#[test]
fn no_cut_lengthened_or_padded_token_passes() {
    let tokens = tokens(&*build(|_| ()));
    let token = tokens.sign(&claims()).expose_secret().to_owned();
    for length in 0..token.len() {
        assert!(tokens.read(&token[..length]).is_none(), "cut to {length}");
    }
    for odd in [
        format!("{token}="),
        format!("{token}."),
        format!("{token}.{token}"),
        format!(".{token}"),
        format!(" {token}"),
        format!("{token}\n"),
        token.replace('.', ".."),
        token.to_lowercase(),
        "é".repeat(300),
        "A".repeat(8_192),
    ] {
        assert!(tokens.read(&odd).is_none(), "{odd:?}");
    }
}

#[test]
fn no_other_header_passes_though_the_signature_is_right() {
    let tokens = tokens(&*build(|_| ()));
    for header in [
        r#"{"typ":"JWT","alg":"none"}"#,
        r#"{"alg":"none"}"#,
        r#"{"typ":"JWT","alg":"HS384"}"#,
        r#"{"typ":"JWT","alg":"HS512"}"#,
        r#"{"typ":"JWT","alg":"RS256"}"#,
        r#"{"typ":"JWT","alg":"ES256"}"#,
        r#"{"typ":"JWT","alg":"hs256"}"#,
        r#"{"alg":"HS256","typ":"JWT"}"#,
        r#"{"alg":"HS256"}"#,
        r#"{"typ":"jwt","alg":"HS256"}"#,
        r#"{"typ":"at+jwt","alg":"HS256"}"#,
        r#"{"typ":"JWT","alg":"HS256","kid":"1"}"#,
        r#"{"typ":"JWT","alg":"HS256","crit":["exp"]}"#,
        r#"{"typ":"JWT", "alg":"HS256"}"#,
        "[]",
        "",
    ] {
        assert!(tokens.read(&forge(header, &payload(), KEY)).is_none(), "{header}");
    }
}

#[test]
fn no_token_without_a_signature_or_under_another_algorithm_passes() {
    let tokens = tokens(&*build(|_| ()));
    let message = |header: &str| format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload()));
    assert!(tokens.read(&format!("{}.", message(r#"{"typ":"JWT","alg":"none"}"#))).is_none());
    assert!(tokens.read(&format!("{}.", message(HEADER))).is_none());
    assert!(tokens.read(&message(HEADER)).is_none());

    for header in [HEADER, r#"{"typ":"JWT","alg":"HS384"}"#] {
        let message = message(header);
        let mac = Hmac::<Sha384>::new_from_slice(KEY.as_bytes()).unwrap().chain_update(&message);
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        assert!(tokens.read(&format!("{message}.{signature}")).is_none(), "{header}");
    }
}

#[test]
fn no_other_claims_pass_though_the_signature_is_right() {
    let tokens = tokens(&*build(|_| ()));
    let good = payload();
    assert!(tokens.read(&forge(HEADER, &good, KEY)).is_some());
    assert_eq!(with("exp", json!(1_795_243_348)), good);
    let payloads = [
        with("sid", None),
        with("sub", None),
        with("iat", None),
        with("exp", None),
        with("role", json!("admin")),
        with("nbf", json!(0)),
        with("aud", json!("x")),
        with("sid", json!("")),
        with("sid", json!(USER.to_string())),
        with("sid", json!("A".repeat(42))),
        with("sid", json!("A".repeat(44))),
        // The same 32 bytes in another spelling of the unused bits, and in the alphabet of plain base64.
        with("sid", json!(format!("{}9", &SECRET[..42]))),
        with("sid", json!(format!("{}+", &SECRET[..42]))),
        with("sid", json!(7)),
        with("sid", json!(null)),
        with("sub", json!("root")),
        with("sub", json!(USER.simple().to_string())),
        with("sub", json!(USER.to_string().to_uppercase())),
        with("sub", json!(null)),
        with("iat", json!("1795241548")),
        with("iat", json!(1_795_241_548.5)),
        with("iat", json!(-1)),
        with("exp", json!("1795243348")),
        with("exp", json!(1_795_243_348.0)),
        with("exp", json!(1_795_241_548)),
        with("exp", json!(0)),
        with("exp", json!(-1)),
        with("exp", json!(i64::MAX)),
        with("exp", json!(u64::MAX)),
        with("exp", json!(253_402_300_800_i64)),
        with("exp", json!(null)),
        with("exp", json!([1_795_243_348])),
        format!(r#"["{SECRET}","{USER}",1795241548,1795243348]"#),
        good.replace("\"iat\"", "\"exp\":1795249999,\"iat\""),
        good.replace("1795243348", "1795243348e0"),
        good.replace(':', ": "),
        format!("{good} "),
        format!("{good}{good}"),
        format!("\u{feff}{good}"),
        good.replace("\"sid\"", "\"\\u0073id\""),
        format!(r#"{{"sub":"{USER}","sid":"{SECRET}","iat":1795241548,"exp":1795243348}}"#),
        "null".to_owned(),
        "{}".to_owned(),
        "[".repeat(200),
        String::new(),
    ];
    for payload in payloads {
        assert!(tokens.read(&forge(HEADER, &payload, KEY)).is_none(), "{payload}");
    }
}

#[test]
fn a_token_signed_with_an_empty_key_is_refused() {
    let tokens = tokens(&*build(|_| ()));
    assert!(tokens.read(&forge(HEADER, &payload(), "")).is_none());
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic_or_passes(text in "\\PC*", payload in "\\PC*") {
        let tokens = tokens(&*build(|_| ()));
        prop_assert!(tokens.read(&text).is_none());
        prop_assert!(tokens.read(&forge(HEADER, &payload, KEY)).is_none());
    }
}
