use application::StoreError;
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
    pub(crate) checkpoint: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Since when commits have been refused.
    pub(crate) fn since(&self) -> Result<Timestamp, StoreError> {
        RowLocation { table: "maintenance", id: None }.timestamp("since", self.since)
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

/// Inserts the row, unless it exists.
pub(crate) fn insertion(since: Timestamp) -> Insert<ActiveModel> {
    let row = Model { name: WRITES.to_owned(), since: since.unix_millis(), checkpoint: None };
    Entity::insert(row.into_active_model()).on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
}

/// Sets the checkpoint.
pub(crate) fn update(checkpoint: String) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::Checkpoint, Expr::val(checkpoint)).filter(Column::Name.eq(WRITES))
}

/// Deletes the row.
pub(crate) fn deletion() -> DeleteMany<Entity> {
    Entity::delete_many().filter(Column::Name.eq(WRITES))
}
