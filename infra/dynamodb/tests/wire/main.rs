//! The tests of this adapter alone, over the wire: with a stub that each test configures, and with a real server,
//! without which those cases are reported as ignored. The contract of the ports is in `contract.rs`.

mod aws;
mod cancelled;
mod faults;
mod items;
mod lost_answers;
mod maintenance;
mod refusals;
mod replicas;
mod round_trips;
mod schema;
mod server;
mod store;
mod stub;

use std::any::type_name;

use libtest_mimic::{Arguments, Completion, Trial};
use tokio::runtime::{Builder, Runtime};

fn main() {
    let groups = [
        faults::cases,
        cancelled::cases,
        items::cases,
        lost_answers::cases,
        maintenance::cases,
        refusals::cases,
        replicas::cases,
        round_trips::cases,
        schema::cases,
    ];
    let trials = groups.into_iter().flat_map(|cases| cases()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// A case that needs no server.
fn case<F, R>(run: F) -> Trial
where
    F: Fn() -> R + Send + 'static,
    R: Future<Output = ()>,
{
    let trial = move || {
        runtime().block_on(run());
        Ok(())
    };
    Trial::test(name::<F>(), trial)
}

/// A case on the server whose URL it gets.
fn server_case<F, R>(run: F) -> Trial
where
    F: Fn(String) -> R + Send + 'static,
    R: Future<Output = ()>,
{
    let trial = move || {
        let Some(server) = server::url() else { return Ok(Completion::ignored_with("its server is absent")) };
        runtime().block_on(run(server));
        Ok(Completion::Completed)
    };
    Trial::ignorable_test(name::<F>(), trial)
}

/// The path of a function below this file.
fn name<F>() -> String {
    let path = type_name::<F>();
    path.split_once("::").map_or(path, |(_, name)| name).to_owned()
}

/// Several threads, so that concurrent calls run in parallel.
fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime with threads")
}
