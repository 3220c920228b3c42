//! What is particular to this adapter, as it goes over the wire: to a stub that does what a test wants, and to a real server,
//! without which those cases are reported as ignored. The contract of the ports is held in `contract.rs`.

mod aws;
mod cancelled;
mod faults;
mod items;
mod lost_answers;
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
        refusals::cases,
        replicas::cases,
        round_trips::cases,
        schema::cases,
    ];
    let trials = groups.into_iter().flat_map(|cases| cases()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The case that `run` has, which needs no server.
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

/// The case that `run` has, on the server whose URL it is given.
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

/// Several threads, so that what happens at once does.
fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads are to be had")
}
