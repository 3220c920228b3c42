use std::{
    collections::BTreeSet,
    env,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::{Value, json};

use crate::support::{Client, PASSWORD, ROOT, Server, Started, eventually, start};

const WRITERS: usize = 32;
/// The answers after which the process is killed, in each round.
const ANSWERS: usize = 60;

/// What clients were told before the process was killed.
#[derive(Default)]
struct Journal {
    made: Vec<String>,
    refused: Vec<String>,
    /// No answer, or one that promises nothing.
    unknown: Vec<String>,
}

/// Signs up until the server is gone. Every third password is refused.
fn write(client: &Client, round: usize, writer: usize, journal: &Mutex<Journal>, answers: &AtomicUsize) {
    for number in 0.. {
        let name = format!("r{round}.w{writer}.{number}");
        let password = if number % 3 == 2 { "short" } else { PASSWORD };
        let call = client.call("POST", "/api/v1/auth/signup").json(&json!({"username": name, "password": password}));
        let answer = call.try_send();
        let mut journal = journal.lock().unwrap();
        match answer {
            Ok(answer) if answer.status == 201 => journal.made.push(name),
            Ok(answer) if answer.status < 500 => {
                answer.assert_problem(422, "invalid-password");
                journal.refused.push(name);
            }
            Ok(_) => journal.unknown.push(name),
            Err(_) => return journal.unknown.push(name),
        }
        answers.fetch_add(1, Ordering::Relaxed);
    }
}

/// What clients were told by a server that was killed while they wrote.
fn kill_under_writers(server: &mut Server, round: usize) -> Journal {
    let (journal, answers, client) = (Mutex::default(), AtomicUsize::new(0), server.anonymous());
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (client, journal, answers) = (client.clone(), &journal, &answers);
            scope.spawn(move || write(&client, round, writer, journal, answers));
        }
        eventually("clients were answered", || (answers.load(Ordering::Relaxed) >= ANSWERS).then_some(()));
        server.kill();
    });
    journal.into_inner().unwrap()
}

/// The name of every user, as often as it is listed.
fn list_users(root: &Client) -> Vec<String> {
    let (mut names, mut path) = (Vec::new(), "/api/v1/users?pageSize=100".to_owned());
    loop {
        let page = root.get(&path);
        page.assert_status(200);
        let users = page.body["users"].as_array().unwrap().clone();
        names.extend(users.iter().map(|user| user["username"].as_str().unwrap().to_owned()));
        let Some(next) = page.body["nextToken"].as_str() else { return names };
        path = format!("/api/v1/users?pageSize=100&nextToken={next}");
    }
}

/// The events of sign-ups: whose each is.
fn sign_up_events(started: &Started) -> Vec<String> {
    let events = started.workplace.run(&["events", "list", "--kind", "UserSignedUp", "--limit", "1000000"], "");
    assert_eq!(events.code, Some(0), "{}", events.errors);
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["subject"]["id"].as_str().unwrap().to_owned();
    events.output.lines().map(id).collect()
}

#[test]
fn a_killed_process_loses_nothing_that_it_acknowledged_and_keeps_nothing_that_it_refused() {
    let rounds = if env::var_os("TRANCHE_LONG").is_some() { 20 } else { 3 };
    let mut started = start("sqlite://data/tranche.db", &[]);
    for round in 0..rounds {
        let before = list_users(&started.super_admin()).len();
        let journal = kill_under_writers(&mut started.server, round);
        started.server = started.workplace.start();
        assert_kept(&started, &journal, before);
    }
    assert_eq!(list_users(&started.super_admin()).iter().filter(|name| *name == ROOT).count(), 1);
}

/// Asserts that the store holds what the journal says, after `before` users that were there.
fn assert_kept(started: &Started, journal: &Journal, before: usize) {
    let names = list_users(&started.super_admin());
    let distinct: BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "a user is there twice");
    for name in &journal.made {
        assert!(distinct.contains(name), "{name} was acknowledged and is lost");
        started.anonymous().log_in(name, PASSWORD).assert_status(200);
    }
    for name in &journal.refused {
        assert!(!distinct.contains(name), "{name} was refused and is there");
    }
    let settled = journal.unknown.iter().filter(|name| distinct.contains(name)).count();
    assert_eq!(names.len(), before + journal.made.len() + settled, "a user is there whom nobody made");
    for name in &journal.unknown {
        let expected = if distinct.contains(name) { 409 } else { 201 };
        started.anonymous().sign_up(name, PASSWORD).assert_status(expected);
        started.anonymous().log_in(name, PASSWORD).assert_status(200);
    }

    let events = sign_up_events(started);
    let of_distinct: BTreeSet<_> = events.iter().collect();
    assert_eq!(of_distinct.len(), events.len(), "a sign-up is told twice");
    // The super admin did not sign up.
    assert_eq!(events.len(), list_users(&started.super_admin()).len() - 1, "each user has the event of it");
}
