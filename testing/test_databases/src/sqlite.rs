use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Lock, apart, open};

/// Reads a SQLite database from outside while others have it open.
pub struct SqliteFile {
    url: String,
}

impl SqliteFile {
    /// The database in this file, which must exist when it is read.
    ///
    /// # Panics
    /// If the path is no text.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self { url: format!("sqlite://{}?mode=rw", path.to_str().expect("the path is text")) }
    }

    /// The result of SQLite's integrity check: `ok`, or the errors.
    ///
    /// # Panics
    /// If the file is no database.
    #[must_use]
    pub fn integrity(&self) -> String {
        let url = self.url.clone();
        apart(async move {
            let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
            let row = open(&url).await.query_one_raw(check).await.expect("the check is made");
            row.expect("a row").try_get_by_index(0).expect("a text")
        })
    }

    /// Runs a statement in the database.
    ///
    /// # Panics
    /// If the database refuses it.
    pub fn execute(&self, sql: &str) {
        let (url, sql) = (self.url.clone(), sql.to_owned());
        apart(async move {
            open(&url).await.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        });
    }

    /// The first column of the first row of a query.
    ///
    /// # Panics
    /// If the database refuses it, or there is no row.
    #[must_use]
    pub fn count(&self, sql: &str) -> i64 {
        let (url, query) = (self.url.clone(), Statement::from_string(DbBackend::Sqlite, sql));
        apart(async move {
            let row = open(&url).await.query_one_raw(query).await.expect("the query is answered");
            row.expect("a row").try_get_by_index(0).expect("a number")
        })
    }

    /// Takes the write lock, as another program would.
    ///
    /// # Panics
    /// If the lock can't be acquired.
    #[must_use]
    pub fn lock(&self) -> Lock {
        Lock::take(self.url.clone(), String::new())
    }
}
