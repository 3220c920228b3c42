use std::fmt::Write;

use crate::model::{Column, Schema, Table, Types};

/// The sentence about each table, in the order of the document.
pub(crate) fn sentences() -> Vec<(&'static str, &'static str)> {
    let mut sentences = migration::tables();
    sentences.push(("seaql_migrations", "The migrations that were applied, and when, in seconds since 1970."));
    sentences
}

const INTRODUCTION: &str = "\
# Database schema

*For developers of stores, and for operators who query the database.*

<!-- Made by infra/sea_orm/tests/schema/main.rs from databases with every migration: change these, not this. -->

The tables of SQLite and PostgreSQL. They differ in the names of types alone. Times are milliseconds since 1970, in UTC, where
nothing else is said. A `version` grows with each change of its row, and a write holds only while it is the one that was read.
";

/// The document of SQLite's schema, with PostgreSQL's names of the types.
pub(crate) fn render(schema: &Schema, postgres: &Types) -> String {
    let mut text = INTRODUCTION.to_owned();
    for (name, sentence) in sentences() {
        if let Some(table) = schema.0.get(name) {
            write!(text, "\n## {name}\n\n{sentence}\n\n").unwrap();
            text += "| column | SQLite | PostgreSQL | null |\n|---|---|---|---|\n";
            for column in &table.columns {
                let key = (name.to_owned(), column.name.clone());
                text += &line(column, postgres.get(&key).map_or("unknown", String::as_str));
            }
            text.push('\n');
            render_keys(&mut text, table);
        }
    }
    text
}

fn line(Column { name, kind, nullable }: &Column, postgres: &str) -> String {
    format!("| `{name}` | `{kind}` | `{postgres}` | {} |\n", if *nullable { "yes" } else { "no" })
}

fn render_keys(text: &mut String, table: &Table) {
    writeln!(text, "- primary key: {}", list(&table.primary_key)).unwrap();
    for key in &table.foreign_keys {
        let (column, table, target) = (&key.column, &key.table, &key.target);
        writeln!(text, "- foreign key: `{column}` to `{target}` of `{table}`; on delete `{}`", key.on_delete).unwrap();
    }
    for index in &table.indexes {
        let kind = if index.unique { "unique index" } else { "index" };
        writeln!(text, "- {kind} `{}`: {}", index.name, list(&index.columns)).unwrap();
    }
}

fn list(columns: &[String]) -> String {
    columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")
}

/// PostgreSQL's names of the types in a document.
pub(crate) fn postgres_types(document: &str) -> Types {
    let mut types = Types::new();
    let mut table = "";
    for line in document.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            table = name;
        }
        let cells: Vec<_> = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        if let [column, _, kind, "yes" | "no"] = cells[..] {
            types.insert((table.to_owned(), column.to_owned()), kind.to_owned());
        }
    }
    types
}
