//! The table, its index and the jobs that DynamoDB does on them.

mod others;
mod table;

use application::StoreError;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::{
    database::Database,
    expressions::{Condition, Update},
    keys::Key,
};

/// Creates the table.
const CREATE_TABLE: &str = "d20261124_000001_create_table";
/// Adds the index of events by their actors.
const INDEX_ACTORS: &str = "d20261130_000002_index_actors";

/// Every migration, oldest first. The schema's item has an attribute for each that was applied.
pub(crate) const MIGRATIONS: [&str; 2] = [CREATE_TABLE, INDEX_ACTORS];

/// The applied migrations of the table.
///
/// # Errors
/// [`StoreError::Unusable`] if the table is of another program.
pub(crate) async fn applied(database: &Database) -> Result<Vec<&'static str>, StoreError> {
    let key = Some(Key::schema().into_attributes());
    let answer = database.send(|client| {
        client.get_item().table_name(database.table()).set_key(key.clone()).consistent_read(true).send()
    });
    match answer.await {
        Ok(answer) => match answer.item {
            Some(item) => Ok(MIGRATIONS.into_iter().filter(|name| item.contains_key(*name)).collect()),
            None => others::refuse_others(database).await.map(|()| Vec::new()),
        },
        Err(failure) if failure.code() == Some("ResourceNotFoundException") => Ok(Vec::new()),
        // Nothing else in this request depends on what there is.
        Err(failure) if failure.code() == Some("ValidationException") => Err(table::other_keys(database)),
        Err(failure) => Err(failure.into()),
    }
}

/// Tries a write without writing anything: the item never exists.
///
/// # Errors
/// [`StoreError`] if a write would be refused, for lack of rights or of the table.
pub(crate) async fn try_writing(database: &Database) -> Result<(), StoreError> {
    let update = Update { set: vec![("probed", AttributeValue::Bool(true))], ..Update::default() };
    database.update(Key::probe(), &update, &Condition::EXISTS).await.map(drop)
}

/// Applies the missing migrations; returns those that this call applied.
pub(crate) async fn migrate(database: &Database) -> Result<Vec<String>, StoreError> {
    let applied = applied(database).await?;
    let missing: Vec<&'static str> = MIGRATIONS.into_iter().filter(|name| !applied.contains(name)).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    // It adds what the table lacks, whichever migration that is of.
    table::create(database).await?;
    let mut noted = Vec::new();
    for name in missing {
        // Of concurrent processes, one records it.
        if note(database, name).await? {
            noted.push(name.to_owned());
        }
    }
    Ok(noted)
}

/// Records that a migration was applied; returns whether this call was the first.
async fn note(database: &Database, migration: &'static str) -> Result<bool, StoreError> {
    let note = Update { set: vec![(migration, AttributeValue::Bool(true))], ..Update::default() };
    database.update(Key::schema(), &note, &Condition::Lacks(migration)).await
}
