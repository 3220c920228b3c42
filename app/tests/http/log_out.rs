use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::PASSWORD,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_session_is_over_and_its_cookie_cleared),
        case(a_cleared_cookie_is_as_it_was_set),
        case(nobody_can_log_out),
        case(another_session_lives_on),
        case(a_body_is_not_looked_at),
    ]
}

fn a_session_is_over_and_its_cookie_cleared(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    let answer = user.log_out();
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    let cleared = "access_token=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0";
    assert_eq!(answer.header_lines("set-cookie"), [cleared]);
    assert_eq!(answer.header_lines("content-type"), Vec::<&str>::new());
    user.me().assert_problem(401, "unauthenticated");
    let again = user.log_out();
    again.assert_problem(401, "unauthenticated");
    assert_eq!(again.header_lines("set-cookie"), Vec::<&str>::new());
}

fn a_cleared_cookie_is_as_it_was_set(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SESSION__COOKIE_SECURE", "true")]);
    let answer = started.user("ada.lovelace").log_out();
    let cleared = "__Host-access_token=; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=0";
    assert_eq!(answer.header_lines("set-cookie"), [cleared]);
}

fn nobody_can_log_out(store: &TestStore) {
    let started = store.start();
    started.anonymous().log_out().assert_problem(401, "unauthenticated");
    started.anonymous().with_cookie("access_token=x").log_out().assert_problem(401, "unauthenticated");
}

fn another_session_lives_on(store: &TestStore) {
    let started = store.start();
    let [ada, grace] = ["ada.lovelace", "grace.hopper"].map(|name| started.user(name));
    let elsewhere = started.anonymous().log_in("ada.lovelace", PASSWORD);
    ada.log_out().assert_status(204);
    grace.me().assert_status(200);
    ada.with_cookie(elsewhere.cookie()).me().assert_status(200);
}

fn a_body_is_not_looked_at(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    user.call("DELETE", "/api/v1/auth/logout").header("content-type", "text/plain").send().assert_status(204);
    user.me().assert_problem(401, "unauthenticated");
}
