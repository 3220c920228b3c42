use std::time::{Duration, Instant};

use crate::{
    cases::{Case, case},
    support::{Client, PASSWORD, Server, Token, Workplace, eventually, matches},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_session_is_renewed_when_less_than_half_is_left),
        case(a_session_dies_when_its_idle_lifetime_has_passed),
        case(use_keeps_a_session_alive_until_its_absolute_lifetime_has_passed),
    ]
}

/// How far the clocks of test and server may differ, with the time of a response.
const TOLERANCE: Duration = Duration::from_millis(700);

fn start(idle: &str, renew_below: &str, absolute: &str) -> (Workplace, Server) {
    let workplace = Workplace::on_any_store()
        .with("TRANCHE_SESSION__IDLE_TTL_SECONDS", idle)
        .with("TRANCHE_SESSION__RENEW_BELOW", renew_below)
        .with("TRANCHE_SESSION__ABSOLUTE_TTL_SECONDS", absolute);
    let server = workplace.start();
    (workplace, server)
}

/// A user who logged in at about this moment.
fn log_in(server: &Server) -> (Client, Instant) {
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let answer = server.anonymous().log_in("ada.lovelace", PASSWORD);
    (server.anonymous().with_cookie(answer.cookie()), Instant::now())
}

fn a_session_is_renewed_when_less_than_half_is_left() {
    let (_workplace, server) = start("4", "0.5", "3600");
    let (ada, since) = log_in(&server);
    let before = ada.me();
    assert_eq!(before.header_lines("set-cookie"), Vec::<&str>::new());
    let renewed = eventually("the session is renewed", || {
        let answer = ada.me();
        answer.assert_status(200);
        (!answer.header_lines("set-cookie").is_empty()).then_some(answer)
    });
    assert!(since.elapsed() + TOLERANCE > Duration::from_secs(2), "after {:?}", since.elapsed());
    assert!(since.elapsed() < Duration::from_secs(4), "after {:?}", since.elapsed());
    let pattern = r"^access_token=[\w-]+\.[\w-]+\.[\w-]{43}; HttpOnly; SameSite=Strict; Path=/; Max-Age=4$";
    assert!(matches(pattern, renewed.header("set-cookie")), "{}", renewed.header("set-cookie"));

    let (old, new) = (Token::of_cookie(ada.cookie.as_deref().unwrap()), Token::of_cookie(renewed.cookie()));
    for claim in ["sid", "sub"] {
        assert_eq!(old.claims()[claim], new.claims()[claim]);
    }
    assert!(old.claims()["exp"].as_i64() < new.claims()["exp"].as_i64());
    for field in ["id", "createdAt"] {
        assert_eq!(renewed.body["session"][field], before.body["session"][field]);
    }
    let end = |answer: &crate::support::Answer| answer.body["session"]["expiresAt"].as_str().unwrap().to_owned();
    assert!(end(&renewed) > end(&before), "{} > {}", end(&renewed), end(&before));

    let fresh = ada.with_cookie(renewed.cookie()).me();
    assert_eq!((fresh.status, &fresh.body), (200, &renewed.body));
    assert_eq!(fresh.header_lines("set-cookie"), Vec::<&str>::new());
    // A client that missed the new cookie gets it again.
    let again = ada.me();
    assert_eq!((again.status, again.cookie()), (200, renewed.cookie()));
}

fn a_session_dies_when_its_idle_lifetime_has_passed() {
    let (_workplace, server) = start("2", "0", "3600");
    let (ada, since) = log_in(&server);
    eventually("the session is over", || {
        let answer = ada.me();
        assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
        (answer.status == 401).then_some(())
    });
    // Tokens count whole seconds, and end with the one that has begun.
    assert!(since.elapsed() + TOLERANCE > Duration::from_secs(1), "after {:?}", since.elapsed());
    assert!(since.elapsed() < Duration::from_secs(2) + TOLERANCE, "after {:?}", since.elapsed());
    ada.me().assert_problem(401, "unauthenticated");
    ada.log_out().assert_problem(401, "unauthenticated");
    ada.log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn use_keeps_a_session_alive_until_its_absolute_lifetime_has_passed() {
    let (_workplace, server) = start("3", "1", "6");
    let (mut ada, since) = log_in(&server);
    let mut last_seen = Duration::ZERO;
    eventually("the session is over", || {
        let answer = ada.me();
        if answer.status == 200 {
            last_seen = since.elapsed();
            if !answer.header_lines("set-cookie").is_empty() {
                ada = ada.with_cookie(answer.cookie());
            }
        }
        (answer.status == 401).then_some(())
    });
    assert!(last_seen > Duration::from_secs(4), "it was used until {last_seen:?}");
    assert!(last_seen < Duration::from_secs(6) + TOLERANCE, "it was used until {last_seen:?}");
}
