//! Every port in memory.
//!
//! The store is the reference to which other stores are compared (`testing/contract`), the store of `memory:`, and the
//! store of the slices' tests; [`fakes`] has time, randomness and secrets for those tests. A [`MemoryStore`] is a
//! handle to one store: its clones share it.

pub mod fakes;

mod persistence;
mod state;
mod store;

pub use store::{Fault, MemoryStore};

use std::sync::Arc;

use application::Persistence;

/// A new, empty store that lives as long as the process.
#[must_use]
pub fn persistence() -> Arc<dyn Persistence> {
    MemoryStore::new().persistence()
}
