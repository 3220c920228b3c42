//! The operator fills a store with a believable catalogue, users and orders, to try things out and to load it:
//! `tranche seed`. No HTTP call does this.

mod interactor;
mod plan;
mod sample;

pub use interactor::{SeedError, SeedStore};
pub use plan::{Progress, SeedPlan};
