//! The contract suite on PostgreSQL.

use std::time::Duration;

use sea_orm_store::{Settings, connect};
use store_contract::TestStore;
use test_databases::TestDatabase;

fn main() {
    store_contract::main("postgres", || {
        Box::pin(async {
            let database = TestDatabase::create()?;
            let settings =
                Settings { url: database.url(), max_connections: Some(8), acquire_timeout: Duration::from_secs(4) };
            let persistence = connect(&settings).expect("the URL is one of a store");
            Some(TestStore { persistence, guard: Box::new(database) })
        })
    })
}
