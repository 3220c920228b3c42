use std::{sync::Barrier, thread, time::Duration};

use serde_json::{Value, json};

use crate::{
    cases::{Case, case, case_of_connections},
    stores::TestStore,
    support::{Answer, Connection, PASSWORD, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(of_fifty_sign_ups_of_one_name_one_succeeds),
        case(of_many_log_outs_at_once_none_fails_and_the_session_is_over),
        case(many_log_ins_at_once_start_a_session_each),
        case(of_many_log_ins_at_once_the_newest_sessions_live),
        case(a_session_is_ended_with_the_one_that_replaces_it_beside),
        case_of_connections(log_ins_that_are_hung_up_are_counted_and_start_no_session),
        case(of_sixty_four_wrong_guesses_at_once_ten_are_compared),
        case_of_connections(a_saturated_hasher_refuses_at_once_and_others_do_not_suffer),
        case(many_clients_on_few_connections_are_all_answered),
    ]
}

/// The responses to `number` concurrent calls.
pub(crate) fn at_once(number: usize, call: impl Fn(usize) -> Answer + Sync) -> Vec<Answer> {
    let start = Barrier::new(number);
    let call = |index| {
        start.wait();
        call(index)
    };
    thread::scope(|scope| {
        let calls: Vec<_> = (0..number).map(|index| scope.spawn(move || call(index))).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    })
}

fn of_fifty_sign_ups_of_one_name_one_succeeds(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let name = |index: usize| {
        let letters = "ada.lovelace".chars().enumerate();
        let in_case = |(position, letter): (usize, char)| {
            if index >> (position % 6) & 1 == 1 { letter.to_ascii_uppercase() } else { letter }
        };
        letters.map(in_case).collect::<String>()
    };
    let answers = at_once(50, |index| client.sign_up(&name(index), &format!("{PASSWORD} {index}")));
    let made: Vec<_> = (0..50).filter(|index| answers[*index].status == 201).collect();
    let [winner] = made[..] else { panic!("one sign-up succeeds, not {made:?}") };
    for (index, answer) in answers.iter().enumerate().filter(|(index, _)| *index != winner) {
        answer.assert_problem(409, "username-taken");
        client.log_in("ada.lovelace", &format!("{PASSWORD} {index}")).assert_problem(401, "invalid-credentials");
    }
    let logged_in = client.log_in("ada.lovelace", &format!("{PASSWORD} {winner}"));
    logged_in.assert_status(200);
    assert_eq!(logged_in.body["user"], answers[winner].body);
    assert_eq!(logged_in.body["user"]["username"], name(winner));
}

fn of_many_log_outs_at_once_none_fails_and_the_session_is_over(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    let answers = at_once(20, |_| user.log_out());
    for answer in &answers {
        if answer.status != 204 {
            answer.assert_problem(401, "unauthenticated");
        }
    }
    assert!(answers.iter().any(|answer| answer.status == 204));
    user.me().assert_problem(401, "unauthenticated");
}

fn many_log_ins_at_once_start_a_session_each(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let answers = at_once(16, |_| client.log_in("ada.lovelace", PASSWORD));
    let mut sessions = Vec::new();
    for answer in &answers {
        answer.assert_status(200);
        client.with_cookie(answer.cookie()).me().assert_status(200);
        sessions.push(answer.body["session"]["id"].as_str().unwrap());
    }
    sessions.sort_unstable();
    sessions.dedup();
    assert_eq!(sessions.len(), answers.len());
}

fn of_many_log_ins_at_once_the_newest_sessions_live(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SESSION__MAX_PER_USER", "3")]);
    let client = started.anonymous();
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let answers = at_once(16, |_| client.log_in("ada.lovelace", PASSWORD));
    let live = answers.iter().filter(|answer| {
        answer.assert_status(200);
        client.with_cookie(answer.cookie()).me().status == 200
    });
    assert_eq!(live.count(), 3);
}

fn a_session_is_ended_with_the_one_that_replaces_it_beside(store: &TestStore) {
    let started = store.start();
    let (root, anonymous) = (started.super_admin(), started.anonymous());
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    for round in 0..6 {
        let log_in = || anonymous.log_in("ada.lovelace", PASSWORD);
        let (session, other) = (log_in(), log_in());
        let user = anonymous.with_cookie(session.cookie());
        let verb = if round % 2 == 0 { "grant" } else { "revoke" };
        let change = root.call("PATCH", &format!("/api/v1/users/{verb}"));
        change.json(&json!({"username": "ada.lovelace"})).send().assert_status(200);
        let id = session.body["session"]["id"].as_str().unwrap();
        // The first call after the change of role replaces this session by another.
        let answers = at_once(6, |index| match (index, round % 3) {
            (0, 0) => user.log_out(),
            (0, 1) => {
                anonymous.with_cookie(other.cookie()).call("DELETE", &format!("/api/v1/auth/sessions/{id}")).send()
            }
            (0, _) => user.call("DELETE", &format!("/api/v1/auth/sessions/{id}")).send(),
            _ => user.me(),
        });
        let ended = &answers[0];
        // Once the session is replaced, its old cookie is refused, except by a log-out.
        if !(round % 3 == 2 && ended.status == 401) {
            assert_eq!(ended.status, 204, "round {round}: {}", ended.text);
            for answer in &answers[1..] {
                if answer.status == 200 && !answer.header_lines("set-cookie").is_empty() {
                    anonymous.with_cookie(answer.cookie()).me().assert_problem(401, "unauthenticated");
                }
            }
        }
        user.me().assert_problem(401, "unauthenticated");
    }
}

/// Sends a log-in, and hangs up after this time without waiting for the response.
fn log_in_and_hang_up(address: &str, password: &str, stay: Duration) {
    let body = json!({"username": "ada.lovelace", "password": password}).to_string();
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    let mut connection = Connection::open(address);
    connection.send(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()));
    thread::sleep(stay);
}

fn log_ins_that_are_hung_up_are_counted_and_start_no_session(store: &TestStore) {
    let started = store.start_with(&[
        ("TRANCHE_RATE_LIMIT__ENABLED", "true"),
        ("TRANCHE_RATE_LIMIT__ACCOUNT_ADDRESS_ATTEMPTS", "3"),
        // Hashing takes a while, so that the client is gone before it ends.
        ("TRANCHE_SECURITY__BCRYPT_COST", "11"),
    ]);
    let user = started.user("ada.lovelace");
    for _ in 0..3 {
        for _ in 0..4 {
            log_in_and_hang_up(&started.server.address, PASSWORD, Duration::from_millis(20));
        }
        eventually("the right guesses are settled", || {
            (user.without_cookie().log_in("ada.lovelace", PASSWORD).status == 200).then_some(())
        });
    }
    // A right guess resets the count, and log-ins whose client hung up are verified in turn: none is pending after
    // these.
    for _ in 0..2 {
        user.without_cookie().log_in("ada.lovelace", PASSWORD).assert_status(200);
    }
    let refused = || {
        let log = started.log();
        let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        lines.filter(|line| line["event"] == "log_in" && line["outcome"] == "refused").count()
    };
    let before = refused();
    // A connection that closes before the server has read its request is no guess, so clients stay for longer and
    // longer.
    let mut stays = (0..8).map(|tens| Duration::from_millis(10 * tens)).cycle();
    eventually("wrong guesses are verified up to the limit", || {
        log_in_and_hang_up(&started.server.address, "wrong engine", stays.next().unwrap());
        (refused() >= before + 3).then_some(())
    });
    user.without_cookie().log_in("ada.lovelace", PASSWORD).assert_problem(429, "too-many-attempts");
    user.me().assert_status(200);
}

fn of_sixty_four_wrong_guesses_at_once_ten_are_compared(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_RATE_LIMIT__ENABLED", "true")]);
    let user = started.user("ada.lovelace");
    let answers = at_once(64, |_| started.anonymous().log_in("ada.lovelace", "wrong engine"));
    let compared = answers.iter().filter(|answer| answer.status == 401).count();
    for answer in answers.iter().filter(|answer| answer.status != 401) {
        answer.assert_problem(429, "too-many-attempts");
    }
    assert_eq!(compared, 10);
    user.me().assert_status(200);
}

fn a_saturated_hasher_refuses_at_once_and_others_do_not_suffer(store: &TestStore) {
    let started = store.start_with(&[
        ("TRANCHE_SECURITY__BCRYPT_COST", "10"),
        ("TRANCHE_SECURITY__HASHER_THREADS", "1"),
        ("TRANCHE_SECURITY__HASHER_QUEUE", "2"),
    ]);
    let user = started.user("ada.lovelace");
    let answers = at_once(24, |index| {
        // Every third client is signed in, and needs no hash.
        if index % 3 == 0 { user.me() } else { started.anonymous().log_in("ada.lovelace", PASSWORD) }
    });
    for (index, answer) in answers.iter().enumerate() {
        if answer.status != 200 {
            answer.assert_problem(503, "unavailable");
            assert!(index % 3 != 0, "a session needs no hash");
        }
    }
    let log_ins = || (0..24).filter(|index| index % 3 != 0).map(|index| answers[index].status);
    assert!(log_ins().any(|status| status == 200) && log_ins().any(|status| status == 503));
    started.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn many_clients_on_few_connections_are_all_answered(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_STORE__MAX_CONNECTIONS", "2")]);
    let user = started.user("ada.lovelace");
    for answer in at_once(200, |_| user.me()) {
        if answer.status != 200 {
            answer.assert_problem(503, "unavailable");
        }
    }
    user.me().assert_status(200);
    started.user("grace.hopper").me().assert_status(200);
}
