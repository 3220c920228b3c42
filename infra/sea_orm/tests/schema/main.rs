//! `docs/schema.md` describes the schema of each engine after every migration.
//!
//! SQLite's part is checked in every run. PostgreSQL's is checked if there is a server, and otherwise reported as
//! ignored.

mod document;
mod model;
mod postgres;
mod sqlite;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use application::{Persistence, Schema as SchemaPort};
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sea_orm_store::{Settings, connect};
use test_databases::TestDatabase;
use tokio::runtime::Builder;

use document::{postgres_types, render, sentences};
use model::Schema;

/// Prints how the document is updated, with or without a PostgreSQL server at hand.
const COMMAND: &str = "testing/with-postgres.sh cargo test -p sea_orm_store --test schema";

fn main() {
    let trials = vec![
        Trial::test("sqlite::the_schema_is_the_documented_one", || block_on(hold_sqlite())),
        Trial::ignorable_test("postgres::the_schema_is_the_documented_one", || block_on(hold_postgres())),
        Trial::test("every_table_has_a_sentence_and_every_sentence_a_table", || block_on(hold_sentences())),
        Trial::test("a_document_that_differs_is_noticed", || block_on(notice_differences())),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

/// PostgreSQL's types are taken from the document itself: everything else is the same on both engines.
async fn hold_sqlite() -> Result<(), Failed> {
    let committed = committed();
    if render(&of_sqlite().await, &postgres_types(&committed)) == committed {
        Ok(())
    } else {
        Err(format!("docs/schema.md is outdated; `{COMMAND}` prints the command that updates it").into())
    }
}

async fn hold_postgres() -> Result<Completion, Failed> {
    let Some(database) = TestDatabase::create_empty() else {
        return Ok(Completion::ignored_with("its server is absent"));
    };
    let (sqlite, postgres) = (of_sqlite().await, of_postgres(&database).await);
    assert_eq!(without_types(&sqlite), without_types(&postgres), "the engines differ in more than their types");
    let made = render(&sqlite, &postgres.types());
    if made == committed() {
        return Ok(Completion::Completed);
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema.md");
    fs::write(&file, made).unwrap();
    Err(format!("docs/schema.md is outdated; run `cp {} docs/schema.md`", file.display()).into())
}

async fn hold_sentences() -> Result<(), Failed> {
    let schema = of_sqlite().await;
    let mut described: Vec<_> = sentences().iter().map(|(table, _)| *table).collect();
    described.sort_unstable();
    assert_eq!(schema.0.keys().collect::<Vec<_>>(), described);
    Ok(())
}

async fn notice_differences() -> Result<(), Failed> {
    let (schema, types) = (of_sqlite().await, postgres_types(&committed()));
    let document = render(&schema, &types);
    let mut differing = [schema.clone(), schema.clone(), schema.clone(), schema.clone(), schema];
    let users = differing.each_mut().map(|schema| schema.0.get_mut("users").unwrap());
    let [nullable, retyped, without_index, shortened, without_key] = users;
    nullable.columns[1].nullable = true;
    "blob".clone_into(&mut retyped.columns[1].kind);
    without_index.indexes.pop();
    shortened.columns.pop();
    without_key.primary_key.clear();
    for schema in differing {
        assert_ne!(render(&schema, &types), document);
    }
    Ok(())
}

/// The schema with the types left out.
fn without_types(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    schema.0.values_mut().flat_map(|table| &mut table.columns).for_each(|column| column.kind.clear());
    schema
}

async fn of_sqlite() -> Schema {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", directory.path().join("tranche.db").display());
    migrate(&url).await;
    sqlite::inspect(&open(&url).await).await
}

async fn of_postgres(database: &TestDatabase) -> Schema {
    migrate(&database.url()).await;
    postgres::inspect(&open(&database.url()).await).await
}

/// Migrates the schema as the product does.
async fn migrate(url: &str) {
    let settings = Settings { url: url.to_owned(), max_connections: Some(1), acquire_timeout: Duration::from_secs(4) };
    let persistence = connect(&settings).unwrap();
    let persistence: &dyn Persistence = &*persistence;
    let schema: &dyn SchemaPort = persistence.resolve_ref();
    assert_eq!(schema.migrate().await.unwrap(), migration::names());
}

async fn open(url: &str) -> DatabaseConnection {
    sea_orm::Database::connect(url).await.unwrap()
}

/// The results of a query, each row read by `read`.
async fn rows<T>(database: &DatabaseConnection, sql: &str, read: impl Fn(&sea_orm::QueryResult) -> T) -> Vec<T> {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    database.query_all_raw(statement).await.unwrap().iter().map(read).collect()
}

fn committed() -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema.md");
    fs::read_to_string(path).unwrap_or_default()
}

fn block_on<T>(task: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(task)
}
