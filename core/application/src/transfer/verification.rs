use std::collections::BTreeMap;

use async_trait::async_trait;
use futures_util::future::try_join;

use super::{
    digest::{Digest, Summary},
    error::TransferError,
    invariants::{Invariants, Violation},
    kinds::kinds,
    source::Source,
};

/// One of two sources that are compared: it is read several times.
#[async_trait]
pub trait Side: Send + Sync {
    /// The rows from the first on.
    ///
    /// # Errors
    /// [`TransferError::Store`] and [`TransferError::Dump`].
    async fn open(&self) -> Result<Box<dyn Source>, TransferError>;
}

/// The result of a comparison.
#[derive(Debug)]
pub struct Report {
    /// Each kind, with the rows of both sides.
    pub kinds: Vec<(&'static str, [Summary; 2])>,
    /// Rows in which the sides differ. Where many of a kind do, not all of them are listed.
    pub differences: Vec<Difference>,
    /// The rules that the rows of the second side break.
    pub violations: Vec<Violation>,
}

/// A row in which the sides differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The second side lacks it.
    Missing(&'static str, String),
    /// The first side lacks it.
    Extra(&'static str, String),
    /// Both have it, with other contents.
    Other(&'static str, String),
}

impl Report {
    /// Whether both sides have the same rows, and no rule is broken.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty() && self.kinds.iter().all(|(_, [one, other])| one == other)
    }
}

/// The rows of each kind, and the rules that they break; reports the number of rows that were read.
///
/// # Errors
/// [`TransferError::Store`] and [`TransferError::Dump`].
pub async fn summarize(
    source: &mut dyn Source,
    report: &(dyn Fn(u64) + Sync),
) -> Result<(Vec<Summary>, Vec<Violation>), TransferError> {
    let kinds = kinds();
    let mut summaries = vec![Summary::default(); kinds.len()];
    let (mut invariants, mut rows) = (Invariants::default(), 0);
    while let Some(page) = source.next().await? {
        let (Some(kind), Some(summary)) = (kinds.get(page.kind), summaries.get_mut(page.kind)) else { continue };
        for item in &page.items {
            summary.add(kind.name(), item);
            invariants.observe(item);
            rows += 1;
        }
        report(rows);
    }
    Ok((summaries, invariants.violations()))
}

/// Compares the rows of two sides, and names rows in which they differ.
///
/// # Errors
/// [`TransferError::Store`] and [`TransferError::Dump`].
pub async fn compare(
    first: &dyn Side,
    second: &dyn Side,
    report: &(dyn Fn(u64) + Sync),
) -> Result<Report, TransferError> {
    let (mut one, mut other) = try_join(first.open(), second.open()).await?;
    let silent = |_| ();
    let ((one, _), (other, violations)) =
        try_join(summarize(&mut *one, &silent), summarize(&mut *other, report)).await?;
    let kinds: Vec<_> = kinds()
        .iter()
        .zip(one.into_iter().zip(other))
        .map(|(kind, (one, other))| (kind.name(), [one, other]))
        .collect();
    let mut differences = Vec::new();
    if kinds.iter().any(|(_, [one, other])| one != other) {
        let (of_first, of_second) = try_join(suspects(first, &kinds), suspects(second, &kinds)).await?;
        differences = differences_of(&of_first, of_second);
    }
    Ok(Report { kinds, differences, violations })
}

/// The digests of rows, by kind and key.
type Suspects = BTreeMap<(&'static str, String), Digest>;

/// The rows of a side that are in the first group of their kind about which the sides disagree.
async fn suspects(side: &dyn Side, kinds: &[(&'static str, [Summary; 2])]) -> Result<Suspects, TransferError> {
    let mut source = side.open().await?;
    let mut suspects = Suspects::new();
    while let Some(page) = source.next().await? {
        let Some((kind, [one, other])) = kinds.get(page.kind) else { continue };
        for item in page.items.iter().filter(|item| one.disagrees_first_about(other, &item.key)) {
            suspects.insert((kind, item.key.clone()), Digest::of_row(kind, item));
        }
    }
    Ok(suspects)
}

fn differences_of(first: &Suspects, mut second: Suspects) -> Vec<Difference> {
    let mut differences = Vec::new();
    for ((kind, key), digest) in first {
        match second.remove(&(*kind, key.clone())) {
            None => differences.push(Difference::Missing(kind, key.clone())),
            Some(other) if other != *digest => differences.push(Difference::Other(kind, key.clone())),
            Some(_) => {}
        }
    }
    differences.extend(second.into_keys().map(|(kind, key)| Difference::Extra(kind, key)));
    differences
}
