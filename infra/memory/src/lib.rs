//! Every port in memory.
//!
//! The store is the reference that other stores are held against (`testing/contract`), the store of `memory:`, and what
//! the tests of the slices run on; [`fakes`] has time, chance and secrets for those tests. A [`MemoryStore`] is a
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
