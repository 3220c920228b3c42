//! `cargo slice`: adds slices and aggregates to this repository and takes them out again, so that everything stays green in
//! between, and makes it another product.
//!
//! All edits are planned in memory, by the syntax of the files that they go to, and then all of them are made, or none.
//! `.slices` records what was made. No part of the product.

mod aggregate;
mod beginning;
mod cli;
mod conditions;
mod doctor;
mod items;
mod lists;
mod manifests;
mod markdown;
mod merge;
mod mode;
mod names;
mod new_file;
mod next_steps;
mod openapi;
mod openapi_collection;
mod operation;
mod operation_list;
mod origin;
mod other_lists;
mod parts;
mod paths;
mod plan;
mod product_name;
mod prompts;
mod pruning;
mod recipe;
mod record;
mod refusal;
mod removal;
mod renaming;
mod repository;
mod respelling;
mod route;
mod rust_file;
mod shape;
mod stripping;
mod taken;
mod templates;
mod text;
mod tokens;
mod use_case;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

/// Does what the command line says. What was done goes to standard output, and a refusal to standard error.
#[must_use]
pub fn run() -> ExitCode {
    let (outcome, exit_code) = match cli::run(cli::Cli::parse()) {
        Ok(report) => (io::stdout().write_all(report.as_bytes()), ExitCode::SUCCESS),
        Err(refusal) => (writeln!(io::stderr(), "error: {refusal}"), ExitCode::FAILURE),
    };
    // A reader that closed the pipe needs no error.
    drop(outcome);
    exit_code
}
