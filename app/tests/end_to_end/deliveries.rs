//! Deliveries of events to the log, which has those that nothing else receives.

use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    event_lists::{logged, stored},
    support::{PASSWORD, Workplace, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![case(an_event_is_a_line_of_the_log), case(a_process_that_does_not_deliver_leaves_events_to_one_that_does)]
}

fn an_event_is_a_line_of_the_log() {
    let workplace = Workplace::on_any_store();
    let server = workplace.start();
    let user = server.anonymous().sign_up("ada.lovelace", PASSWORD).body;
    let line = eventually("the event is logged", || {
        let lines = workplace.log();
        let mut lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_default());
        lines.find(|line| line["target"] == "events")
    });
    assert_eq!((&line["type"], &line["level"]), (&json!("UserSignedUp"), &json!("INFO")));
    assert_eq!((&line["subject_kind"], &line["subject_id"]), (&json!("user"), &user["id"]));
    assert_eq!((&line["actor_id"], &line["data"]), (&user["id"], &json!("{\"role\":\"user\"}")));
    let stored = stored(&workplace);
    assert_eq!(stored[user["id"].as_str().unwrap()], [line["id"].as_str().unwrap()]);
}

fn a_process_that_does_not_deliver_leaves_events_to_one_that_does() {
    let mut workplace = Workplace::on_sqlite().with("TRANCHE_EVENTS__DISPATCH", "false");
    let silent = workplace.start();
    silent.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    assert!(logged(&workplace).is_empty());
    workplace = workplace.with("TRANCHE_EVENTS__DISPATCH", "true");
    let _delivering = workplace.start();
    eventually("the event came", || (logged(&workplace) == stored(&workplace)).then_some(()));
}
