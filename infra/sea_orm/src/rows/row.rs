//! What serves every aggregate that has a row: each statement once.

use std::future::ready;

use application::{CommitError, Conflict, Position, StoreError, Write};
use domain::{Entity, Id};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, DbErr, DeleteMany, EntityTrait, Iterable, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, Statement, UpdateMany,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    cached_statement::CachedStatement,
    connections::Connection,
    errors::{Unique, commit_error, row_error},
};

/// How an aggregate stands in a table of its own.
pub(crate) trait Row: Entity {
    /// The table.
    type Table: EntityTrait<ActiveModel: Send>;
    /// The column of the identity.
    const ID: Column<Self>;
    /// The column of the time of creation.
    const CREATED_AT: Column<Self>;
    /// The column of the version.
    const VERSION: Column<Self>;
    /// The values beside the identity that only one row may have.
    const UNIQUE: &'static [Unique] = &[];
    /// Rows of a lower rank are written earlier in a transaction, those of one rank by the names of their tables.
    const RANK: u8 = 2;

    /// The row.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] where a column can't hold what it is to hold.
    fn to_row(&self) -> Result<ActiveModel<Self>, StoreError>;

    /// Inserts what new ones have in other tables, once their rows are there.
    ///
    /// # Errors
    /// What the database answers.
    fn insert_parts(_transaction: &Connection, _new: &[&Self]) -> impl Future<Output = Result<(), CommitError>> + Send {
        ready(Ok(()))
    }
}

/// An aggregate whose row is all of it.
pub(crate) trait WholeRow: Row {
    /// The aggregate of a row.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] where the domain does not know what a column holds.
    fn from_row(row: Model<Self>) -> Result<Self, StoreError>;
}

/// An aggregate that is found by its identity, and listed by creation.
pub(crate) trait Listed: WholeRow {
    /// The texts of the statements that find it.
    fn texts() -> &'static Texts;
}

/// The texts of the statements that requests need all the time.
pub(crate) struct Texts {
    by_id: CachedStatement,
    first_page: CachedStatement,
    later_page: CachedStatement,
}

impl Texts {
    pub(crate) const fn new() -> Self {
        Self { by_id: CachedStatement::new(), first_page: CachedStatement::new(), later_page: CachedStatement::new() }
    }
}

pub(crate) type Model<E> = <<E as Row>::Table as EntityTrait>::Model;
pub(crate) type ActiveModel<E> = <<E as Row>::Table as EntityTrait>::ActiveModel;
pub(crate) type Column<E> = <<E as Row>::Table as EntityTrait>::Column;

/// Writes what is to be written of one kind of aggregate: all that is new at once, and each of the others by itself.
pub(crate) async fn write_all<'a, E: Row>(
    transaction: &Connection,
    writes: impl Iterator<Item = &'a Write<E>> + Send,
) -> Result<(), CommitError> {
    let (mut new, mut rows) = (Vec::new(), Vec::new());
    for write in writes {
        match write {
            Write::Insert(entity) => {
                rows.push(entity.to_row()?);
                new.push(entity);
            }
            Write::Update { expected, new } => execute_update::<E>(transaction, update(expected, new)?).await?,
            Write::Delete(expected) => execute_deletion::<E>(transaction, deletion(expected)).await?,
            Write::Require(expected) => execute_requirement(transaction, expected, requirement(expected)).await?,
        }
    }
    insert_all(transaction, rows).await.map_err(|error| row_error(error, E::UNIQUE))?;
    E::insert_parts(transaction, &new).await
}

/// The most values of one statement: SQLite binds 32,766, and PostgreSQL 65,535.
const MAX_VALUES: usize = 30_000;

/// Inserts all of `rows` in their order, with as few statements as engines take.
pub(crate) async fn insert_all<A>(
    transaction: &Connection,
    rows: impl IntoIterator<Item = A, IntoIter: Send>,
) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
{
    let rows_at_once = MAX_VALUES / <A::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        A::Entity::insert_many(rows.by_ref().take(rows_at_once)).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// Writes the columns that differ, where the row has the version that was read.
pub(crate) fn update<E: Row>(expected: &E, new: &E) -> Result<UpdateMany<E::Table>, StoreError> {
    let (old, mut row) = (expected.to_row()?, new.to_row()?.reset_all());
    for column in Column::<E>::iter() {
        if row.get(column).into_value() == old.get(column).into_value() {
            row.not_set(column);
        }
    }
    // The last version there is stays what it is.
    row.set(E::VERSION, i64::from(new.version().number()).into());
    Ok(E::Table::update_many()
        .set(row)
        .filter(E::ID.eq(expected.id().as_uuid()))
        .filter(E::VERSION.eq(expected.version().number())))
}

/// Deletes the row, where it has the version that was read.
pub(crate) fn deletion<E: Row>(expected: &E) -> DeleteMany<E::Table> {
    E::Table::delete_many().filter(E::ID.eq(expected.id().as_uuid())).filter(E::VERSION.eq(expected.version().number()))
}

/// # Errors
/// [`Conflict::Stale`] where no row was as it was read.
pub(crate) async fn execute_update<E: Row>(
    transaction: &Connection,
    update: UpdateMany<E::Table>,
) -> Result<(), CommitError> {
    let done = update.exec(transaction).await.map_err(|error| row_error(error, E::UNIQUE))?;
    met(done.rows_affected == 1)
}

/// # Errors
/// [`Conflict::Stale`] where no row was as it was read.
pub(crate) async fn execute_deletion<E: Row>(
    transaction: &Connection,
    deletion: DeleteMany<E::Table>,
) -> Result<(), CommitError> {
    met(deletion.exec(transaction).await.map_err(commit_error)?.rows_affected == 1)
}

/// Locks the row until the end, so that nobody changes it meanwhile. Others may require it at the same time.
pub(crate) fn requirement<E: Row>(expected: &E) -> Select<E::Table> {
    by_id::<E>(expected.id()).select_only().column(E::VERSION).lock_shared()
}

/// # Errors
/// [`Conflict::Stale`] where there is no such row, or it has another version than was read.
pub(crate) async fn execute_requirement<E: Row>(
    transaction: &Connection,
    expected: &E,
    requirement: Select<E::Table>,
) -> Result<(), CommitError> {
    let version: Option<i64> = requirement.into_tuple().one(transaction).await.map_err(commit_error)?;
    met(version == Some(expected.version().number().into()))
}

fn met(is_expected_version: bool) -> Result<(), CommitError> {
    if is_expected_version { Ok(()) } else { Err(Conflict::Stale.into()) }
}

pub(crate) fn by_id<E: Row>(id: Id<E>) -> Select<E::Table> {
    E::Table::find().filter(E::ID.eq(id.as_uuid()))
}

/// What [`by_id`] makes, without the making.
pub(crate) fn with_id<E: Listed>(id: Id<E>, backend: DbBackend) -> Statement {
    E::texts().by_id.with(backend, [id.as_uuid().into()], |backend| by_id::<E>(id).build(backend))
}

pub(crate) fn by_ids<E: Row>(ids: &[Id<E>]) -> Select<E::Table> {
    E::Table::find().filter(E::ID.is_in(ids.iter().map(|id| id.as_uuid())))
}

/// Those behind `after`, in the order of their creation.
pub(crate) fn behind<E: Row>(after: Option<Position<E>>) -> Select<E::Table> {
    let rows = E::Table::find().order_by_asc(E::CREATED_AT).order_by_asc(E::ID);
    let Some(after) = after else { return rows };
    let row = Expr::tuple([Expr::col(E::CREATED_AT), Expr::col(E::ID)]);
    rows.filter(row.gt(Expr::tuple([after.created_at.unix_millis().into(), after.id.as_uuid().into()])))
}

/// What [`behind`] makes with a limit, without the making.
pub(crate) fn page<E: Listed>(after: Option<Position<E>>, limit: u16, backend: DbBackend) -> Statement {
    let made = |backend| behind(after).limit(u64::from(limit)).build(backend);
    let limit = u64::from(limit).into();
    match after {
        None => E::texts().first_page.with(backend, [limit], made),
        Some(after) => {
            let values = [after.created_at.unix_millis().into(), after.id.as_uuid().into(), limit];
            E::texts().later_page.with(backend, values, made)
        }
    }
}
