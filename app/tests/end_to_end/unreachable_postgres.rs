use std::{
    collections::BTreeSet,
    net::TcpListener,
    time::{Duration, Instant},
};

use serde_json::Value;
use test_databases::TestDatabase;

use crate::{
    cases::{Case, case, on_postgres},
    support::{Server, Workplace, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_closed_port_is_logged_with_its_address_and_reason),
        case(a_host_that_is_not_known_is_logged_once),
        on_postgres(what_the_server_says_to_a_connection_is_logged),
    ]
}

/// A text that no log may hold.
const PASSWORD: &str = "canary-of-a-password";
/// Long enough for several tries, each of which used to log a line.
const SEVERAL_TRIES: Duration = Duration::from_secs(5);
const NOT_MIGRATED: &str = "the store is not migrated yet, and is tried again";

/// The lines of the log about the store, as soon as there is one, and the running server.
fn lines_of(workplace: &Workplace) -> (Server, Vec<String>) {
    let mut server = workplace.start();
    let lines = eventually("the reason is logged", || {
        let lines: Vec<_> =
            workplace.log().lines().filter(|line| line.contains("tried again")).map(str::to_owned).collect();
        (!lines.is_empty()).then_some(lines)
    });
    assert!(!server.has_ended());
    assert!(!workplace.log().contains(PASSWORD), "{}", workplace.log());
    (server, lines)
}

fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn a_closed_port_is_logged_with_its_address_and_reason() {
    let port = closed_port();
    let url = format!("postgres://shop:{PASSWORD}@127.0.0.1:{port}/shop");
    let workplace = Workplace::new(&url);
    let (_server, lines) = lines_of(&workplace);
    let address = format!("127.0.0.1:{port}");
    for part in [NOT_MIGRATED, address.as_str(), "`shop`", "Connection refused"] {
        assert!(lines[0].contains(part), "{}", lines[0]);
    }
    assert!(!lines[0].contains("timed out"), "{}", lines[0]);
    let up = workplace.run(&["migrate", "up"], "");
    assert_eq!(up.code, Some(1));
    assert!(up.errors.contains(&address) && up.errors.contains("Connection refused"), "{}", up.errors);
    assert!(!up.errors.contains(PASSWORD), "{}", up.errors);
    let only_looking = Workplace::new(&url).with("TRANCHE_STORE__MIGRATE_ON_START", "false");
    let (_server, lines) = lines_of(&only_looking);
    assert!(lines[0].contains(&address) && lines[0].contains("Connection refused"), "{}", lines[0]);
}

fn a_host_that_is_not_known_is_logged_once() {
    let workplace = Workplace::new(&format!("postgres://shop:{PASSWORD}@no-such-host.invalid/shop"));
    let (server, lines) = lines_of(&workplace);
    assert!(lines[0].contains("no-such-host.invalid:5432"), "{}", lines[0]);
    let since = Instant::now();
    while since.elapsed() < SEVERAL_TRIES {
        server.anonymous().get("/readyz").assert_problem(503, "unavailable");
    }
    let log = workplace.log();
    for message in [NOT_MIGRATED, "readiness check"] {
        let lines: Vec<Value> =
            log.lines().filter(|line| line.contains(message)).map(|line| serde_json::from_str(line).unwrap()).collect();
        let reasons: BTreeSet<_> = lines.iter().map(|line| line["error"].to_string()).collect();
        assert!(!reasons.is_empty() && reasons.len() == lines.len(), "each reason once: {log}");
    }
}

fn what_the_server_says_to_a_connection_is_logged() {
    let database = TestDatabase::create_empty().unwrap();
    let (server, lines) = lines_of(&Workplace::new(&database.url_as("nobody_of_that_name")));
    assert!(lines[0].contains("nobody_of_that_name"), "{}", lines[0]);
    drop(server);
    let url = database.url();
    let hidden = database.hide();
    let workplace = Workplace::new(&url);
    let (_server, lines) = lines_of(&workplace);
    assert!(lines[0].contains("does not exist"), "{}", lines[0]);
    drop(hidden.show());
}
