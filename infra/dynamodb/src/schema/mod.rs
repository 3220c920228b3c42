//! The table, its index and what DynamoDB does with them by itself.

mod table;

use application::StoreError;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::{
    database::Database,
    expressions::{Condition, Update},
    keys::Key,
};

/// Makes the table.
const CREATE_TABLE: &str = "d20261124_000001_create_table";

/// Every migration, oldest first. The item of the schema has an attribute for each that was applied.
pub(crate) const MIGRATIONS: [&str; 1] = [CREATE_TABLE];

/// The migrations that the table has.
pub(crate) async fn applied(database: &Database) -> Result<Vec<&'static str>, StoreError> {
    let key = Some(Key::schema().into_attributes());
    let answer = database.send(|client| {
        client.get_item().table_name(database.table()).set_key(key.clone()).consistent_read(true).send()
    });
    match answer.await {
        Ok(answer) => {
            let item = answer.item.unwrap_or_default();
            Ok(MIGRATIONS.into_iter().filter(|name| item.contains_key(*name)).collect())
        }
        Err(failure) if failure.code() == Some("ResourceNotFoundException") => Ok(Vec::new()),
        Err(failure) => Err(failure.into()),
    }
}

/// Meets what a write would meet, and writes nothing: the item is never there.
///
/// # Errors
/// [`StoreError`] where a write would not be taken, for want of rights or of the table.
pub(crate) async fn try_writing(database: &Database) -> Result<(), StoreError> {
    let update = Update { set: vec![("probed", AttributeValue::Bool(true))], ..Update::default() };
    database.update(Key::probe(), &update, &Condition::EXISTS).await.map(drop)
}

/// Applies what is missing; answers what this call applied.
pub(crate) async fn migrate(database: &Database) -> Result<Vec<String>, StoreError> {
    if applied(database).await?.contains(&CREATE_TABLE) {
        return Ok(Vec::new());
    }
    table::create(database).await?;
    // Of many who got here at once, one notes it.
    Ok(if note(database, CREATE_TABLE).await? { vec![CREATE_TABLE.to_owned()] } else { Vec::new() })
}

/// Notes that a migration was applied; answers whether that was not known before.
async fn note(database: &Database, migration: &'static str) -> Result<bool, StoreError> {
    let note = Update { set: vec![(migration, AttributeValue::Bool(true))], ..Update::default() };
    database.update(Key::schema(), &note, &Condition::Lacks(migration)).await
}
