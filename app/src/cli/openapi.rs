use std::path::PathBuf;

use super::{CommandResult, say};
use crate::{
    composition::compose,
    configuration::{Sources, load},
    documentation,
};

/// The document depends on the code only, not on the environment or a file.
pub(super) fn run() -> CommandResult {
    let overrides = vec![("store.url".to_owned(), "memory:".to_owned())];
    let mut sources = Sources::of_process(None, overrides);
    sources.environment.clear();
    sources.directory = PathBuf::from("/nonexistent");
    let document = documentation::describe(&compose(&load(&sources)?)?);
    say(documentation::render(&document)?.trim_end())?;
    Ok(())
}
