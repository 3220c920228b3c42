//! Refuses the table of another program, in which nothing must be made.

use application::StoreError;
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use thiserror::Error;

use super::table;
use crate::{database::Database, errors::Failure, keys::Index, refusals::Refusal};

/// The table has a store's keys, and items of another program.
#[derive(Debug, Error)]
#[error(
    "the DynamoDB table {0} is of another program: it has items, and no record of our migrations and no index `{index}`; \
         name another table, or a new one, which `tranche migrate up` creates",
    index = Index::ByTime.name()
)]
struct ItemsOfOthers(String);

/// Refuses a table that has no record of our migrations if it is of another program: if it has other keys, or items and
/// no index of ours. The table that a migration left incomplete has the index.
pub(super) async fn refuse_others(database: &Database) -> Result<(), StoreError> {
    let Some(table) = unless_denied(table::describe(database).await)?.flatten() else { return Ok(()) };
    if !table::has_our_keys(&table) {
        return Err(table::other_keys(database));
    }
    if table::described(&table, Index::ByTime).is_some() {
        return Ok(());
    }
    // DynamoDB counts every few hours.
    if table.item_count().is_some_and(|items| items > 0) || has_items(database).await? {
        return Err(StoreError::Unusable(ItemsOfOthers(database.name().to_owned()).into()));
    }
    Ok(())
}

async fn has_items(database: &Database) -> Result<bool, StoreError> {
    let request =
        database.send(|client| client.scan().table_name(database.table()).limit(1).consistent_read(true).send());
    Ok(unless_denied(request.await)?.is_some_and(|page| page.count() > 0))
}

/// The response, or `None` if the credentials may not look: a server needs no rights to describe or to scan.
fn unless_denied<T, E>(outcome: Result<T, Failure<E>>) -> Result<Option<T>, StoreError>
where
    E: ProvideErrorMetadata,
    StoreError: From<Failure<E>>,
{
    match outcome {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if failure.answer().and_then(Refusal::of) == Some(Refusal::Rights) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}
