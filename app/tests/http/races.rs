use std::{sync::Barrier, thread};

use crate::{
    cases::{Case, case, case_of_connections},
    stores::TestStore,
    support::{Answer, PASSWORD},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(of_fifty_sign_ups_of_one_name_one_succeeds),
        case(of_many_log_outs_at_once_none_fails_and_the_session_is_over),
        case(many_log_ins_at_once_start_a_session_each),
        case(of_many_log_ins_at_once_the_newest_sessions_live),
        case(of_sixty_four_wrong_guesses_at_once_ten_are_judged),
        case_of_connections(a_saturated_hasher_refuses_at_once_and_others_do_not_suffer),
        case(many_clients_on_few_connections_are_all_answered),
    ]
}

/// The answers to `number` calls that are made at once.
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
        let in_case = |(place, letter): (usize, char)| {
            if index >> (place % 6) & 1 == 1 { letter.to_ascii_uppercase() } else { letter }
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

fn of_sixty_four_wrong_guesses_at_once_ten_are_judged(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_RATE_LIMIT__ENABLED", "true")]);
    let user = started.user("ada.lovelace");
    let answers = at_once(64, |_| started.anonymous().log_in("ada.lovelace", "wrong engine"));
    let judged = answers.iter().filter(|answer| answer.status == 401).count();
    for answer in answers.iter().filter(|answer| answer.status != 401) {
        answer.assert_problem(429, "too-many-attempts");
    }
    assert_eq!(judged, 10);
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
        // Every third is somebody who is signed in, and needs no hash.
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
