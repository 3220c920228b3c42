//! The contract suite on DynamoDB, each case on a table of its own.

#[path = "wire/server.rs"]
mod server;

use store_contract::TestStore;

fn main() {
    store_contract::main("dynamodb", || {
        Box::pin(async {
            let settings = server::settings(&server::url()?);
            let persistence = dynamodb_store::connect(&settings).expect("the URL is a store's");
            Some(TestStore { persistence, guard: Box::new(()) })
        })
    })
}
