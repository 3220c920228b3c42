//! Maintenance that a process began in part.

use application::{CommitError, MaintenancePeriod, StoreError};
use dynamodb_store::Settings;
use libtest_mimic::Trial;

use crate::{
    server::settings,
    server_case,
    store::{Store, assert_unavailable, at, user},
    stub::{Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![server_case(maintenance_that_was_begun_in_part_is_completed_by_the_next_process)]
}

async fn maintenance_that_was_begun_in_part_is_completed_by_the_next_process(server: String) {
    let settings = settings(&server);
    let store = Store::new(&settings);
    store.schema.migrate().await.unwrap();
    let stub = Stub::before(&server, |_, asked| match asked.operation.as_str() {
        "BatchWriteItem" => Reply::HangUp,
        _ => Reply::Forward,
    })
    .await;
    let dying = Store::new(&Settings { url: settings.url.replace(&server, &stub.url), ..settings });
    assert_unavailable(dying.maintenance.begin(at(5_000)).await);
    store.maintenance.begin_until(at(6_000), at(7_000)).await.unwrap();
    let expected = MaintenancePeriod { since: at(5_000), until: None };
    assert_eq!(store.maintenance.current().await.unwrap(), Some(expected));
    // Each requires another gate.
    for number in 1..=20 {
        let committed = store.commit(|changes| changes.insert(user(number))).await;
        assert!(matches!(committed, Err(CommitError::Store(StoreError::Maintenance))), "{committed:?}");
    }
}
