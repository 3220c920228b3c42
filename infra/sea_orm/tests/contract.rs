//! The contract suite on SQLite, each case on a file of its own.

use std::time::Duration;

use sea_orm_store::Settings;
use store_contract::TestStore;

fn main() {
    store_contract::main("sqlite", || {
        Box::pin(async {
            let directory = tempfile::tempdir().expect("a temporary directory");
            let settings = Settings {
                url: format!("sqlite://{}", directory.path().join("data/tranche.db").display()),
                max_connections: None,
                acquire_timeout: Duration::from_secs(2),
            };
            let persistence = sea_orm_store::connect(&settings).expect("the URL is a store's");
            Some(TestStore { persistence, guard: Box::new(directory) })
        })
    })
}
