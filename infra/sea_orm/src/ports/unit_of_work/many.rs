use application::CommitError;
use sea_orm::{ActiveModelTrait, EntityTrait, Iterable};

use crate::{connections::Connection, errors::commit_error};

/// The most values of one statement: SQLite binds 32,766, and PostgreSQL 65,535.
const MAX_VALUES: usize = 30_000;

/// Inserts all of `rows` in their order, with as few statements as engines take.
pub(super) async fn insert<A>(
    transaction: &Connection,
    rows: impl IntoIterator<Item = A, IntoIter: Send>,
) -> Result<(), CommitError>
where
    A: ActiveModelTrait + Send,
{
    let rows_at_once = MAX_VALUES / <A::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let insert = A::Entity::insert_many(rows.by_ref().take(rows_at_once));
        insert.exec_without_returning(transaction).await.map_err(commit_error)?;
    }
    Ok(())
}
