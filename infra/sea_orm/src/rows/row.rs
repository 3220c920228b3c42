//! The statements of all aggregates with a row, each once.

use std::future::ready;

use application::{CommitError, Conflict, Filter, LoadError, Position, StoreError, Write};
use domain::{Entity, Id};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, DbErr, DeleteMany, EntityTrait, IdenStatic, Iterable, ModelTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Statement, UpdateMany,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    cached_statement::CachedStatement,
    connections::Connection,
    errors::{Unique, commit_error, row_error, store_error},
};

/// How an aggregate is stored in a table of its own.
pub(crate) trait Row: Entity {
    /// The table.
    type Table: EntityTrait<ActiveModel: Send>;
    /// The column of the identity.
    const ID: Column<Self>;
    /// The column of the time of creation.
    const CREATED_AT: Column<Self>;
    /// The column of the version.
    const VERSION: Column<Self>;
    /// The unique columns other than the id.
    const UNIQUE: &'static [Unique] = &[];
    /// Rows of a lower rank are written earlier in a transaction, those of one rank by the names of their tables.
    const RANK: u8 = 2;

    /// The row.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] if a column can't hold its value.
    fn to_row(&self) -> Result<ActiveModel<Self>, StoreError>;

    /// Inserts the parts of new entities that are in other tables, once their rows exist.
    ///
    /// # Errors
    /// The error of the database.
    fn insert_parts(_transaction: &Connection, _new: &[&Self]) -> impl Future<Output = Result<(), CommitError>> + Send {
        ready(Ok(()))
    }
}

/// An aggregate that is completely in its row.
pub(crate) trait WholeRow: Row {
    /// The aggregate of a row.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] if the domain does not accept the value of a column.
    fn from_row(row: Model<Self>) -> Result<Self, StoreError>;
}

/// An aggregate that is found by its id, and listed by creation.
pub(crate) trait Listed: WholeRow {
    /// The cached SQL of the statements that find it.
    fn cached_statements() -> &'static CachedStatements;
}

/// The cached SQL of frequent statements.
pub(crate) struct CachedStatements {
    by_id: CachedStatement,
    first_page: CachedStatement,
    later_page: CachedStatement,
}

impl CachedStatements {
    pub(crate) const fn new() -> Self {
        Self { by_id: CachedStatement::new(), first_page: CachedStatement::new(), later_page: CachedStatement::new() }
    }
}

pub(crate) type Model<E> = <<E as Row>::Table as EntityTrait>::Model;
pub(crate) type ActiveModel<E> = <<E as Row>::Table as EntityTrait>::ActiveModel;
pub(crate) type Column<E> = <<E as Row>::Table as EntityTrait>::Column;

/// Writes a batch of one kind of aggregate: all inserts together, and each other change by itself.
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

/// Whether the entity's row is stored, in the state that it has here.
///
/// # Errors
/// [`LoadError::Taken`] if the row has another state.
pub(crate) async fn is_stored<E: Row>(transaction: &Connection, entity: &E) -> Result<bool, LoadError> {
    let Some(found) = by_id::<E>(entity.id()).one(transaction).await.map_err(store_error)? else { return Ok(false) };
    let row = entity.to_row()?;
    if Column::<E>::iter().all(|column| row.get(column).into_value() == Some(found.get(column))) {
        return Ok(true);
    }
    Err(LoadError::Taken(format!("{} {}", E::COLLECTION, entity.id())))
}

/// The most parameters of one statement: each engine allows 32,766 at least.
const MAX_VALUES: usize = 30_000;

/// Inserts all of `rows` in their order, with as few statements as engines allow.
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

/// Writes the columns that differ, if the row has the version that was read.
pub(crate) fn update<E: Row>(expected: &E, new: &E) -> Result<UpdateMany<E::Table>, StoreError> {
    let (old, mut row) = (expected.to_row()?, new.to_row()?.reset_all());
    for column in Column::<E>::iter() {
        if row.get(column).into_value() == old.get(column).into_value() {
            row.not_set(column);
        }
    }
    // The last possible version stays.
    row.set(E::VERSION, i64::from(new.version().number()).into());
    Ok(E::Table::update_many()
        .set(row)
        .filter(E::ID.eq(expected.id().as_uuid()))
        .filter(E::VERSION.eq(expected.version().number())))
}

/// Deletes the row, if it has the version that was read.
pub(crate) fn deletion<E: Row>(expected: &E) -> DeleteMany<E::Table> {
    E::Table::delete_many().filter(E::ID.eq(expected.id().as_uuid())).filter(E::VERSION.eq(expected.version().number()))
}

/// # Errors
/// [`Conflict::Stale`] if no row had the version that was read.
pub(crate) async fn execute_update<E: Row>(
    transaction: &Connection,
    update: UpdateMany<E::Table>,
) -> Result<(), CommitError> {
    let done = update.exec(transaction).await.map_err(|error| row_error(error, E::UNIQUE))?;
    met(done.rows_affected == 1)
}

/// # Errors
/// [`Conflict::Stale`] if no row had the version that was read.
pub(crate) async fn execute_deletion<E: Row>(
    transaction: &Connection,
    deletion: DeleteMany<E::Table>,
) -> Result<(), CommitError> {
    met(deletion.exec(transaction).await.map_err(commit_error)?.rows_affected == 1)
}

/// Locks the row until the end of the transaction, so that no other changes it. Others may require it at the same time.
pub(crate) fn requirement<E: Row>(expected: &E) -> Select<E::Table> {
    by_id::<E>(expected.id()).select_only().column(E::VERSION).lock_shared()
}

/// # Errors
/// [`Conflict::Stale`] if there is no such row, or it has another version than the one that was read.
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

/// The SQL of [`by_id`], cached.
pub(crate) fn with_id<E: Listed>(id: Id<E>, backend: DbBackend) -> Statement {
    E::cached_statements().by_id.with(backend, [id.as_uuid().into()], |backend| by_id::<E>(id).build(backend))
}

pub(crate) fn by_ids<E: Row>(ids: &[Id<E>]) -> Select<E::Table> {
    E::Table::find().filter(E::ID.is_in(ids.iter().map(|id| id.as_uuid())))
}

/// The entities after `after`, in the order of creation.
pub(crate) fn behind<E: Row>(after: Option<Position<E>>) -> Select<E::Table> {
    let rows = E::Table::find().order_by_asc(E::CREATED_AT).order_by_asc(E::ID);
    let Some(after) = after else { return rows };
    let row = Expr::tuple([Expr::col(E::CREATED_AT), Expr::col(E::ID)]);
    rows.filter(row.gt(Expr::tuple([after.created_at.unix_millis().into(), after.id.as_uuid().into()])))
}

/// The entities after `after` that meet all filters, in the order of creation.
pub(crate) fn matching<E: Row>(filters: &[Filter], after: Option<Position<E>>) -> Select<E::Table> {
    filters.iter().fold(behind(after), |rows, filter| rows.filter(met_by::<E>(*filter)))
}

/// The condition of a filter; no row meets one of which it has no column.
fn met_by<E: Row>(filter: Filter) -> Expr {
    let Some(column) = Column::<E>::iter().find(|column| column.as_str() == filter.field()) else {
        return Expr::val(false);
    };
    match filter {
        Filter::Word { word, .. } => column.eq(word),
        Filter::Owner(user) => column.eq(user.as_uuid()),
    }
}

/// The SQL of [`behind`] with a limit, cached.
pub(crate) fn page<E: Listed>(after: Option<Position<E>>, limit: u16, backend: DbBackend) -> Statement {
    let build = |backend| behind(after).limit(u64::from(limit)).build(backend);
    let limit = u64::from(limit).into();
    match after {
        None => E::cached_statements().first_page.with(backend, [limit], build),
        Some(after) => {
            let values = [after.created_at.unix_millis().into(), after.id.as_uuid().into(), limit];
            E::cached_statements().later_page.with(backend, values, build)
        }
    }
}
