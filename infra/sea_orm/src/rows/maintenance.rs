use application::{MaintenancePeriod, StoreError};
use domain::Timestamp;
use sea_orm::{
    ConnectionTrait, DeleteMany, FromQueryResult, Insert, IntoActiveModel, QueryTrait, Select, UpdateMany,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use super::RowLocation;
use crate::{cached_statement::CachedStatement, connections::Connection, errors::store_error};

/// The name of the only row.
const WRITES: &str = "writes";

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "maintenance")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) name: String,
    pub(crate) since: i64,
    pub(crate) until: Option<i64>,
    pub(crate) checkpoint: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn period(&self) -> Result<MaintenancePeriod, StoreError> {
        let location = RowLocation { table: "maintenance", id: None };
        let until = self.until.map(|until| location.timestamp("until", until)).transpose()?;
        Ok(MaintenancePeriod { since: location.timestamp("since", self.since)?, until })
    }
}

/// The row, if commits are refused. Each commit reads it, so its SQL is cached.
pub(crate) async fn find(connection: &Connection) -> Result<Option<Model>, StoreError> {
    static STATEMENT: CachedStatement = CachedStatement::new();
    let row = || -> Select<Entity> { Entity::find_by_id(WRITES) };
    let statement = STATEMENT.with(connection.get_database_backend(), [WRITES.into()], |backend| row().build(backend));
    Model::find_by_statement(statement).one(connection).await.map_err(store_error)
}

/// Refuses a commit in maintenance. The transaction began in a way that excludes the beginning of maintenance until it
/// ends.
///
/// # Errors
/// [`StoreError::Maintenance`].
pub(crate) async fn refuse(transaction: &Connection) -> Result<(), StoreError> {
    match find(transaction).await? {
        None => Ok(()),
        Some(_) => Err(StoreError::Maintenance),
    }
}

/// Inserts the row. One that exists loses its end if this has none, and is left as it is otherwise.
pub(crate) fn insertion(since: Timestamp, until: Option<Timestamp>) -> Insert<ActiveModel> {
    let until = until.map(Timestamp::unix_millis);
    let mut exists = OnConflict::column(Column::Name);
    if until.is_some() {
        exists.do_nothing();
    } else {
        exists.update_column(Column::Until);
    }
    let row = Model { name: WRITES.to_owned(), since: since.unix_millis(), until, checkpoint: None };
    Entity::insert(row.into_active_model()).on_conflict(exists)
}

/// Sets the end of the maintenance that began then, if it has one.
pub(crate) fn prolongation(since: Timestamp, until: Timestamp) -> UpdateMany<Entity> {
    let own = Entity::update_many().filter(Column::Name.eq(WRITES)).filter(Column::Since.eq(since.unix_millis()));
    own.filter(Column::Until.is_not_null()).col_expr(Column::Until, Expr::val(until.unix_millis()))
}

/// Sets the checkpoint.
pub(crate) fn update(checkpoint: String) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::Checkpoint, Expr::val(checkpoint)).filter(Column::Name.eq(WRITES))
}

/// Deletes the row.
pub(crate) fn deletion() -> DeleteMany<Entity> {
    Entity::delete_many().filter(Column::Name.eq(WRITES))
}
