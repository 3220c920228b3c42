use std::fs;

use serde_json::json;
use test_databases::SqliteFile;

use crate::{
    cases::{Case, case},
    data_moves::{SqliteStore, command, succeed},
    support::{PASSWORD, Workplace, eventually, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(changes_are_refused_in_maintenance_and_reads_go_on),
        case(the_maintenance_of_an_export_that_was_killed_lapses),
        case(an_export_whose_maintenance_was_ended_fails),
        case(an_export_leaves_the_maintenance_of_the_operator),
    ]
}

fn changes_are_refused_in_maintenance_and_reads_go_on() {
    let started = start("sqlite://data/tranche.db", &[]);
    let (root, anonymous) = (started.super_admin(), started.anonymous());
    let product = json!({"name": "Tea", "price": {"amount": 250, "currency": "EUR"}});
    let path = root.post("/api/v1/products", &product).assert_status(201).header("location").to_owned();
    let run = |argument: &str| started.workplace.run(&["maintenance", argument], "");
    assert_eq!(run("status").output, "off\n");
    let on = run("on");
    assert!(on.output.starts_with("on since "), "{}{}", on.output, on.errors);
    assert_eq!(run("status").output, on.output);

    let changes = [
        root.post("/api/v1/products", &product),
        root.call("DELETE", &path).send(),
        anonymous.sign_up("ada.lovelace", PASSWORD),
        anonymous.log_in("root.admin", PASSWORD),
    ];
    for answer in changes {
        answer.assert_problem(503, "maintenance");
        assert_eq!(answer.header("retry-after"), "30");
    }
    assert_eq!(anonymous.get(&path).assert_status(200).body["name"], "Tea");
    assert_eq!(root.me().assert_status(200).body["user"]["username"], "root.admin");
    let ready = anonymous.get("/readyz");
    assert_eq!((ready.status, &ready.body["status"]), (200, &json!("ok")));
    assert_eq!(ready.body["checks"]["maintenance"], "on");

    assert_eq!(run("off").output, "off\n");
    root.post("/api/v1/products", &product).assert_status(201);
    assert_eq!(anonymous.get("/readyz").body["checks"]["maintenance"], "off");
}

/// A filled store, and an export of it that waits for a process which delivers events.
pub(crate) fn waiting_export() -> (SqliteStore, std::process::Child) {
    let store = SqliteStore::filled();
    SqliteFile::at(&store.path()).execute(
        "DELETE FROM leases; \
         INSERT INTO leases VALUES ('outbox', randomblob(16), CAST(unixepoch('subsec') * 1000 AS INTEGER) + 20000)",
    );
    let export = Workplace::new(&store.url()).begin(&["data", "export", &store.dump()]);
    eventually("it is in maintenance", || said_by(&store).contains(", until ").then_some(()));
    (store, export)
}

/// What the store says of its maintenance.
fn said_by(store: &SqliteStore) -> String {
    command(&store.url(), &["maintenance", "status"]).output
}

fn the_maintenance_of_an_export_that_was_killed_lapses() {
    let (store, mut export) = waiting_export();
    export.kill().unwrap();
    export.wait().unwrap();
    assert!(said_by(&store).starts_with("on since "));
    let another = command(&store.url(), &["data", "export", &store.dump()]);
    assert_eq!(another.code, Some(1), "{}", another.output);
    assert!(another.errors.contains("another export has been under way since "), "{}", another.errors);
    // As if its time had passed: a server ends it then, and so does the next export.
    let lapse = || SqliteFile::at(&store.path()).execute("UPDATE maintenance SET until = 1; DELETE FROM leases");
    lapse();
    let server = Workplace::new(&store.url()).start();
    eventually("it has ended", || (said_by(&store) == "off\n").then_some(()));
    assert_eq!(server.stop().code(), Some(0));
    succeed(&store.url(), &["maintenance", "on"]);
    lapse();
    succeed(&store.url(), &["data", "export", &store.dump()]);
    assert_eq!(said_by(&store), "off\n");
}

fn an_export_whose_maintenance_was_ended_fails() {
    let (store, export) = waiting_export();
    succeed(&store.url(), &["maintenance", "off"]);
    SqliteFile::at(&store.path()).execute("DELETE FROM leases");
    let failed = export.wait_with_output().unwrap();
    let errors = String::from_utf8(failed.stderr).unwrap();
    assert_eq!(failed.status.code(), Some(1), "{errors}");
    assert!(errors.contains("maintenance of the store was ended meanwhile"), "{errors}");
    for name in [store.dump(), format!("{}.partial", store.dump())] {
        assert!(!fs::exists(&name).unwrap(), "{name}");
    }
}

fn an_export_leaves_the_maintenance_of_the_operator() {
    let store = SqliteStore::filled();
    succeed(&store.url(), &["maintenance", "on"]);
    let before = said_by(&store);
    succeed(&store.url(), &["data", "export", &store.dump()]);
    assert_eq!((said_by(&store), before.starts_with("on since ")), (before.clone(), true));
}
