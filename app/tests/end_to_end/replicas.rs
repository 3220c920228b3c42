use std::{collections::BTreeSet, time::Duration};

use test_databases::TestDatabase;

use crate::{
    cases::{Case, on_postgres},
    event_lists::stored,
    support::{Client, PASSWORD, Server, Workplace, eventually, sign_up_and_log_in, within},
    webhook_receiver::{Receiver, delivered, workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(a_session_is_good_on_every_replica_and_its_end_holds_at_the_next_request),
        on_postgres(guesses_are_bounded_over_all_replicas),
        on_postgres(events_are_delivered_by_one_replica_at_a_time_and_none_is_lost_with_it),
    ]
}

const REPLICAS: usize = 3;
/// Longer than the lease of a process that died.
const LONG: Duration = Duration::from_mins(1);

/// Replicas on one database.
struct Replicas {
    servers: Vec<Server>,
    _workplaces: Vec<Workplace>,
}

impl Replicas {
    fn start(workplace: impl Fn() -> Workplace) -> Self {
        let workplaces: Vec<_> = (0..REPLICAS).map(|_| workplace()).collect();
        Self { servers: workplaces.iter().map(Workplace::start).collect(), _workplaces: workplaces }
    }

    /// This client on each of them.
    fn each(&self, client: &Client) -> Vec<Client> {
        let cookie = client.cookie.as_deref().unwrap();
        self.servers.iter().map(|server| server.anonymous().with_cookie(cookie)).collect()
    }
}

fn a_session_is_good_on_every_replica_and_its_end_holds_at_the_next_request() {
    let database = TestDatabase::create().unwrap();
    let replicas = Replicas::start(|| Workplace::new(&database.url()));
    for (number, server) in replicas.servers.iter().enumerate() {
        let name = format!("ada.{number}");
        let ada = replicas.each(&sign_up_and_log_in(&server.anonymous(), &name));
        for there in &ada {
            assert_eq!(there.me().assert_status(200).body["user"]["username"], name);
        }
        let next = (number + 1) % REPLICAS;
        ada[next].log_out().assert_status(204);
        for there in &ada {
            there.me().assert_problem(401, "unauthenticated");
        }

        // Another password ends the other sessions, wherever they are used.
        let log_in = |server: &Server| {
            let answer = server.anonymous().log_in(&name, PASSWORD);
            server.anonymous().with_cookie(answer.assert_status(200).cookie())
        };
        let others: Vec<_> = replicas.servers.iter().map(log_in).collect();
        let here = log_in(server);
        let change = serde_json::json!({"currentPassword": PASSWORD, "newPassword": "analytical engine"});
        here.call("PUT", "/api/v1/auth/password").json(&change).send().assert_status(204);
        for other in &others {
            for there in replicas.each(other) {
                there.me().assert_problem(401, "unauthenticated");
            }
        }
    }
}

fn guesses_are_bounded_over_all_replicas() {
    let database = TestDatabase::create().unwrap();
    let bounded = || {
        Workplace::new(&database.url())
            .with("TRANCHE_RATE_LIMIT__ENABLED", "true")
            .with("TRANCHE_RATE_LIMIT__ACCOUNT_ADDRESS_ATTEMPTS", "6")
    };
    let replicas = Replicas::start(bounded);
    let ada = sign_up_and_log_in(&replicas.servers[0].anonymous(), "ada.lovelace");
    for guess in 0..6 {
        let server = replicas.servers[guess % REPLICAS].anonymous();
        server.log_in("ada.lovelace", "a wrong guess").assert_problem(401, "invalid-credentials");
    }
    for server in &replicas.servers {
        server.anonymous().log_in("Ada.Lovelace", "a wrong guess").assert_problem(429, "too-many-attempts");
        server.anonymous().log_in("ada.lovelace", PASSWORD).assert_problem(429, "too-many-attempts");
    }
    // A live session does not suffer.
    for there in replicas.each(&ada) {
        there.me().assert_status(200);
    }
}

fn events_are_delivered_by_one_replica_at_a_time_and_none_is_lost_with_it() {
    let (database, receiver) = (TestDatabase::create().unwrap(), Receiver::start());
    let on_database = || workplace(receiver.port()).with("TRANCHE_STORE__URL", &database.url());
    // A single replica delivers, and continues when others start.
    let first_workplace = on_database();
    let mut first = first_workplace.start();
    let user = sign_up_and_log_in(&first.anonymous(), "ada.0");
    eventually("the first delivers", || (receiver.deliveries().len() == 2).then_some(()));
    let replicas = Replicas::start(on_database);
    for number in 1..=12 {
        let server = &replicas.servers[number % REPLICAS];
        let ada = sign_up_and_log_in(&server.anonymous(), &format!("ada.{number}"));
        for there in replicas.each(&ada).iter().take(1) {
            there.log_out().assert_status(204);
        }
    }
    let before = stored(&first_workplace);
    eventually("everything came", || (delivered(&receiver.deliveries()) == before).then_some(()));
    let ids = receiver.ids();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each came once");

    // It is killed during a delivery that the receiver has not accepted yet.
    receiver.react(|delivery| (delivery.kind() != "SessionEnded").then_some(204));
    first.anonymous().with_cookie(user.cookie.unwrap()).log_out().assert_status(204);
    eventually("a delivery is not answered", || {
        receiver.deliveries()[ids.len()..].iter().any(|delivery| delivery.kind() == "SessionEnded").then_some(())
    });
    for server in &replicas.servers {
        server.anonymous().log_in("ada.0", PASSWORD).assert_status(200);
    }
    first.kill();
    receiver.react(|_| Some(204));
    let all = stored(&first_workplace);
    within(LONG, "everything came", || (delivered(&receiver.deliveries()) == all).then_some(()));
}
