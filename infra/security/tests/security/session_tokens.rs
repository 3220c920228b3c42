use std::{collections::HashSet, time::Duration};

use application::SessionClaims;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Timestamp, UserId};
use proptest::prelude::*;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::{
    forged_tokens::forge,
    support::{HEADER, KEY, OLD_KEY, SECRET, USER, build, claims, payload, secrets, tokens},
};

fn summary(claims: &SessionClaims) -> (String, UserId, i64, i64) {
    let secret = claims.secret.expose_secret().to_owned();
    (secret, claims.user_id, claims.issued_at.unix_millis(), claims.expires_at.unix_millis())
}

#[test]
fn a_signed_token_is_read_back_in_whole_seconds() {
    let tokens = tokens(&*build(|_| ()));
    let token = tokens.sign(&claims());
    let read = tokens.read(token.expose_secret()).unwrap();
    assert_eq!(summary(&read), (SECRET.to_owned(), UserId::new(USER), 1_795_241_548_000, 1_795_243_348_000));
}

#[test]
fn a_token_is_a_json_web_token_with_four_claims_and_no_more() {
    let token = tokens(&*build(|_| ())).sign(&claims());
    assert_eq!(token.expose_secret(), forge(HEADER, &payload(), KEY));
}

#[test]
fn secrets_are_256_random_bits_and_never_the_same() {
    let tokens = tokens(&*build(|_| ()));
    let minted: HashSet<Vec<u8>> =
        (0..500).map(|_| URL_SAFE_NO_PAD.decode(tokens.mint().secret.expose_secret()).unwrap()).collect();
    assert_eq!(minted.len(), 500);
    assert!(minted.iter().all(|secret| secret.len() == 32));
    // No position is the same in all of them, as the version digit of a UUID would be.
    for position in 0..32 {
        assert!(minted.iter().map(|secret| secret[position]).collect::<HashSet<_>>().len() > 100, "byte {position}");
    }
}

#[test]
fn a_store_keeps_the_sha256_of_a_secret() {
    let tokens = tokens(&*build(|_| ()));
    let minted = tokens.mint();
    assert_eq!(minted.hash, tokens.hash(&minted.secret));
    let digest = URL_SAFE_NO_PAD.encode(tokens.hash(&"abc".into()).as_bytes());
    assert_eq!(digest, "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
}

#[test]
fn a_minted_secret_travels_in_a_token() {
    let tokens = tokens(&*build(|_| ()));
    let minted = tokens.mint();
    let token = tokens.sign(&SessionClaims { secret: minted.secret.clone(), ..claims() });
    assert_eq!(tokens.hash(&tokens.read(token.expose_secret()).unwrap().secret), minted.hash);
}

#[test]
fn a_token_long_past_its_expiry_is_read_for_the_caller_to_validate() {
    let tokens = tokens(&*build(|_| ()));
    let issued_at = Timestamp::from_unix_millis(0).unwrap();
    let past = SessionClaims { issued_at, expires_at: issued_at.after(Duration::from_secs(1)), ..claims() };
    let read = tokens.read(tokens.sign(&past).expose_secret()).unwrap();
    assert_eq!(read.expires_at.unix_millis(), 1_000);
}

#[test]
fn keys_are_rotated_with_overlap() {
    let before = tokens(&*build(|settings| settings.jwt_secret = OLD_KEY.into()));
    let during = tokens(&*build(|settings| settings.jwt_secrets_previous = secrets(&[OLD_KEY])));
    let after = tokens(&*build(|_| ()));

    let old = before.sign(&claims());
    assert_eq!(summary(&during.read(old.expose_secret()).unwrap()).0, SECRET);
    assert!(after.read(old.expose_secret()).is_none());

    let new = during.sign(&claims());
    assert_eq!(summary(&after.read(new.expose_secret()).unwrap()).0, SECRET);
    assert!(before.read(new.expose_secret()).is_none());
}

proptest! {
    #[test]
    fn any_claims_of_a_session_are_read_back(user in any::<u128>(), issued in 0..253_402_300_798_i64, seconds in 1..100_000_u64) {
        let tokens = tokens(&*build(|_| ()));
        let issued_at = Timestamp::from_unix_millis(issued * 1_000).unwrap();
        let user_id = UserId::new(Uuid::from_u128(user));
        let signed = SessionClaims {
            secret: tokens.mint().secret,
            user_id,
            issued_at,
            expires_at: issued_at.after(Duration::from_secs(seconds)),
        };
        let read = tokens.read(tokens.sign(&signed).expose_secret()).unwrap();
        prop_assert_eq!(summary(&read).0, summary(&signed).0);
        prop_assert_eq!((read.user_id, read.issued_at), (user_id, issued_at));
        prop_assert_eq!(read.expires_at.unix_seconds(), signed.expires_at.unix_seconds());
    }
}
