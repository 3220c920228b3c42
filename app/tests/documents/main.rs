//! Statements of the documents, compared with the code: links, quoted sources, generated references, commands, the
//! pages of the site, and the example of `docs/adding-a-slice.md`, which is compiled and tested here as its crate would
//! be. Also what keeps the rest of the tree true: the digests that workflows and containers pin and who updates them,
//! the limits of the proxies, and the retired words.

mod agents;
mod aggregate;
mod cli;
mod deployments;
mod example_files;
mod generated;
mod links;
mod markdown;
mod openapi;
mod openapi_rules;
mod operations;
mod pins;
mod problems;
mod proxies;
mod retired_words;
mod schemas;
mod site;
mod sources;
mod tree;
mod updates;
mod versions;
mod webhooks;

/// The example crate, under the name that its own test uses.
extern crate self as close_account;

#[path = "close_account/src/lib.rs"]
#[expect(unreachable_pub, reason = "in its own crate it is reachable")]
mod example;
#[path = "close_account/tests/close_account.rs"]
mod example_tests;

use example::{CloseAccount, CloseAccountError, routes};
