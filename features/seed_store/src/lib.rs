//! The operator fills a store with realistic data, for trials and load tests: `tranche seed`.
//! No HTTP call does this.

mod interactor;
mod kind;
mod plan;
mod sample;

pub use interactor::{SeedError, SeedStore};
pub use kind::SeedKind;
pub use plan::{Progress, SeedPlan};
