use std::{
    env,
    ffi::OsString,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    cases::{Case, case, on_dynamodb, with_bare_function},
    function::{get, start},
    support::{Format, Gateway, Workplace, new_table},
};

/// They print the metrics of docs/performance.md, which are of release builds; the bounds here hold on any machine.
pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(an_environment_starts_quickly_without_its_store).alone(),
        on_dynamodb(an_environment_starts_quickly_on_dynamodb).alone(),
        with_bare_function(the_bridge_to_the_app_costs_little).alone(),
    ]
}

const STARTS: usize = 21;
const CALLS: usize = 2_000;
const ROUNDS: usize = 5;

fn an_environment_starts_quickly_without_its_store() {
    let workplace = Workplace::new("memory:");
    print_start("without a store call", || workplace.start_function_and_answer("/livez"));
}

fn an_environment_starts_quickly_on_dynamodb() {
    let workplace = Workplace::new(&new_table().unwrap());
    // As deployed: the table exists.
    start(&workplace).anonymous().get("/readyz").assert_status(200);
    let workplace = workplace.with("TRANCHE_STORE__MIGRATE_ON_START", "false");
    print_start("on DynamoDB, a page of products", || workplace.start_function_and_answer("/api/v1/products"));
}

impl Workplace {
    /// The median time of a start and its first response.
    fn start_function_and_answer(&self, path: &str) -> Duration {
        let function = start(self);
        let answer = function.gateway().invoke(get(path)).unwrap();
        let took = function.gateway().since.elapsed();
        assert_eq!(answer["statusCode"], 200, "{answer}");
        took
    }
}

fn print_start(what: &str, mut first_answer: impl FnMut() -> Duration) {
    let median = median((0..STARTS).map(|_| first_answer()));
    println!("function: from the start of a process to its first answer, {what}, median of {STARTS}: {median:?}");
    assert!(median < Duration::from_secs(5));
}

/// Alternates the same call between the product and a baseline: a function that has nothing but `lambda_http`.
fn the_bridge_to_the_app_costs_little() {
    let workplace = Workplace::new("memory:").with("TRANCHE_LOG__LEVEL", "warn");
    let ours = start(&workplace);
    let bare = Gateway::start(Format::V2, 1, || {
        let mut command = Command::new(bare_function().unwrap());
        command.stdin(Stdio::null());
        command
    });
    let (mut of_ours, mut of_bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (gateway, times) in [(ours.gateway(), &mut of_ours), (&bare, &mut of_bare)] {
            let calls = (0..CALLS).map(|_| time(|| drop(gateway.invoke(get("/livez")).unwrap())));
            times.push(median(calls));
        }
    }
    let (ours, bare) = (median(of_ours.into_iter()), median(of_bare.into_iter()));
    println!("function: a call of /livez {ours:?}, of a bare function {bare:?}, median of {ROUNDS} medians");
    assert!(ours.saturating_sub(bare) < Duration::from_millis(20));
}

/// The baseline's program; `bench/function.sh` builds and names it.
pub(crate) fn bare_function() -> Option<OsString> {
    env::var_os("TRANCHE_BARE_FUNCTION")
}

fn time(work: impl FnOnce()) -> Duration {
    let since = Instant::now();
    work();
    since.elapsed()
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.collect();
    times.sort();
    times[times.len() / 2]
}
