use serde_json::json;

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{PASSWORD, assert_session, fields, is_time, is_uuid7},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_signed_in_user_sees_user_and_session),
        case(a_call_without_a_session_is_unauthenticated),
        case(a_cookie_that_is_not_exactly_ours_signs_nobody_in),
        case(a_cookie_among_others_is_found),
        case(of_two_cookies_neither_counts),
        case(a_fresh_session_is_not_renewed),
        case(inactivation_ends_every_session_at_once),
        case(own_sessions_are_listed),
    ]
}

fn a_signed_in_user_sees_user_and_session(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let logged_in = client.log_in("ada.lovelace", PASSWORD);
    let me = client.with_cookie(logged_in.cookie()).me();
    me.assert_status(200);
    assert_eq!(me.fields(), ["session", "user"]);
    assert_eq!(me.body["user"], logged_in.body["user"]);
    assert_session(&me, &["createdAt", "expiresAt", "id"]);
    for field in ["id", "expiresAt"] {
        assert_eq!(me.body["session"][field], logged_in.body["session"][field]);
    }
}

fn a_call_without_a_session_is_unauthenticated(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().me();
    answer.assert_problem(401, "unauthenticated");
    assert_eq!(answer.header_lines("www-authenticate"), ["Session realm=\"tranche\""]);
    assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
}

fn a_cookie_that_is_not_exactly_ours_signs_nobody_in(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    let cookie = user.cookie.clone().unwrap();
    let token = cookie.strip_prefix("access_token=").unwrap();
    for other in [
        String::new(),
        "access_token".to_owned(),
        "access_token=".to_owned(),
        "access_token=;".to_owned(),
        format!("ACCESS_TOKEN={token}"),
        format!("__Host-access_token={token}"),
        format!("access_token2={token}"),
        format!("xaccess_token={token}"),
        format!("access_token=\"{token}\""),
        format!("access_token={token}x"),
        format!("access_token={}", "A".repeat(8_192)),
        format!("access_token={token}{}", "A".repeat(8_192)),
        token.to_owned(),
    ] {
        user.with_cookie(other).me().assert_problem(401, "unauthenticated");
    }
    for broken in
        [&b"access_token=\xff\xfe\xfd"[..], b"\xff", b"access_token=\xc3\x28", b"=;=;;;=", b"access_token=\t\x80"]
    {
        let call = user.without_cookie().call("GET", "/api/v1/auth/me").header_bytes("cookie", broken);
        call.send().assert_problem(401, "unauthenticated");
    }
    let bearer =
        user.without_cookie().call("GET", "/api/v1/auth/me").header("authorization", &format!("Bearer {token}"));
    bearer.send().assert_problem(401, "unauthenticated");
    user.without_cookie().get(&format!("/api/v1/auth/me?access_token={token}")).assert_problem(401, "unauthenticated");
    user.me().assert_status(200);
}

fn a_cookie_among_others_is_found(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    let cookie = user.cookie.clone().unwrap();
    for line in [
        format!("a=b; {cookie}"),
        format!("{cookie};a=b"),
        format!("a=b;  {cookie} ; c"),
        format!("a={}; {cookie}", "x".repeat(4_000)),
    ] {
        user.with_cookie(line).me().assert_status(200);
    }
    let two_lines = user.without_cookie().call("GET", "/api/v1/auth/me").header_bytes("cookie", b"a=\xff");
    two_lines.header("cookie", &cookie).send().assert_status(200);
}

fn of_two_cookies_neither_counts(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    let cookie = user.cookie.clone().unwrap();
    for second in ["access_token=x", "access_token=", &cookie] {
        for line in [format!("{cookie}; {second}"), format!("{second}; {cookie}")] {
            user.with_cookie(line).me().assert_problem(401, "unauthenticated");
        }
        let lines = user.call("GET", "/api/v1/auth/me").header("cookie", second);
        lines.send().assert_problem(401, "unauthenticated");
    }
}

fn a_fresh_session_is_not_renewed(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    let before = user.me();
    for _ in 0..3 {
        let answer = user.me();
        assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
        assert_eq!(answer.body, before.body);
    }
}

fn inactivation_ends_every_session_at_once(store: &TestStore) {
    let started = store.start();
    let (user, root) = (started.user("ada.lovelace"), started.super_admin());
    let elsewhere = started.anonymous().log_in("ada.lovelace", PASSWORD);
    let change = |verb: &str| {
        root.call("PATCH", &format!("/api/v1/users/{verb}")).json(&json!({"username": "ada.lovelace"})).send()
    };
    change("inactivate").assert_status(200);
    user.me().assert_problem(401, "unauthenticated");
    user.with_cookie(elsewhere.cookie()).me().assert_problem(401, "unauthenticated");
    started.anonymous().log_in("ada.lovelace", PASSWORD).assert_problem(401, "invalid-credentials");
    change("reactivate").assert_status(200);
    user.me().assert_problem(401, "unauthenticated");
    started.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn own_sessions_are_listed(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    started.user("grace.hopper");
    let elsewhere = started.anonymous().log_in("ada.lovelace", PASSWORD);
    let answer = user.get("/api/v1/auth/sessions");
    answer.assert_status(200);
    assert_eq!(answer.fields(), ["nextToken", "sessions"]);
    let sessions = answer.body["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    for session in sessions {
        assert_eq!(fields(session), ["createdAt", "current", "expiresAt", "id", "lastUsedAt"]);
        assert!(is_uuid7(&session["id"]), "{session}");
        assert!(["createdAt", "expiresAt", "lastUsedAt"].iter().all(|field| is_time(&session[*field])), "{session}");
        assert_eq!(session["current"], session["id"] != elsewhere.body["session"]["id"]);
    }
}
