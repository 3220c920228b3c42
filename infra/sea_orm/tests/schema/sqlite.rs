use sea_orm::DatabaseConnection;

use crate::{
    model::{Column, ForeignKey, Index, Schema, Table},
    rows,
};

/// The schema of a SQLite database.
pub(crate) async fn inspect(database: &DatabaseConnection) -> Schema {
    // Names that begin with `sqlite_` are the engine's own.
    let names = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut schema = Schema::default();
    for (name, sql) in rows(database, names, |row| (text(row, "name"), text(row, "sql"))).await {
        let table = table(database, &name, &sql).await;
        schema.0.insert(name, table);
    }
    schema
}

async fn table(database: &DatabaseConnection, name: &str, sql: &str) -> Table {
    let columns = format!("SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}') ORDER BY cid");
    let mut found = rows(database, &columns, |row| {
        let column = Column {
            name: text(row, "name"),
            kind: text(row, "type"),
            nullable: row.try_get::<i32>("", "notnull").unwrap() == 0,
        };
        (column, row.try_get::<i32>("", "pk").unwrap())
    })
    .await;
    // The engine generates the position, and never reuses one.
    if sql.to_ascii_uppercase().contains("AUTOINCREMENT") {
        found.iter_mut().filter(|(_, key)| *key > 0).for_each(|(column, _)| column.kind += " AUTOINCREMENT");
    }
    let mut key: Vec<_> = found.iter().filter(|(_, key)| *key > 0).map(|(column, at)| (*at, &column.name)).collect();
    key.sort_unstable();
    Table {
        primary_key: key.into_iter().map(|(_, name)| name.clone()).collect(),
        columns: found.into_iter().map(|(column, _)| column).collect(),
        indexes: indexes(database, name).await,
        foreign_keys: foreign_keys(database, name).await,
    }
}

async fn indexes(database: &DatabaseConnection, table: &str) -> Vec<Index> {
    // The origin of an index for a primary key is `pk`.
    let list = format!("SELECT name, \"unique\" FROM pragma_index_list('{table}') WHERE origin <> 'pk' ORDER BY name");
    let mut found = rows(database, &list, |row| Index {
        name: text(row, "name"),
        columns: Vec::new(),
        unique: row.try_get::<i32>("", "unique").unwrap() == 1,
    })
    .await;
    for index in &mut found {
        let columns = format!("SELECT name FROM pragma_index_info('{}') ORDER BY seqno", index.name);
        index.columns = rows(database, &columns, |row| text(row, "name")).await;
    }
    found
}

async fn foreign_keys(database: &DatabaseConnection, table: &str) -> Vec<ForeignKey> {
    let list = format!(
        "SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list('{table}') ORDER BY \"from\""
    );
    rows(database, &list, |row| ForeignKey {
        column: text(row, "from"),
        table: text(row, "table"),
        target: text(row, "to"),
        on_delete: text(row, "on_delete"),
    })
    .await
}

fn text(row: &sea_orm::QueryResult, column: &str) -> String {
    row.try_get("", column).unwrap()
}
