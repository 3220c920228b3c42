//! The HTTP contract, spoken over real HTTP to the product's binary on every store.
//!
//! A case is a function that starts its own product and asserts the responses. Each case that reaches the store runs on
//! each, under a name like `sqlite::sign_up::an_account_is_answered`; if a store's server is absent, its cases are
//! reported as ignored. The product stands behind a gateway too, as a function: there the names are like
//! `function_v2::dynamodb::sign_up::an_account_is_answered`. Behind the stack for AWS, on an emulator, they are like
//! `stack::sign_up::an_account_is_answered`.

mod account;
mod administration;
mod bodies;
mod cases;
mod connections;
mod console;
mod cross_site;
mod dead_letters;
mod documentation;
mod entries;
mod events;
mod headers;
mod json;
mod limits;
mod log_in;
mod log_out;
mod order_of_checks;
mod orders;
mod orders_input;
mod orders_keys;
mod orders_lists;
mod orders_races;
mod orders_statuses;
mod passwords;
mod paths;
mod problems;
mod products;
mod products_input;
mod products_lists;
mod products_races;
mod products_states;
mod protocol;
mod races;
mod request_ids;
mod roles;
mod sessions;
mod sign_up;
mod stores;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the end-to-end tests use the rest")]
mod support;
mod system;
mod tokens;
mod usernames;
mod users;

use libtest_mimic::{Completion, Trial};

fn main() {
    let mut trials = Vec::new();
    for (entry, name, store) in entries::with_stores() {
        for case in cases::all() {
            trials.push(Trial::ignorable_test(format!("{name}::{}", case.name), move || {
                if let Some(reason) = case.omission(entry, store.name) {
                    return Ok(Completion::ignored_with(reason));
                }
                let Some(store) = store.for_a_case(entry) else {
                    return Ok(Completion::ignored_with("its server is absent"));
                };
                (case.run)(&store);
                Ok(Completion::Completed)
            }));
        }
    }
    libtest_mimic::run(&support::arguments(), trials).exit()
}
