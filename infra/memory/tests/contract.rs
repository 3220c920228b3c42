//! The contract suite on the store in memory.

use store_contract::TestStore;

fn main() {
    store_contract::main("memory", || {
        Box::pin(async { Some(TestStore { persistence: memory_store::persistence(), guard: Box::new(()) }) })
    })
}
