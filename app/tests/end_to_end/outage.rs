use std::{fs, time::Instant};

use crate::{
    BOUND,
    cases::{Case, case},
    support::{Answer, Client, PASSWORD, Workplace, eventually, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_store_that_is_taken_away_is_missed_and_found_again),
        case(a_server_whose_store_is_absent_comes_up_and_gets_ready_by_itself),
    ]
}

/// The response to a call, which comes in time.
#[track_caller]
pub(crate) fn in_time(call: impl FnOnce() -> Answer) -> Answer {
    let since = Instant::now();
    let answer = call();
    assert!(since.elapsed() < BOUND, "after {:?}", since.elapsed());
    answer
}

/// Asserts that a server is ready in time once its store is back.
#[track_caller]
pub(crate) fn assert_heals(anonymous: &Client) {
    let since = Instant::now();
    eventually("the server is ready", || (anonymous.get("/readyz").status == 200).then_some(()));
    assert!(since.elapsed() < BOUND, "after {:?}", since.elapsed());
}

fn a_store_that_is_taken_away_is_missed_and_found_again() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let (anonymous, ada) = (server.anonymous(), sign_up_and_log_in(&server.anonymous(), "ada.lovelace"));
    for round in 0..3 {
        let (here, away) = (workplace.path("data"), workplace.path("away"));
        fs::rename(&here, &away).unwrap();
        in_time(|| anonymous.log_in("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
        in_time(|| anonymous.sign_up("grace.hopper", PASSWORD)).assert_problem(503, "unavailable");
        in_time(|| ada.me()).assert_problem(503, "unavailable");
        in_time(|| ada.log_out()).assert_problem(503, "unavailable");
        in_time(|| anonymous.get("/readyz")).assert_problem(503, "unavailable");
        in_time(|| anonymous.get("/livez")).assert_status(200);
        in_time(|| anonymous.get("/version")).assert_status(200);
        // A request without a session does not need the store.
        in_time(|| anonymous.me()).assert_problem(401, "unauthenticated");
        assert!(!here.exists(), "no new file was created");

        fs::rename(&away, &here).unwrap();
        assert_heals(&anonymous);
        ada.me().assert_status(200);
        anonymous.log_in("ada.lovelace", PASSWORD).assert_status(200);
        anonymous.sign_up(&format!("grace.{round}"), PASSWORD).assert_status(201);
    }
    anonymous.sign_up("grace.hopper", PASSWORD).assert_status(201);
}

fn a_server_whose_store_is_absent_comes_up_and_gets_ready_by_itself() {
    let workplace = Workplace::on_sqlite();
    let in_the_way = workplace.path("data");
    fs::write(&in_the_way, "a file where the directory belongs").unwrap();
    let server = workplace.start();
    let anonymous = server.anonymous();
    in_time(|| anonymous.get("/livez")).assert_status(200);
    in_time(|| anonymous.get("/readyz")).assert_problem(503, "unavailable");
    in_time(|| anonymous.sign_up("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
    fs::remove_file(&in_the_way).unwrap();
    assert_heals(&anonymous);
    sign_up_and_log_in(&anonymous, "ada.lovelace").me().assert_status(200);
}
