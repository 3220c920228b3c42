use crate::support::{Started, start};

/// A kind of store that the product runs on.
pub(crate) struct Store {
    pub(crate) name: &'static str,
    /// The URL of a store that nobody else uses; none where its server is absent.
    pub(crate) url: fn() -> Option<String>,
}

/// Every kind of store. Whoever adds one adds a row, and has the whole suite.
pub(crate) const STORES: [Store; 2] = [
    Store { name: "memory", url: || Some("memory:".to_owned()) },
    // Relative to the directory of the product, which is a fresh one.
    Store { name: "sqlite", url: || Some("sqlite://data/tranche.db".to_owned()) },
];

/// The store that a case runs on.
pub(crate) struct TestStore {
    pub(crate) url: String,
}

impl TestStore {
    /// Starts the product on this store.
    #[track_caller]
    pub(crate) fn start(&self) -> Started {
        start(&self.url, &[])
    }

    /// Starts the product on this store, configured further.
    #[track_caller]
    pub(crate) fn start_with(&self, variables: &[(&str, &str)]) -> Started {
        start(&self.url, variables)
    }
}
