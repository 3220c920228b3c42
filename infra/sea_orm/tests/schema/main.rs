//! `docs/schema.md` describes the schema of each engine after every migration. That of an engine whose server is absent is
//! reported as ignored.

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

use document::{render, sentences, types_of};
use model::{Schema, Types};

/// An engine that the document has a column for.
struct Engine {
    name: &'static str,
    /// Its schema, or the script that brings its server.
    schema: fn() -> Result<Schema, &'static str>,
}

const ENGINES: &[Engine] =
    &[Engine { name: "SQLite", schema: of_sqlite }, Engine { name: "PostgreSQL", schema: of_postgres }];

fn main() {
    let mut trials = vec![
        Trial::ignorable_test("every_table_has_a_sentence_and_every_sentence_a_table", || Ok(hold_sentences())),
        Trial::ignorable_test("a_document_that_differs_is_noticed", || Ok(notice_differences())),
    ];
    trials.extend(ENGINES.iter().map(|engine| {
        let name = format!("{}::the_schema_is_the_documented_one", engine.name.to_lowercase());
        Trial::ignorable_test(name, move || hold(engine))
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

/// The document is that of this engine's schema.
fn hold(engine: &Engine) -> Result<Completion, Failed> {
    let Ok(schema) = (engine.schema)() else { return Ok(absent()) };
    let (committed, mut scripts) = (committed(), Vec::new());
    let columns = ENGINES.iter().map(|engine| {
        let types = match (engine.schema)() {
            Ok(schema) => schema.types(),
            Err(script) => {
                scripts.push(script);
                types_of(engine.name, &committed)
            }
        };
        (engine.name, types)
    });
    let made = render(&schema, &columns.collect::<Vec<_>>());
    if made == committed {
        return Ok(Completion::Completed);
    }
    let outdated = "docs/schema.md is outdated";
    if !scripts.is_empty() {
        let command = format!("{} cargo test -p sea_orm_store --test schema", scripts.join(" "));
        return Err(format!("{outdated}; `{command}` prints the command that updates it").into());
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema.md");
    fs::write(&file, made).unwrap();
    Err(format!("{outdated}; run `cp {} docs/schema.md`", file.display()).into())
}

fn hold_sentences() -> Completion {
    let Some((_, schema)) = any_schema() else { return absent() };
    let mut described: Vec<_> = sentences().iter().map(|(table, _)| *table).collect();
    described.sort_unstable();
    assert_eq!(schema.0.keys().collect::<Vec<_>>(), described);
    Completion::Completed
}

fn notice_differences() -> Completion {
    let Some((engine, schema)) = any_schema() else { return absent() };
    let types: [(&str, Types); 1] = [(engine, schema.types())];
    let document = render(&schema, &types);
    let mut differing = [schema.clone(), schema.clone(), schema.clone(), schema];
    let users = differing.each_mut().map(|schema| schema.0.get_mut("users").unwrap());
    let [nullable, without_index, shortened, without_key] = users;
    nullable.columns[1].nullable = true;
    without_index.indexes.pop();
    shortened.columns.pop();
    without_key.primary_key.clear();
    for schema in differing {
        assert_ne!(render(&schema, &types), document);
    }
    assert_eq!(types_of(engine, &document), types[0].1);
    let retyped = document.replacen("`varchar(20)`", "`blob`", 1).replacen("`character varying(20)`", "`blob`", 1);
    assert_ne!(types_of(engine, &retyped), types[0].1);
    Completion::Completed
}

fn absent() -> Completion {
    Completion::ignored_with("its server is absent")
}

/// The first engine that is there, and its schema.
fn any_schema() -> Option<(&'static str, Schema)> {
    ENGINES.iter().find_map(|engine| Some((engine.name, (engine.schema)().ok()?)))
}

fn of_sqlite() -> Result<Schema, &'static str> {
    block_on(async {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("tranche.db").display());
        migrate(&url).await;
        Ok(sqlite::inspect(&open(&url).await).await)
    })
}

fn of_postgres() -> Result<Schema, &'static str> {
    let database = TestDatabase::create_empty().ok_or("testing/with-postgres.sh")?;
    block_on(async {
        migrate(&database.url()).await;
        Ok(postgres::inspect(&open(&database.url()).await).await)
    })
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
