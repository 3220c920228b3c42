use std::path::PathBuf;

use super::{CommandResult, say};
use crate::{
    composition::compose,
    configuration::{Sources, load},
    documentation,
};

/// The document is the code's alone: neither the environment nor a file has a say in it.
pub(super) fn run() -> CommandResult {
    let overrides = vec![("store.url".to_owned(), "memory:".to_owned())];
    let mut sources = Sources::of_process(None, overrides);
    sources.environment.clear();
    sources.directory = PathBuf::from("/nonexistent");
    let document = documentation::describe(&compose(&load(&sources)?)?);
    say(documentation::render(&document)?.trim_end())?;
    Ok(())
}
