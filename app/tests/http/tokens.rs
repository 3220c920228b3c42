use serde_json::json;

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{JWT_SECRET, Started, Token},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_token_with_one_character_changed_is_refused),
        case(a_token_without_our_signature_is_refused),
        case(a_token_with_other_parts_is_refused),
        case(a_signed_token_with_other_claims_is_refused),
        case(a_signed_token_of_no_session_is_refused),
        case(a_token_of_a_session_that_ended_is_refused),
    ]
}

/// The token of a signed-in user.
fn token(started: &Started) -> Token {
    let user = started.user("ada.lovelace");
    let token = Token::of_cookie(user.cookie.as_deref().unwrap());
    assert_eq!(Some(token.signed(JWT_SECRET)), user.cookie, "what is forged below is forged by the rules");
    token
}

#[track_caller]
fn assert_refused(started: &Started, cookie: &str) {
    let answer = started.anonymous().with_cookie(cookie).me();
    assert_eq!(answer.status, 401, "{cookie}");
    answer.assert_problem(401, "unauthenticated");
}

fn a_token_with_one_character_changed_is_refused(store: &TestStore) {
    let started = store.start();
    let cookie = token(&started).signed(JWT_SECRET);
    for index in "access_token=".len()..cookie.len() {
        let other = if &cookie[index..=index] == "A" { "B" } else { "A" };
        let mut changed = cookie.clone();
        changed.replace_range(index..=index, other);
        assert_refused(&started, &changed);
    }
    // The last character holds two unused bits: every other spelling is refused, too.
    let (kept, last) = cookie.split_at(cookie.len() - 1);
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars() {
        if !last.starts_with(other) {
            assert_refused(&started, &format!("{kept}{other}"));
        }
    }
    started.anonymous().with_cookie(cookie).me().assert_status(200);
}

fn a_token_without_our_signature_is_refused(store: &TestStore) {
    let started = store.start();
    let token = token(&started);
    let headed = |header: &str| Token { header: header.to_owned(), ..token.clone() };
    for algorithm in ["none", "None", "NONE", "nOnE", ""] {
        let unsigned = headed(&format!(r#"{{"typ":"JWT","alg":"{algorithm}"}}"#));
        assert_refused(&started, &unsigned.with_signature(""));
        assert_refused(&started, unsigned.with_signature("").trim_end_matches('.'));
        assert_refused(&started, &unsigned.with_signature(&token.signature));
        assert_refused(&started, &unsigned.signed(JWT_SECRET));
    }
    assert_refused(&started, &token.with_signature(""));
    for key in ["", "secret", "another key that has more than 32 bytes", &JWT_SECRET[1..]] {
        assert_refused(&started, &token.signed(key));
    }
    assert_refused(&started, &headed(r#"{"typ":"JWT","alg":"HS384"}"#).signed_with_sha384(JWT_SECRET));
    assert_refused(&started, &headed(r#"{"typ":"JWT","alg":"HS512"}"#).signed_with_sha512(JWT_SECRET));
    assert_refused(&started, &token.signed_with_sha512(JWT_SECRET));
}

fn a_token_with_other_parts_is_refused(store: &TestStore) {
    let started = store.start();
    let token = token(&started);
    let cookie = token.signed(JWT_SECRET);
    for cookie in [
        format!("{cookie}."),
        format!("{cookie}.e30"),
        format!("{cookie}="),
        cookie.replacen('.', "..", 1),
        cookie.replace("access_token=", "access_token=e30."),
        cookie.rsplit_once('.').unwrap().0.to_owned(),
    ] {
        assert_refused(&started, &cookie);
    }
    for header in [
        r#"{"typ":"JWT","alg":"HS256","kid":"1"}"#,
        r#"{"typ":"JWT","alg":"HS256","kid":"../../dev/null"}"#,
        r#"{"typ":"JWT","alg":"HS256","jku":"https://evil.example"}"#,
        r#"{"typ":"JWT","alg":"HS256","crit":["exp"]}"#,
        r#"{"typ":"at+jwt","alg":"HS256"}"#,
        r#"{"typ":7,"alg":"HS256"}"#,
        r#"{"alg":"HS256"}"#,
        "{}",
        "",
    ] {
        assert_refused(&started, &Token { header: header.to_owned(), ..token.clone() }.signed(JWT_SECRET));
    }
}

fn a_signed_token_with_other_claims_is_refused(store: &TestStore) {
    let started = store.start();
    let token = token(&started);
    let claims = token.claims();
    let (issued, expires) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
    for (name, value) in [
        ("exp", json!(expires + 1)),
        ("exp", json!(expires + 1_000_000)),
        ("exp", json!(i64::MAX)),
        ("exp", json!(u64::MAX)),
        ("exp", json!(issued)),
        ("exp", json!(0)),
        ("exp", json!(-1)),
        ("exp", json!(1e300)),
        ("exp", json!(expires.to_string())),
        ("exp", json!(null)),
        ("iat", json!(expires + 1)),
        ("iat", json!(issued - 100_000)),
        ("iat", json!(-1)),
        ("iat", json!(null)),
        ("sub", json!("0199b1a4-7c00-7000-8000-000000000001")),
        ("sub", json!("root.admin")),
        ("sub", json!(null)),
        ("sid", json!("")),
        ("sid", json!("' OR 1=1 --")),
        ("sid", json!("x".repeat(4_000))),
        ("sid", json!(null)),
    ] {
        assert_refused(&started, &token.with_claim(name, &value).signed(JWT_SECRET));
    }
    let payload = |payload: String| Token { payload, ..token.clone() }.signed(JWT_SECRET);
    for name in ["sid", "sub", "iat", "exp"] {
        let mut fewer = claims.clone();
        fewer.as_object_mut().unwrap().remove(name);
        assert_refused(&started, &payload(fewer.to_string()));
    }
    for (name, value) in [("role", json!("super_admin")), ("nbf", json!(0)), ("admin", json!(true))] {
        let body = token.payload.strip_suffix('}').unwrap();
        assert_refused(&started, &payload(format!("{body},\"{name}\":{value}}}")));
    }
    for whole in ["", "null", "[]", "{}", "7", "{"] {
        assert_refused(&started, &payload(whole.to_owned()));
    }
}

fn a_signed_token_of_no_session_is_refused(store: &TestStore) {
    let started = store.start();
    let token = token(&started);
    assert_refused(&started, &token.with_claim("sid", &json!("A".repeat(43))).signed(JWT_SECRET));
    // The session's public id opens nothing.
    let me = started.anonymous().with_cookie(token.signed(JWT_SECRET)).me();
    assert_refused(&started, &token.with_claim("sid", &me.body["session"]["id"]).signed(JWT_SECRET));
    // Nor does the session of one user work with the id of another.
    let root = started.super_admin().me();
    assert_refused(&started, &token.with_claim("sub", &root.body["user"]["id"]).signed(JWT_SECRET));
}

fn a_token_of_a_session_that_ended_is_refused(store: &TestStore) {
    let started = store.start();
    let token = token(&started);
    started.anonymous().with_cookie(token.signed(JWT_SECRET)).log_out().assert_status(204);
    assert_refused(&started, &token.signed(JWT_SECRET));
}
