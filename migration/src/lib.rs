//! The schema of the SeaORM store, as migrations that go forward only.
//!
//! Each migration is safe under the previous binary, which still runs while replicas are updated one by one. So a
//! binary also starts on a schema that a newer one migrated: it ignores the migrations it does not know, where
//! `sea-orm-migration` by itself would refuse. Constraints and indexes have names, by which errors are classified.

mod index;
mod m20261121_000001_create_accounts;
mod m20261124_000002_create_catalogue_and_orders;
mod m20261130_000003_index_events;
mod m20261130_000004_create_maintenance;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, EntityName, EntityTrait, QueryOrder, Statement};
use sea_orm_migration::{DbErr, MigrationTrait, MigratorTrait, seaql_migrations};
use sea_schema::probe::SchemaProbe;

/// The unique index over the keys of usernames; PostgreSQL names it in the error of a violation.
pub const USERNAME_KEY_INDEX: &str = "users_username_key_unique";

/// Whether one migration was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The migration's name.
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
}

/// The name of every migration that this code knows, oldest first.
#[must_use]
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// The tables that the migrations create and leave, each with a sentence for the document of the schema.
#[must_use]
pub fn tables() -> Vec<(&'static str, &'static str)> {
    let migrations = documented();
    let dropped: Vec<&str> = migrations.iter().flat_map(|migration| migration.dropped()).copied().collect();
    let created = migrations.iter().flat_map(|migration| migration.tables()).copied();
    created.filter(|(table, _)| !dropped.contains(table)).collect()
}

/// Every migration that this code knows, oldest first, and whether the database has it. Nothing is written.
///
/// # Errors
/// The error of the database.
pub async fn status(database: &impl ConnectionTrait) -> Result<Vec<Status>, DbErr> {
    let applied = if has_table(database, seaql_migrations::Entity.table_name()).await? {
        known_and_applied(database).await?
    } else {
        Vec::new()
    };
    let status = |name| Status { applied: applied.iter().any(|model| model.version == name), name };
    Ok(names().into_iter().map(status).collect())
}

/// The names of existing tables and views, at most `most`, if no migration of this code created any of them: it may be
/// the database of another program. Nothing is written.
///
/// # Errors
/// The error of the database.
pub async fn tables_of_others(database: &impl ConnectionTrait, most: u64) -> Result<Vec<String>, DbErr> {
    let backend = database.get_database_backend();
    let tables = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        }
        // What belongs to an extension exists for every user of the database.
        DbBackend::Postgres => {
            "SELECT relname::text AS name FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND \
             relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (SELECT FROM pg_depend WHERE \
             classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')"
        }
        other => return Err(DbErr::BackendNotSupported { db: other.as_str(), ctx: "tables_of_others" }),
    };
    let own = seaql_migrations::Entity.table_name();
    let list = Statement::from_string(
        backend,
        format!("SELECT name FROM ({tables}) AS tables WHERE name <> '{own}' ORDER BY name LIMIT {most}"),
    );
    let names: Vec<String> =
        database.query_all_raw(list).await?.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?;
    // Read afterwards: a migration that another process commits meanwhile shows its tables and its record at once.
    let are_ours = names.is_empty() || status(database).await?.iter().any(|state| state.applied);
    Ok(if are_ours { Vec::new() } else { names })
}

/// Applies the missing migrations and returns their names. The caller's transaction must exclude concurrent runs, and
/// commits all of it.
///
/// # Errors
/// The error of the database.
pub async fn migrate(transaction: &DatabaseTransaction) -> Result<Vec<String>, DbErr> {
    let pending = Migrator::get_pending_migrations(transaction).await?;
    Migrator::up(transaction, None).await?;
    Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
}

struct Migrator;

/// A migration that describes the tables that it creates, and names those that it drops.
trait Documented: MigrationTrait {
    /// Each table and a sentence about it.
    fn tables(&self) -> &'static [(&'static str, &'static str)];

    /// The tables of earlier migrations that it drops.
    fn dropped(&self) -> &'static [&'static str] {
        &[]
    }
}

/// Every migration, oldest first.
fn documented() -> Vec<Box<dyn Documented>> {
    vec![
        Box::new(m20261121_000001_create_accounts::Migration),
        Box::new(m20261124_000002_create_catalogue_and_orders::Migration),
        Box::new(m20261130_000003_index_events::Migration),
        Box::new(m20261130_000004_create_maintenance::Migration),
    ]
}

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        documented().into_iter().map(|migration| -> Box<dyn MigrationTrait> { migration }).collect()
    }

    async fn get_migration_models<C: ConnectionTrait>(database: &C) -> Result<Vec<seaql_migrations::Model>, DbErr> {
        Self::install(database).await?;
        known_and_applied(database).await
    }
}

async fn has_table(database: &impl ConnectionTrait, name: &str) -> Result<bool, DbErr> {
    let probe = match database.get_database_backend() {
        #[cfg(feature = "sqlite")]
        DbBackend::Sqlite => sea_schema::sqlite::Sqlite.has_table(name),
        #[cfg(feature = "postgres")]
        DbBackend::Postgres => sea_schema::postgres::Postgres.has_table(name),
        other => return Err(DbErr::BackendNotSupported { db: other.as_str(), ctx: "has_table" }),
    };
    database.query_one(&probe).await?.map_or(Ok(false), |row| row.try_get("", "has_table"))
}

/// The applied migrations, without those that only a newer binary knows.
async fn known_and_applied<C: ConnectionTrait>(database: &C) -> Result<Vec<seaql_migrations::Model>, DbErr> {
    let known = Migrator::migrations();
    let mut applied =
        seaql_migrations::Entity::find().order_by_asc(seaql_migrations::Column::Version).all(database).await?;
    applied.retain(|model| known.iter().any(|migration| migration.name() == model.version));
    Ok(applied)
}
