use std::{any::Any, cell::RefCell};

use test_databases::TestDatabase;

use crate::support::{Entry, Started, dynamodb_server, maker_of_stacks, new_table, start_behind};

/// A kind of store that the product runs on.
pub(crate) struct Store {
    pub(crate) name: &'static str,
    /// Whether several processes may share it.
    is_shared: bool,
    /// Whether its server is available.
    is_there: fn() -> bool,
    /// A new store for one test; none if its server is absent.
    new: fn() -> Option<NewStore>,
}

/// Every kind of store. A new one needs a row here, and gets the whole suite.
pub(crate) static STORES: &[Store] = &[
    Store { name: "memory", is_shared: false, is_there: || true, new: || Some(NewStore::at("memory:")) },
    Store {
        name: "sqlite",
        is_shared: true,
        is_there: || true,
        // Relative to the product's directory, which is a fresh one.
        new: || Some(NewStore::at("sqlite://data/tranche.db")),
    },
    Store {
        name: "postgres",
        is_shared: true,
        is_there: TestDatabase::server_is_named,
        new: || {
            let database = TestDatabase::create()?;
            Some(NewStore { url: database.url(), guard: Some(Box::new(database)) })
        },
    },
    Store {
        name: "dynamodb",
        is_shared: true,
        is_there: || dynamodb_server().is_some(),
        new: || new_table().as_deref().map(NewStore::at),
    },
];

/// The table of a stack.
pub(crate) static TABLE_OF_A_STACK: Store = Store {
    name: "stack",
    is_shared: true,
    is_there: || maker_of_stacks().is_some(),
    // The template names it.
    new: || Some(NewStore::at("")),
};

/// The processes of a function, if it may have several.
const ENVIRONMENTS: usize = 2;

struct NewStore {
    url: String,
    /// It lives as long as the store.
    guard: Option<Box<dyn Any + Send>>,
}

impl NewStore {
    fn at(url: &str) -> Self {
        Self { url: url.to_owned(), guard: None }
    }
}

/// The kind of store that a case runs on: each server that it starts has its own store.
pub(crate) struct TestStore {
    kind: &'static Store,
    entry: Entry,
    /// Of the stores that are in use.
    guards: RefCell<Vec<Box<dyn Any + Send>>>,
}

impl Store {
    /// The store for a case; none if its server is absent.
    pub(crate) fn for_a_case(&'static self, entry: Entry) -> Option<TestStore> {
        (self.is_there)().then(|| TestStore { kind: self, entry, guards: RefCell::default() })
    }
}

impl TestStore {
    /// Starts the product on a new store.
    #[track_caller]
    pub(crate) fn start(&self) -> Started {
        self.start_with(&[])
    }

    /// Starts the product on a new store, configured further.
    #[track_caller]
    pub(crate) fn start_with(&self, variables: &[(&str, &str)]) -> Started {
        let NewStore { url, guard } = (self.kind.new)().expect("its server is there");
        self.guards.borrow_mut().extend(guard);
        start_behind(self.entry, if self.kind.is_shared { ENVIRONMENTS } else { 1 }, &url, variables)
    }
}
