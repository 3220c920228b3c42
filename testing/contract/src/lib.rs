//! The contract of stores: the docs of the ports in `application`, as cases that any adapter runs.
//!
//! An adapter's `tests/contract.rs`, a test target with `harness = false`, has a `main` that calls [`main`] here.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a case reports a violation of the contract by a panic"
)]

mod cases;
mod world;

use std::{any::Any, sync::Arc};

use application::{Persistence, Schema};
use futures_util::future::BoxFuture;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use tokio::runtime::{Builder, Runtime};

use world::World;

/// A clause of the ports' contract, with its test.
pub struct Case {
    /// The path of the function that tests it.
    pub name: String,
    run: Box<dyn Fn(World) -> BoxFuture<'static, ()> + Send + Sync>,
}

/// A store for one test.
pub struct TestStore {
    /// The store.
    pub persistence: Arc<dyn Persistence>,
    /// A value that must live as long as the store, such as its directory.
    pub guard: Box<dyn Any + Send>,
}

impl Case {
    /// Runs the case on a fresh store, whose schema is migrated.
    ///
    /// # Panics
    /// If the store violates the clause.
    pub async fn run(&self, persistence: &Arc<dyn Persistence>) {
        (self.run)(World::new(persistence)).await;
    }
}

/// Every case. Its name is the path of its function.
#[must_use]
pub fn cases() -> Vec<Case> {
    cases::all()
}

/// Runs every case over `store`, each on a store from `new_store`, and ends the process. If there is none, since its
/// server is absent, each case is reported as ignored.
///
/// # Panics
/// If the system refuses threads.
pub fn main(store: &'static str, new_store: fn() -> BoxFuture<'static, Option<TestStore>>) -> ! {
    let trial = |case: Case| {
        Trial::ignorable_test(format!("{store}::{}", case.name), move || {
            runtime().block_on(async {
                let Some(TestStore { persistence, guard }) = new_store().await else {
                    return Ok(Completion::ignored_with("its server is absent"));
                };
                let schema: &dyn Schema = persistence.resolve_ref();
                schema
                    .migrate()
                    .await
                    .map_err(|error| Failed::from(format!("the schema was not migrated: {error:?}")))?;
                case.run(&persistence).await;
                drop(guard);
                Ok(Completion::Completed)
            })
        })
    };
    libtest_mimic::run(&Arguments::from_args(), cases().into_iter().map(trial).collect()).exit()
}

/// Several threads, so that races are real.
fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("the system gives threads")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use memory_store::{Fault, MemoryStore};

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own() {
        let names: HashSet<String> = cases().into_iter().map(|case| case.name).collect();
        assert_eq!(names.len(), cases().len());
        assert!(names.contains("users::an_absent_user_is_none"));
    }

    #[test]
    fn no_case_passes_over_a_store_that_fails() {
        for fault in [Fault::Unavailable, Fault::Unexpected] {
            for case in cases() {
                let store = MemoryStore::new();
                store.set_fault(Some(fault));
                let name = case.name.clone();
                let outcome = runtime()
                    .block_on(async { tokio::spawn(async move { case.run(&store.persistence()).await }).await });
                assert!(outcome.is_err_and(|error| error.is_panic()), "{name} passes with {fault:?}");
            }
        }
    }
}
