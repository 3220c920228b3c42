use std::{fs, net::TcpListener, time::Duration};

use crate::{
    scene::{Scene, Scrape},
    support::{Workplace, eventually},
};

/// The time limit of a scrape, in every state of the store.
const BOUND: Duration = Duration::from_secs(1);

fn assert_reports_no_store(scrape: &Scrape) {
    assert!(scrape.took < BOUND, "{:?}", scrape.took);
    for name in ["tranche_outbox_pending", "tranche_outbox_oldest_seconds"] {
        assert!(scrape.value(name, &[]).is_nan(), "{name} is not known");
    }
}

#[test]
fn a_store_that_went_away_is_reported_and_metrics_are_served() {
    let scene = Scene::start(Workplace::on_sqlite());
    eventually("the store is up", || (scene.scrape().value("tranche_store_up", &[]) > 0.5).then_some(()));
    fs::remove_dir_all(scene.workplace.path("data")).unwrap();
    let scrape = eventually("the store is down", || {
        let scrape = scene.scrape();
        (scrape.value("tranche_store_up", &[]) < 0.5).then_some(scrape)
    });
    assert_reports_no_store(&scrape);
}

#[test]
fn a_store_that_says_nothing_keeps_no_scrape_waiting() {
    // It accepts connections, and does no more.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://tranche@{}/tranche?sslmode=disable", silent.local_addr().unwrap());
    let scene = Scene::start(Workplace::new(&url));
    let scrape = eventually("the first check has ended", || {
        let scrape = scene.scrape();
        assert!(scrape.took < BOUND, "{:?}", scrape.took);
        (!scrape.all("tranche_store_up", &[]).is_empty()).then_some(scrape)
    });
    assert_eq!(scrape.value("tranche_store_up", &[]), 0.0);
    assert_reports_no_store(&scrape);
}
