use test_databases::TestDatabase;

use crate::{
    cases::{Case, on_postgres},
    database_faults::proxy,
    outage::{assert_heals, in_time},
    support::{Client, PASSWORD, Weather, Workplace, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(a_server_whose_database_can_not_be_reached_comes_up_and_gets_ready_by_itself),
        on_postgres(a_server_whose_database_says_nothing_comes_up_and_gets_ready_by_itself),
        on_postgres(a_server_whose_database_does_not_exist_comes_up_and_gets_ready_by_itself),
    ]
}

#[track_caller]
fn assert_waits(anonymous: &Client) {
    in_time(|| anonymous.get("/livez")).assert_status(200);
    let unready = in_time(|| anonymous.get("/readyz"));
    unready.assert_problem(503, "unavailable");
    assert_eq!(unready.body["checks"]["store"], "unreachable");
    in_time(|| anonymous.sign_up("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
}

#[track_caller]
fn assert_serves(anonymous: &Client) {
    assert_heals(anonymous);
    sign_up_and_log_in(anonymous, "ada.lovelace").me().assert_status(200);
}

fn absent_by(weather: Weather) {
    let database = TestDatabase::create_empty().unwrap();
    let (proxy, url) = proxy(&database);
    proxy.set(weather);
    let workplace = Workplace::new(&url);
    let mut server = workplace.start();
    assert_waits(&server.anonymous());
    proxy.set(Weather::Fair);
    assert_serves(&server.anonymous());
    assert!(!server.has_ended());
}

fn a_server_whose_database_can_not_be_reached_comes_up_and_gets_ready_by_itself() {
    absent_by(Weather::Refusing);
}

fn a_server_whose_database_says_nothing_comes_up_and_gets_ready_by_itself() {
    absent_by(Weather::Hanging);
}

fn a_server_whose_database_does_not_exist_comes_up_and_gets_ready_by_itself() {
    let database = TestDatabase::create_empty().unwrap();
    let url = database.url();
    let hidden = database.hide();
    let workplace = Workplace::new(&url);
    let mut server = workplace.start();
    assert_waits(&server.anonymous());
    let _database = hidden.show();
    assert_serves(&server.anonymous());
    assert!(!server.has_ended());
}
