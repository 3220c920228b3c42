use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    event_lists::stored,
    support::{PASSWORD, ROOT, Workplace, eventually, sign_up_and_log_in, within},
    webhook_receiver::{Receiver, delivered, workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(what_happened_while_the_receiver_was_down_comes_when_it_is_up),
        case(a_server_that_is_killed_while_it_delivers_loses_nothing),
        case(what_is_refused_becomes_a_dead_letter_and_is_delivered_again_by_command),
        case(a_super_admin_redelivers_a_dead_letter),
    ]
}

/// Longer than the lease of a process that died.
const LONG: Duration = Duration::from_mins(1);

/// The dead letters, as their lines have them.
fn dead_letters(workplace: &Workplace) -> Vec<Value> {
    let listed = workplace.run(&["events", "dead-letters"], "");
    assert_eq!(listed.code, Some(0), "{}", listed.errors);
    listed.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn what_happened_while_the_receiver_was_down_comes_when_it_is_up() {
    let port = Receiver::free_port();
    let workplace = workplace(port).with("TRANCHE_EVENTS__MAX_ATTEMPTS", "1");
    let server = workplace.start();
    for number in 0..8 {
        server.anonymous().sign_up(&format!("ada.{number}"), PASSWORD).assert_status(201);
    }
    eventually("the outage is logged", || workplace.log().contains("the receiver of events is down").then_some(()));
    for number in 0..8 {
        server.anonymous().log_in(&format!("ada.{number}"), PASSWORD).assert_status(200);
    }
    let receiver = Receiver::start_at(port);
    let stored = stored(&workplace);
    assert_eq!(stored.values().map(Vec::len).collect::<Vec<_>>(), [2; 8]);
    within(LONG, "everything came", || (delivered(&receiver.deliveries()) == stored).then_some(()));
    assert_eq!(dead_letters(&workplace), Vec::<Value>::new());
}

fn a_server_that_is_killed_while_it_delivers_loses_nothing() {
    let receiver = Receiver::start();
    let workplace = workplace(receiver.port());
    let mut server = workplace.start();
    receiver.react(|delivery| (delivery.kind() != "SessionStarted").then_some(204));
    for number in 0..4 {
        sign_up_and_log_in(&server.anonymous(), &format!("ada.{number}"));
    }
    eventually("a delivery is not answered", || {
        receiver.deliveries().iter().find(|delivery| delivery.kind() == "SessionStarted").cloned()
    });
    server.kill();

    receiver.react(|_| Some(204));
    let server = workplace.start();
    server.anonymous().log_in("ada.0", PASSWORD).assert_status(200);
    let stored = stored(&workplace);
    assert_eq!(stored.values().map(Vec::len).sum::<usize>(), 9);
    within(LONG, "everything came", || (delivered(&receiver.deliveries()) == stored).then_some(()));

    // A process that stops completes its deliveries, and releases its lease.
    assert_eq!(server.stop().code(), Some(0));
    let server = workplace.start();
    server.anonymous().log_in("ada.0", PASSWORD).assert_status(200);
    eventually("the next delivers at once", || receiver.ids().last().filter(|id| !is_in(&stored, id)).cloned());
}

fn is_in(stored: &std::collections::BTreeMap<String, Vec<String>>, id: &str) -> bool {
    stored.values().any(|ids| ids.iter().any(|known| known == id))
}

fn what_is_refused_becomes_a_dead_letter_and_is_delivered_again_by_command() {
    let receiver = Receiver::start();
    let workplace = workplace(receiver.port()).with("TRANCHE_EVENTS__MAX_ATTEMPTS", "1");
    let server = workplace.start();
    receiver.react(|delivery| Some(if delivery.kind() == "UserSignedUp" { 422 } else { 204 }));
    let ada = server.anonymous().sign_up("ada.lovelace", PASSWORD).body;
    let grace = server.anonymous().sign_up("grace.hopper", PASSWORD).body;
    let letters = eventually("two dead letters", || Some(dead_letters(&workplace)).filter(|found| found.len() == 2));
    // The subject continues.
    server.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
    eventually("the log-in came", || {
        receiver.deliveries().iter().any(|it| it.kind() == "SessionStarted").then_some(())
    });

    let of = |user: &Value| letters.iter().find(|letter| letter["subject"]["id"] == user["id"]).unwrap();
    let letter = of(&ada);
    assert_eq!((&letter["type"], &letter["subject"]["kind"]), (&json!("UserSignedUp"), &json!("user")));
    assert_eq!(letter["reason"], "the receiver refused: it answered 422 Unprocessable Entity");
    assert_eq!(letter["attempts"], 1);
    assert!(crate::support::is_time(&letter["failedAt"]), "{letter}");

    receiver.react(|_| Some(204));
    let redeliver = |arguments: &[&str]| workplace.run(&[&["events", "redeliver"], arguments].concat(), "");
    let id = letter["id"].as_str().unwrap();
    let answered = redeliver(&[id]);
    assert_eq!((answered.code, answered.output), (Some(0), format!("{id} is to be delivered again.\n")));
    eventually("it came", || (receiver.ids().last().map(String::as_str) == Some(id)).then_some(()));
    let missing = redeliver(&[id]);
    assert_eq!(
        (missing.code, missing.errors),
        (Some(1), format!("tranche: there is no dead letter {id}; see `tranche events dead-letters`\n"))
    );

    assert_eq!(dead_letters(&workplace), [of(&grace).clone()]);
    assert_eq!(redeliver(&["--all"]).output, "To be delivered again: 1.\n");
    let id = of(&grace)["id"].as_str().unwrap();
    eventually("it came", || (receiver.ids().last().map(String::as_str) == Some(id)).then_some(()));
    assert_eq!(dead_letters(&workplace), Vec::<Value>::new());
    assert_eq!(redeliver(&[]).code, Some(2), "the ids are required");
}

fn a_super_admin_redelivers_a_dead_letter() {
    let receiver = Receiver::start();
    let workplace = workplace(receiver.port())
        .with("TRANCHE_EVENTS__MAX_ATTEMPTS", "1")
        .with("TRANCHE_BOOTSTRAP__USERNAME", ROOT)
        .with("TRANCHE_BOOTSTRAP__PASSWORD_FILE", "root_password");
    std::fs::write(workplace.path("root_password"), PASSWORD).unwrap();
    receiver.react(|delivery| Some(if delivery.kind() == "UserSignedUp" { 410 } else { 204 }));
    let server = workplace.start();
    let root = eventually("the super admin is there", || {
        let answer = server.anonymous().log_in(ROOT, PASSWORD);
        (answer.status == 200).then(|| server.anonymous().with_cookie(answer.cookie()))
    });
    let ada = server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201).body["id"].clone();
    let list = || root.get("/api/v1/dead-letters").assert_status(200).body["deadLetters"].as_array().unwrap().clone();
    let letter = eventually("there is a dead letter", || list().pop());
    let event = root.get("/api/v1/events?type=UserSignedUp").assert_status(200).body["events"][0].clone();
    assert_eq!((&letter["event"], &event["subject"]["id"]), (&event, &ada));
    assert_eq!((&letter["id"], &letter["attempts"]), (&event["id"], &json!(1)));
    assert_eq!(letter["lastError"], "the receiver refused: it answered 410 Gone");
    assert!(crate::support::is_time(&letter["lastAttemptAt"]), "{letter}");

    receiver.react(|_| Some(204));
    let id = letter["id"].as_str().unwrap();
    let redeliver = || root.call("POST", &format!("/api/v1/dead-letters/{id}/redeliver")).send();
    assert_eq!(redeliver().assert_status(202).text, "");
    redeliver().assert_problem(404, "not-found");
    let came = || receiver.ids().iter().filter(|delivered| *delivered == id).count();
    eventually("it came", || (came() == 2).then_some(()));
    assert_eq!(list(), Vec::<Value>::new());
    let trail = root.get(&format!("/api/v1/events?subjectKind=event&subjectId={id}")).assert_status(200).body.clone();
    let [redelivered] = &trail["events"].as_array().unwrap()[..] else { panic!("{trail}") };
    assert_eq!(
        (&redelivered["type"], &redelivered["data"]["type"]),
        (&json!("DeadLetterRedelivered"), &json!("UserSignedUp"))
    );
    assert_eq!(redelivered["actorId"], root.me().body["user"]["id"]);
    assert!(receiver.deliveries().iter().all(|delivery| delivery.kind() != "DeadLetterRedelivered"));
}
