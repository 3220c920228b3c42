//! Random sequences of calls by users and admins to products and orders, compared with a model that is too simple to be
//! wrong: after each step, response and store must match the model. On every embedded store.

mod model;
mod shop;
mod step;

use std::sync::Arc;

use application::{Persistence, Schema};
use proptest::{
    collection::vec,
    prelude::{ProptestConfig, Strategy},
    test_runner::TestRunner,
};
use tokio::runtime::{Builder, Runtime};

use model::Model;
use shop::Shop;
use step::{Step, steps};

/// Runs `cases` sequences of up to `length` steps, each on a store that `with_store` opens and keeps meanwhile.
fn hold_to_the_model(cases: u32, length: usize, with_store: impl Fn(&Runtime, &dyn Fn(Arc<dyn Persistence>))) {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    let sequences = vec(steps(), 1..=length).prop_map(Sequence);
    let result = TestRunner::new(config).run(&sequences, |Sequence(steps)| {
        with_store(&runtime, &|store| runtime.block_on(run(store, &steps)));
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

#[derive(Debug)]
struct Sequence(Vec<Step>);

async fn run(store: Arc<dyn Persistence>, steps: &[Step]) {
    let (shop, mut model) = (Shop::open(store).await, Model::default());
    for (number, step) in steps.iter().enumerate() {
        let (answered, expected) = (shop.take(step, &model).await, model.take(step));
        assert_eq!(answered, expected, "the answer to step {number}, {step:?}");
        shop.assert_stored(&model).await;
    }
    shop.assert_history(&model).await;
}

#[test]
fn the_store_in_memory_does_what_the_model_does() {
    hold_to_the_model(300, 60, |_, run| run(memory_store::persistence()));
}

#[test]
fn sqlite_does_what_the_model_does() {
    hold_to_the_model(24, 40, |runtime, run| {
        let directory = tempfile::tempdir().unwrap();
        let settings = sea_orm_store::Settings {
            url: format!("sqlite://{}", directory.path().join("shop.db").display()),
            max_connections: None,
            acquire_timeout: std::time::Duration::from_secs(2),
        };
        let _in_runtime = runtime.enter();
        let store = sea_orm_store::connect(&settings).unwrap();
        let schema: Arc<dyn Schema> = store.resolve();
        runtime.block_on(schema.migrate()).unwrap();
        run(store);
    });
}
