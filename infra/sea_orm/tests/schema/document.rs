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

The tables, and each engine's names of the types, in which alone engines differ. Times are milliseconds since 1970, in UTC, where
nothing else is said. A `version` grows with each change of its row, and a write holds only while it is the one that was read.
";

/// The document of a schema, with a column for the types of each engine.
pub(crate) fn render(schema: &Schema, engines: &[(&str, Types)]) -> String {
    let names = engines.iter().map(|(engine, _)| *engine);
    let head: Vec<_> = ["column"].into_iter().chain(names).chain(["null"]).collect();
    let mut text = INTRODUCTION.to_owned();
    for (name, sentence) in sentences() {
        if let Some(table) = schema.0.get(name) {
            write!(text, "\n## {name}\n\n{sentence}\n\n").unwrap();
            writeln!(text, "| {} |\n{}|", head.join(" | "), "|---".repeat(head.len())).unwrap();
            for column in &table.columns {
                text += &line(name, column, engines);
            }
            text.push('\n');
            render_keys(&mut text, table);
        }
    }
    text
}

fn line(table: &str, column: &Column, engines: &[(&str, Types)]) -> String {
    let key = (table.to_owned(), column.name.clone());
    let kinds = engines.iter().map(|(_, types)| types.get(&key).map_or("unknown", String::as_str));
    let kinds: Vec<_> = kinds.map(|kind| format!("`{kind}`")).collect();
    format!("| `{}` | {} | {} |\n", column.name, kinds.join(" | "), if column.nullable { "yes" } else { "no" })
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

/// An engine's names of the types in a document.
pub(crate) fn types_of(engine: &str, document: &str) -> Types {
    let mut types = Types::new();
    let (mut table, mut at) = ("", None);
    for line in document.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            table = name;
        }
        let cells: Vec<_> = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        if cells[0] == "column" {
            at = cells.iter().position(|cell| *cell == engine);
        }
        if let ([column, .., "yes" | "no"], Some(at)) = (&cells[..], at) {
            types.insert((table.to_owned(), (*column).to_owned()), cells[at].to_owned());
        }
    }
    types
}
