//! The aggregates that this tool made.

use super::arguments::Aggregate;
use crate::{record::Record, refusal::Refusal, repository::Repository};

/// The aggregate of this name with its record; `None` where this tool made none.
///
/// # Errors
/// [`Refusal`] where the record can't be read.
pub(crate) fn find(repository: &Repository, name: &str) -> Result<Option<(Record, Aggregate)>, Refusal> {
    let Some(record) = Record::find(repository, name)? else { return Ok(None) };
    let aggregate = record.arguments.as_aggregate().map(super::Arguments::read).transpose()?;
    Ok(aggregate.map(|aggregate| (record, aggregate)))
}

/// All of them.
///
/// # Errors
/// [`Refusal`] where a record can't be read.
pub(crate) fn all(repository: &Repository) -> Result<Vec<Aggregate>, Refusal> {
    let records = Record::all(repository)?;
    records.iter().filter_map(|record| record.arguments.as_aggregate()).map(super::Arguments::read).collect()
}

/// A sentence that names them.
///
/// # Errors
/// [`Refusal`] where a record can't be read.
pub(crate) fn known(repository: &Repository) -> Result<String, Refusal> {
    let names: Vec<_> = all(repository)?.iter().map(|aggregate| format!("`{}`", aggregate.name)).collect();
    Ok(match names.as_slice() {
        [] => "None was made by it yet.".to_owned(),
        names => format!("Those that were: {}.", names.join(", ")),
    })
}
