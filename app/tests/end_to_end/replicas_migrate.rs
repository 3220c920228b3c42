use std::{sync::Barrier, thread, time::Instant};

use test_databases::TestDatabase;

use crate::{
    BOUND,
    cases::{Case, case, on_postgres},
    lists::list_all,
    support::{PASSWORD, ROOT, Server, Workplace, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(replicas_that_start_on_one_empty_file_make_its_schema_once),
        on_postgres(replicas_that_start_on_one_empty_database_make_its_schema_once),
        on_postgres(a_replica_on_a_migrated_database_is_soon_ready),
    ]
}

const REPLICAS: usize = 8;
/// How many starts of a replica are measured.
const STARTS: usize = 11;

fn start_at_once(url: &str) {
    let replica = |_| {
        let workplace = Workplace::new(url)
            .with("TRANCHE_BOOTSTRAP__USERNAME", ROOT)
            .with("TRANCHE_BOOTSTRAP__PASSWORD_FILE", "root_password");
        std::fs::write(workplace.path("root_password"), PASSWORD).unwrap();
        workplace
    };
    let workplaces: Vec<Workplace> = (0..REPLICAS).map(replica).collect();
    let together = Barrier::new(REPLICAS);
    let start = |workplace: &Workplace| {
        together.wait();
        workplace.start()
    };
    let servers: Vec<Server> = thread::scope(|scope| {
        let starts: Vec<_> = workplaces.iter().map(|workplace| scope.spawn(move || start(workplace))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    for server in &servers {
        eventually("it is ready", || (server.anonymous().get("/readyz").status == 200).then_some(()));
    }
    let root = eventually("the super admin is created", || {
        let answer = servers[REPLICAS - 1].anonymous().log_in(ROOT, PASSWORD);
        (answer.status == 200).then(|| servers[0].anonymous().with_cookie(answer.cookie()))
    });
    assert_eq!(list_all(&root, "/api/v1/users?pageSize=100", "users").len(), 1);

    let status = workplaces[0].run(&["migrate", "status"], "");
    let logs: String = workplaces.iter().map(Workplace::log).collect();
    for line in status.output.lines() {
        let name = line.strip_prefix("applied ").unwrap_or_else(|| panic!("{line}"));
        let migrated = logs.lines().filter(|line| line.contains("migrated the store") && line.contains(name));
        assert_eq!(migrated.count(), 1, "{name}");
    }
    assert!(!status.output.is_empty(), "{}", status.errors);
}

fn replicas_that_start_on_one_empty_file_make_its_schema_once() {
    let directory = tempfile::tempdir().unwrap();
    start_at_once(&format!("sqlite://{}", directory.path().join("shared/tranche.db").display()));
}

fn replicas_that_start_on_one_empty_database_make_its_schema_once() {
    let database = TestDatabase::create_empty().unwrap();
    start_at_once(&database.url());
}

fn a_replica_on_a_migrated_database_is_soon_ready() {
    let database = TestDatabase::create().unwrap();
    let workplace = Workplace::new(&database.url());
    let start = |_| {
        let since = Instant::now();
        let server = workplace.start();
        eventually("it is ready", || (server.anonymous().get("/readyz").status == 200).then_some(()));
        let elapsed = since.elapsed();
        assert_eq!(server.stop().code(), Some(0));
        elapsed
    };
    let mut starts: Vec<_> = (0..STARTS).map(start).collect();
    starts.sort_unstable();
    println!("from the start to the first 200 of /readyz, median of {STARTS}: {:?}", starts[STARTS / 2]);
    assert!(starts[STARTS - 1] < BOUND, "{starts:?}");
}
