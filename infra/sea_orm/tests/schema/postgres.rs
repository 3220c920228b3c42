use sea_orm::{DatabaseConnection, QueryResult};

use crate::{
    model::{Column, ForeignKey, Index, Schema, Table},
    rows,
};

/// The schema of a PostgreSQL database.
pub(crate) async fn inspect(database: &DatabaseConnection) -> Schema {
    let names =
        "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";
    let mut schema = Schema::default();
    for name in rows(database, names, |row| text(row, "name")).await {
        let table = Table {
            columns: columns(database, &name).await,
            primary_key: primary_key(database, &name).await,
            indexes: indexes(database, &name).await,
            foreign_keys: foreign_keys(database, &name).await,
        };
        schema.0.insert(name, table);
    }
    schema
}

async fn columns(database: &DatabaseConnection, table: &str) -> Vec<Column> {
    // A collation is reported if it is not the default of the type.
    let list = format!(
        "SELECT a.attname::text AS name, NOT a.attnotnull AS nullable,
            format_type(a.atttypid, a.atttypmod)
                || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE \"' || c.collname || '\"' ELSE '' END
                || CASE WHEN a.attidentity <> '' OR d.oid IS NOT NULL THEN ' from a sequence' ELSE '' END AS kind
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_collation c ON c.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = '{table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum"
    );
    rows(database, &list, |row| Column {
        name: text(row, "name"),
        kind: text(row, "kind"),
        nullable: row.try_get("", "nullable").unwrap(),
    })
    .await
}

async fn primary_key(database: &DatabaseConnection, table: &str) -> Vec<String> {
    let key =
        format!("SELECT indexrelid::bigint AS id FROM pg_index WHERE indrelid = '{table}'::regclass AND indisprimary");
    let found: Vec<i64> = rows(database, &key, |row| row.try_get("", "id").unwrap()).await;
    match found.first() {
        Some(id) => columns_of(database, *id).await,
        None => Vec::new(),
    }
}

async fn indexes(database: &DatabaseConnection, table: &str) -> Vec<Index> {
    let list = format!(
        "SELECT c.relname::text AS name, i.indisunique AS is_unique, i.indexrelid::bigint AS id
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = '{table}'::regclass AND NOT i.indisprimary ORDER BY c.relname"
    );
    let found = rows(database, &list, |row| {
        let unique: bool = row.try_get("", "is_unique").unwrap();
        (text(row, "name"), unique, row.try_get::<i64>("", "id").unwrap())
    })
    .await;
    let mut indexes = Vec::new();
    for (name, unique, id) in found {
        indexes.push(Index { name, columns: columns_of(database, id).await, unique });
    }
    indexes
}

async fn columns_of(database: &DatabaseConnection, index: i64) -> Vec<String> {
    let list = format!("SELECT attname::text AS name FROM pg_attribute WHERE attrelid = {index} ORDER BY attnum");
    rows(database, &list, |row| text(row, "name")).await
}

async fn foreign_keys(database: &DatabaseConnection, table: &str) -> Vec<ForeignKey> {
    let list = format!(
        "SELECT a.attname::text AS from_column, k.confrelid::regclass::text AS to_table, b.attname::text AS to_column,
            CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'r' THEN 'RESTRICT' WHEN 'n' THEN 'SET NULL'
                WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END AS on_delete
        FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
        JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = ANY (k.confkey)
        WHERE k.contype = 'f' AND k.conrelid = '{table}'::regclass ORDER BY a.attname"
    );
    rows(database, &list, |row| ForeignKey {
        column: text(row, "from_column"),
        table: text(row, "to_table"),
        target: text(row, "to_column"),
        on_delete: text(row, "on_delete"),
    })
    .await
}

fn text(row: &QueryResult, column: &str) -> String {
    row.try_get("", column).unwrap()
}
