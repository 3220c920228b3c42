use std::{
    any::Any,
    env,
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use libtest_mimic::{Completion, Trial};
use test_databases::TestDatabase;
use tokio::runtime::Runtime;

use crate::{
    proxy::Proxy,
    scenario,
    support::{Entry, Format, PASSWORD, PROXIES, ROOT, dynamodb_server, new_table, start_behind},
};

/// What the steps need of the product: sessions that each use renews, and few guesses at an account.
const SETTINGS: [(&str, &str); 3] = [
    ("TRANCHE_SESSION__RENEW_BELOW", "1"),
    ("TRANCHE_RATE_LIMIT__ENABLED", "true"),
    ("TRANCHE_RATE_LIMIT__ACCOUNT_ADDRESS_ATTEMPTS", "3"),
];

/// Where the product runs: its name, the way in, and how to create its store (`None` if the store's server is absent).
type Target = (&'static str, Entry, fn() -> Option<NewStore>);

const TARGETS: &[Target] = &[
    (ALWAYS.0, Entry::Server, || Some(NewStore::at("sqlite://data/tranche.db"))),
    ("postgres", Entry::Server, || {
        let database = TestDatabase::create()?;
        Some(NewStore { url: database.url(), _guard: Some(Box::new(database)) })
    }),
    ("dynamodb", Entry::Server, new_dynamodb),
    ("function", Entry::Function(Format::V2), new_dynamodb),
];
const CLIENTS: [&str; 3] = [ALWAYS.1, "typescript", "python"];

/// The steps that each client takes, in a table.
const SCENARIO: &str = include_str!("../../../clients/scenario.md");

/// What runs without `TEST_CLIENTS` too.
const ALWAYS: (&str, &str) = ("sqlite", "rust");

/// The processes of the function.
const ENVIRONMENTS: usize = 2;

struct NewStore {
    url: String,
    /// It lives as long as the store.
    _guard: Option<Box<dyn Any + Send>>,
}

impl NewStore {
    fn at(url: &str) -> Self {
        Self { url: url.to_owned(), _guard: None }
    }
}

fn new_dynamodb() -> Option<NewStore> {
    dynamodb_server()?;
    new_table().as_deref().map(NewStore::at)
}

/// Each client on each target, under names like `sqlite::python`.
pub(crate) fn all() -> Vec<Trial> {
    let cases = TARGETS.iter().flat_map(|target| CLIENTS.map(|client| (*target, client)));
    cases
        .map(|(target, client)| {
            Trial::ignorable_test(format!("{}::{client}", target.0), move || Ok(run(target, client)))
        })
        .collect()
}

fn run((target, entry, new_store): Target, client: &str) -> Completion {
    let programs = env::var_os("TEST_CLIENTS");
    if programs.is_none() && (target, client) != ALWAYS {
        return Completion::ignored_with("`make clients-test` runs it");
    }
    let Some(store) = new_store() else { return Completion::ignored_with("its server is absent") };
    let server = start_behind(entry, ENVIRONMENTS, &store.url, &SETTINGS);
    let proxy = Proxy::before(&server.server.address);
    let began = Instant::now();
    let taken = match programs.filter(|_| client != "rust") {
        Some(folder) => run_program(&folder, client, &proxy.origin()),
        None => Runtime::new().unwrap().block_on(async {
            let taken = scenario::take(&proxy.origin(), (ROOT, PASSWORD)).await;
            scenario::first_steps(&proxy.origin()).await.unwrap();
            taken.into_iter().map(str::to_owned).collect()
        }),
    };
    assert_eq!(taken, steps(), "{client} takes the steps of clients/scenario.md");
    println!("{target}::{client}: {:.1} s", began.elapsed().as_secs_f64());
    Completion::Completed
}

/// The steps that a program took, as it printed them.
fn run_program(folder: &OsStr, client: &str, origin: &str) -> Vec<String> {
    let mut program = Command::new(Path::new(folder).join(client));
    program.env("BASE_URL", origin).env("ADMIN_USERNAME", ROOT).env("ADMIN_PASSWORD", PASSWORD);
    for name in PROXIES {
        program.env_remove(name);
    }
    let output = program.stderr(Stdio::inherit()).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    print!("{printed}");
    assert!(output.status.success(), "{client}: {}", output.status);
    let steps = printed.lines().filter_map(|line| line.rsplit_once(": ok after "));
    steps.filter_map(|(step, _)| step.trim_start().split_once(' ')).map(|(_number, name)| name.to_owned()).collect()
}

/// The names in the table of steps, whose rows have a name and what the step must get.
fn steps() -> Vec<String> {
    let rows = SCENARIO.lines().skip_while(|line| *line != "| step | must get |").skip(2);
    let cells = rows.map_while(|row| row.strip_prefix("| ")?.split_once(" | "));
    cells.map(|(name, _)| name.to_owned()).collect()
}
