//! Tests that need PostgreSQL get a [`TestDatabase`]. Without `TEST_POSTGRES_URL` there is none, and they are reported
//! as ignored; with `TRANCHE_TESTS_REQUIRE_POSTGRES` set too, that is a failure. `with-postgres.sh`, beside the tests
//! of the store, sets both.

mod cluster;

pub use cluster::{Shutdown, TestCluster};

use std::env;

use migration::names;
use sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};
use url::Url;
use uuid::Uuid;

use crate::{Lock, apart, open};

/// The advisory lock for creating the template.
const TEMPLATE_LOCK: i64 = 7_265_636_861;

/// A database for one test; it is dropped when this is.
pub struct TestDatabase {
    server: Url,
    name: String,
}

impl TestDatabase {
    /// Whether a server to test on is configured.
    ///
    /// # Panics
    /// If one is required and none is configured.
    #[must_use]
    pub fn server_is_named() -> bool {
        server().is_some()
    }

    /// A new database with the present schema; `None` if no server is configured.
    ///
    /// # Panics
    /// If the server refuses it, or if a server is required and none is configured.
    #[must_use]
    pub fn create() -> Option<Self> {
        server().map(Self::create_on)
    }

    fn create_on(server: Url) -> Self {
        apart(async move {
            let connection = connect(&server).await;
            let template = template(&server, &connection).await;
            let name = format!("tranche_test_{}", Uuid::new_v4().simple());
            execute(&connection, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            Self { server, name }
        })
    }

    /// A new database without any schema; `None` if no server is configured.
    ///
    /// # Panics
    /// As [`TestDatabase::create`].
    #[must_use]
    pub fn create_empty() -> Option<Self> {
        let server = server()?;
        Some(apart(async move {
            let connection = connect(&server).await;
            let name = format!("tranche_test_{}", Uuid::new_v4().simple());
            execute(&connection, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
            Self { server, name }
        }))
    }

    /// A new database without any schema, whose encoding can't hold most characters; `None` if no server is configured.
    ///
    /// # Panics
    /// As [`TestDatabase::create`].
    #[must_use]
    pub fn create_in_latin1() -> Option<Self> {
        let server = server()?;
        Some(apart(async move {
            let connection = connect(&server).await;
            let name = format!("tranche_test_{}", Uuid::new_v4().simple());
            let kind = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'";
            execute(&connection, &format!("CREATE DATABASE {name} TEMPLATE template0 {kind}")).await;
            Self { server, name }
        }))
    }

    /// The URL of the database, for `store.url`.
    #[must_use]
    pub fn url(&self) -> String {
        database_url(&self.server, &self.name).into()
    }

    /// The URL of the database behind another address of its server, such as that of a proxy.
    ///
    /// # Panics
    /// If the address is invalid.
    #[must_use]
    pub fn url_at(&self, host: &str, port: u16) -> String {
        let mut url = database_url(&self.server, &self.name);
        url.set_host(Some(host)).expect("a host");
        url.set_port(Some(port)).expect("a port");
        url.into()
    }

    /// The URL of the database for another role, which has no password.
    ///
    /// # Panics
    /// If the name is invalid.
    #[must_use]
    pub fn url_as(&self, role: &str) -> String {
        let mut url = database_url(&self.server, &self.name);
        url.set_username(role).expect("a name");
        url.into()
    }

    /// Host and port of the server.
    ///
    /// # Panics
    /// If the URL names no host.
    #[must_use]
    pub fn server_address(&self) -> String {
        let host = self.server.host_str().expect("the server has a host");
        format!("{host}:{}", self.server.port().unwrap_or(5432))
    }

    /// Runs a statement in the database, from outside of the product.
    ///
    /// # Panics
    /// If the database refuses it.
    pub fn execute(&self, sql: &str) {
        let (url, sql) = (database_url(&self.server, &self.name), sql.to_owned());
        apart(async move { execute(&connect(&url).await, &sql).await });
    }

    /// Locks a table exclusively, as another program would.
    ///
    /// # Panics
    /// If the lock can't be acquired.
    #[must_use]
    pub fn lock_table(&self, table: &str) -> Lock {
        Lock::take(self.url(), format!("LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
    }

    /// Renames the database, so that the product can't find it.
    ///
    /// # Panics
    /// If a connection to it is open.
    #[must_use]
    pub fn hide(self) -> HiddenDatabase {
        let (name, hidden) = (self.name.clone(), format!("{}_hidden", self.name));
        HiddenDatabase { name, database: self.renamed(hidden) }
    }

    fn renamed(mut self, name: String) -> Self {
        let (server, rename) = (self.server.clone(), format!("ALTER DATABASE {} RENAME TO {name}", self.name));
        apart(async move { execute(&connect(&server).await, &rename).await });
        self.name = name;
        self
    }

    /// How many connections the product has to the database. A commit that waits for a lost standby holds a process of
    /// the server forever, and is not counted.
    #[must_use]
    pub fn connections(&self) -> i64 {
        let name = &self.name;
        self.count(&format!(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND application_name = 'tranche' \
             AND wait_event IS DISTINCT FROM 'SyncRep'"
        ))
    }

    /// The first column of the first row of a query.
    ///
    /// # Panics
    /// If the database refuses it, or there is no row.
    #[must_use]
    pub fn count(&self, sql: &str) -> i64 {
        let (url, sql) = (database_url(&self.server, &self.name), sql.to_owned());
        apart(async move {
            let row = connect(&url).await.query_one_raw(statement(&sql)).await.expect("the query is answered");
            row.expect("a row").try_get_by_index(0).expect("a number")
        })
    }
}

/// A database that is renamed for a while.
pub struct HiddenDatabase {
    /// The name under which the product looks for it.
    name: String,
    database: TestDatabase,
}

impl HiddenDatabase {
    /// Restores its name.
    ///
    /// # Panics
    /// If another database has the name.
    #[must_use]
    pub fn show(self) -> TestDatabase {
        self.database.renamed(self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        apart(async move {
            // A database that stays behind fails no test.
            let _ = connect(&server).await.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
        });
    }
}

/// The configured server.
fn server() -> Option<Url> {
    match env::var_os("TEST_POSTGRES_URL") {
        Some(url) => {
            let url = url.into_string().expect("TEST_POSTGRES_URL is text");
            Some(Url::parse(&url).expect("TEST_POSTGRES_URL is a URL"))
        }
        None if env::var_os("TRANCHE_TESTS_REQUIRE_POSTGRES").is_some() => {
            panic!("TRANCHE_TESTS_REQUIRE_POSTGRES is set, and TEST_POSTGRES_URL is not")
        }
        None => None,
    }
}

/// The name of a database with the present schema; the first caller creates it.
async fn template(server: &Url, connection: &DatabaseConnection) -> String {
    let last = names().pop().expect("there are migrations");
    let name = format!("tranche_template_{last}");
    execute(connection, &format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    let known = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    if connection.query_one_raw(statement(&known)).await.expect("the query is answered").is_none() {
        // It gets its name once it is complete.
        let unfinished = format!("{name}_unfinished");
        execute(connection, &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")).await;
        execute(connection, &format!("CREATE DATABASE {unfinished} TEMPLATE template0")).await;
        let database = connect(&database_url(server, &unfinished)).await;
        let transaction = database.begin().await.expect("a transaction");
        migration::migrate(&transaction).await.expect("the schema is made");
        transaction.commit().await.expect("the schema is kept");
        database.close().await.expect("the connection is closed");
        execute(connection, &format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
    }
    execute(connection, &format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
    name
}

fn database_url(server: &Url, name: &str) -> Url {
    let mut url = server.clone();
    url.set_path(name);
    url
}

async fn connect(url: &Url) -> DatabaseConnection {
    open(url.as_str()).await
}

async fn execute(connection: &DatabaseConnection, sql: &str) {
    connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn statement(sql: &str) -> sea_orm::Statement {
    sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql)
}
