//! The store in memory keeps the contract.

use store_contract::TestStore;

fn main() {
    store_contract::main("memory", || {
        Box::pin(async { Some(TestStore { persistence: memory_store::persistence(), guard: Box::new(()) }) })
    })
}
