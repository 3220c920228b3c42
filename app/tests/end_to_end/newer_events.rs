//! Events of kinds that this binary does not know, from a newer one that was rolled back or runs beside it.

use serde_json::{Value, json};
use test_databases::{SqliteFile, TestDatabase};

use crate::{
    cases::{Case, case, on_dynamodb, on_postgres},
    dynamodb_table::Table,
    support::{PASSWORD, Workplace, eventually, new_table, sign_up_and_log_in},
    webhook_receiver::{Receiver, delivered, workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(on_sqlite_they_are_listed_and_delivered_as_they_are_stored),
        on_postgres(on_postgresql_they_are_listed_and_delivered_as_they_are_stored),
        on_dynamodb(on_dynamodb_they_are_listed_and_delivered_as_they_are_stored),
    ]
}

fn on_sqlite_they_are_listed_and_delivered_as_they_are_stored() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tranche.db");
    let plant = |[user, parcel]: [&str; 2]| {
        // The engine's column holds the bytes.
        let id = |id: &str| format!("X'{}'", id.replace('-', ""));
        for sql in rename(&id(user), &id(parcel)) {
            SqliteFile::at(&path).execute(&sql);
        }
    };
    assert_passed_on(&format!("sqlite://{}", path.display()), plant);
}

fn on_postgresql_they_are_listed_and_delivered_as_they_are_stored() {
    let database = TestDatabase::create().unwrap();
    let plant = |[user, parcel]: [&str; 2]| {
        let id = |id: &str| format!("'{id}'");
        for sql in rename(&id(user), &id(parcel)) {
            database.execute(&sql);
        }
    };
    assert_passed_on(&database.url(), plant);
}

fn on_dynamodb_they_are_listed_and_delivered_as_they_are_stored() {
    let url = new_table().unwrap();
    let table = Table::of(&url);
    let plant = |[user, parcel]: [&str; 2]| {
        let mut planted = 0;
        for mut item in table.items() {
            if item["kind"]["S"] != "UserSignedUp" {
                continue;
            }
            planted += 1;
            if item["subject_id"]["S"] == user {
                item["kind"]["S"] = "UserTeleported".into();
            } else {
                assert_eq!(item["subject_id"]["S"], parcel);
                table.delete(&item);
                item["kind"]["S"] = "ParcelSent".into();
                item["subject_kind"]["S"] = "parcel".into();
                let partition = item["pk"]["S"].as_str().unwrap().replace("#user#", "#parcel#");
                item["pk"]["S"] = partition.into();
            }
            table.put(vec![item]);
        }
        assert_eq!(planted, 4, "each in the history and in the outbox");
    };
    assert_passed_on(&url, plant);
}

/// The statements that turn the two sign-ups into an event that only a newer binary knows.
fn rename(user: &str, parcel: &str) -> [String; 2] {
    let of = |subject: &str| format!("WHERE kind = 'UserSignedUp' AND subject_id = {subject}");
    [
        format!("UPDATE events SET kind = 'UserTeleported' {}", of(user)),
        format!("UPDATE events SET kind = 'ParcelSent', subject_kind = 'parcel' {}", of(parcel)),
    ]
}

/// Asserts the delivery of two events after `plant` turned them into ones that this binary does not know: the sign-ups
/// of the users with these ids.
fn assert_passed_on(url: &str, plant: impl Fn([&str; 2])) {
    let receiver = Receiver::start();
    let mut workplace = workplace(receiver.port())
        .with("TRANCHE_STORE__URL", url)
        .with("TRANCHE_EVENTS__MAX_ATTEMPTS", "1")
        .with("TRANCHE_EVENTS__DISPATCH", "false");
    let silent = workplace.start();
    let ada = sign_up_and_log_in(&silent.anonymous(), "ada.lovelace").me().body;
    let grace = silent.anonymous().sign_up("grace.hopper", PASSWORD).assert_status(201).body.clone();
    let [user, parcel] = [&ada["user"]["id"], &grace["id"]].map(|id| id.as_str().unwrap());
    plant([user, parcel]);

    let listed = lines(&workplace, &["events", "list"]);
    let kinds: Vec<_> = listed.iter().map(|event| (&event["type"], &event["subject"])).collect();
    let (of_user, of_parcel) = (json!({"kind": "user", "id": user}), json!({"kind": "parcel", "id": parcel}));
    assert_eq!(
        kinds,
        [
            (&json!("UserTeleported"), &of_user),
            (&json!("SessionStarted"), &of_user),
            (&json!("ParcelSent"), &of_parcel),
        ]
    );
    assert_eq!(lines(&workplace, &["events", "list", "--user", "ada.lovelace"]), listed[..2]);

    // Each subject continues in its order, and a refused event becomes a dead letter like any other.
    receiver.react(|delivery| Some(if delivery.kind() == "ParcelSent" { 410 } else { 204 }));
    workplace = workplace.with("TRANCHE_EVENTS__DISPATCH", "true");
    let _delivering = workplace.start();
    let letters = eventually("one event becomes a dead letter", || {
        let letters = lines(&workplace, &["events", "dead-letters"]);
        (!letters.is_empty()).then_some(letters)
    });
    assert_eq!((letters.len(), &letters[0]["type"], &letters[0]["subject"]), (1, &json!("ParcelSent"), &of_parcel));
    let ids = |of: &Value| -> Vec<String> {
        let ids = listed.iter().filter(|event| event["subject"] == *of);
        ids.map(|event| event["id"].as_str().unwrap().to_owned()).collect()
    };
    eventually("the others came", || {
        (delivered(&receiver.deliveries()).get(user) == Some(&ids(&of_user))).then_some(())
    });

    receiver.react(|_| Some(204));
    let redelivered = workplace.run(&["events", "redeliver", "--all"], "");
    assert_eq!((redelivered.code, redelivered.output.as_str()), (Some(0), "To be delivered again: 1.\n"));
    let of_kind = |kind: &str| {
        let deliveries = receiver.deliveries().into_iter().filter(|delivery| delivery.kind() == kind);
        deliveries.collect::<Vec<_>>()
    };
    eventually("it comes again", || (of_kind("ParcelSent").len() == 2).then_some(()));
    for (kind, subject, event) in [("UserTeleported", &of_user, &listed[0]), ("ParcelSent", &of_parcel, &listed[2])] {
        let delivery = of_kind(kind).pop().unwrap();
        assert_eq!((&delivery.event["subject"], &delivery.event["data"]), (subject, &event["data"]));
        assert_eq!((&delivery.event["id"], &delivery.event["at"]), (&event["id"], &event["at"]));
    }
}

fn lines(workplace: &Workplace, arguments: &[&str]) -> Vec<Value> {
    let listed = workplace.run(arguments, "");
    assert_eq!(listed.code, Some(0), "{}", listed.errors);
    listed.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
