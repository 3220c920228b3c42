//! The function on stores that can't be used or don't answer.

use std::fs;

use test_databases::{SqliteFile, TestDatabase};

use crate::{
    cases::{Case, case, on_postgres},
    function::start,
    outage::{assert_heals, in_time},
    starts::{THEIRS, files},
    support::{Client, Entry, Format, PASSWORD, Workplace, eventually, start_behind},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_database_of_another_program_is_reported_and_left_as_it_is_until_it_is_gone),
        on_postgres(a_database_that_can_not_hold_every_character_is_reported),
        case(a_locked_file_holds_no_answer_beyond_the_bound),
    ]
}

/// Asserts that calls are answered 503 in time, and that the log says why.
fn assert_unusable(workplace: &Workplace, anonymous: &Client, reason: &str) {
    in_time(|| anonymous.get("/livez")).assert_status(200);
    in_time(|| anonymous.get("/readyz")).assert_problem(503, "unavailable");
    in_time(|| anonymous.sign_up("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
    let log = workplace.log();
    let line = log.lines().find(|line| line.contains("the store can't be used, and is tried again"));
    assert!(line.is_some_and(|line| line.contains(reason) && line.contains("\"ERROR\"")), "{log}");
}

fn the_database_of_another_program_is_reported_and_left_as_it_is_until_it_is_gone() {
    let workplace = Workplace::new("sqlite://theirs.db");
    let file = workplace.path("theirs.db");
    fs::write(&file, "").unwrap();
    SqliteFile::at(&file).execute("CREATE TABLE notes (text)");
    let content = fs::read(&file).unwrap();
    let function = start(&workplace);
    let (anonymous, before) = (function.anonymous(), files(&workplace.path("")));
    assert_unusable(&workplace, &anonymous, &format!("theirs.db {THEIRS}"));
    assert!(fs::read(&file).unwrap() == content);
    assert_eq!(files(&workplace.path("")), before);
    fs::remove_file(&file).unwrap();
    in_time(|| anonymous.sign_up("ada.lovelace", PASSWORD)).assert_status(201);
}

fn a_database_that_can_not_hold_every_character_is_reported() {
    let database = TestDatabase::create_in_latin1().unwrap();
    let workplace = Workplace::new(&database.url());
    let function = start(&workplace);
    assert_unusable(&workplace, &function.anonymous(), "LATIN1");
    assert_eq!(database.count("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), 0);
}

/// A log-in writes several times, and each write waits for the lock. The server is held to the same.
fn a_locked_file_holds_no_answer_beyond_the_bound() {
    for entry in [Entry::Server, Entry::Function(Format::V2)] {
        let limited = [("TRANCHE_RATE_LIMIT__ENABLED", "true"), ("TRANCHE_EVENTS__DISPATCH", "false")];
        let started = start_behind(entry, 1, "sqlite://data/tranche.db", &limited);
        let anonymous = started.anonymous();
        anonymous.sign_up("ada.lovelace", PASSWORD).assert_status(201);
        let lock = SqliteFile::at(&started.workplace.path("data/tranche.db")).lock();
        in_time(|| anonymous.log_in("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
        in_time(|| anonymous.sign_up("grace.hopper", PASSWORD)).assert_problem(503, "unavailable");
        in_time(|| anonymous.get("/api/v1/products")).assert_status(200);
        lock.release();
        assert_heals(&anonymous);
        eventually("writes continue", || (anonymous.sign_up("grace.hopper", PASSWORD).status == 201).then_some(()));
    }
}
