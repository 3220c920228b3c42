use std::env;

use crate::{
    stores::{STORES, Store, TABLE_OF_A_STACK},
    support::{Entry, Format},
};

/// The entries, each with its name and the stores that it is tested on every time.
const ENTRIES: &[(Entry, &str, &[&str])] = &[
    (Entry::Server, "server", &["memory", "sqlite", "postgres", "dynamodb"]),
    (Entry::Function(Format::V1), "function_v1", &["sqlite"]),
    (Entry::Function(Format::V2), "function_v2", &["dynamodb"]),
    (Entry::Function(Format::LoadBalancer), "function_behind_a_load_balancer", &["memory"]),
];

/// Whether this is the long run.
pub(crate) fn is_long() -> bool {
    env::var_os("TRANCHE_TESTS_LONG").is_some()
}

/// Every entry with every store in the long run; a stack has its own table instead.
pub(crate) fn with_stores() -> impl Iterator<Item = (Entry, String, &'static Store)> {
    let is_long = is_long();
    let crossed = ENTRIES.iter().flat_map(move |&(entry, name, usual)| {
        let stores = STORES.iter().filter(move |store| is_long || usual.contains(&store.name));
        stores.map(move |store| {
            let prefix = if entry == Entry::Server { String::new() } else { format!("{name}::") };
            (entry, prefix + store.name, store)
        })
    });
    crossed.chain([(Entry::Stack, TABLE_OF_A_STACK.name.to_owned(), &TABLE_OF_A_STACK)])
}
