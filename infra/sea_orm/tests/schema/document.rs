use std::fmt::Write;

use crate::model::{Column, Schema, Table, Types};

/// What each table holds, in the order of the document.
pub(crate) const SENTENCES: [(&str, &str); 12] = [
    (
        "users",
        "An account with the present hash of its password; `username_key` is the name in the form in which it is unique.",
    ),
    (
        "sessions",
        "Where somebody is logged in. Of the secret there is the SHA-256 alone: nothing that stands here opens a session.",
    ),
    ("attempts", "Counters of attempts to log in and to sign up, and when each is forgotten."),
    ("products", "The catalogue. Amounts are whole minor units of the currency; where `stock` is null, nobody counts."),
    ("orders", "An order as it stands, and whose it is. It outlives the user, hence no foreign key."),
    (
        "order_items",
        "What was ordered, at the name and price of that moment, and whether it was taken from the stock (`claim`).",
    ),
    (
        "idempotency_records",
        "Which order was made for which `Idempotency-Key`, with a hash of the request; kept until it expires.",
    ),
    (
        "events",
        "The audit trail: what happened to what, by whom, when, by which request. Nothing alters or removes a row.",
    ),
    ("outbox", "The events that are yet to be delivered, in their order, and when each is tried next."),
    ("dead_letters", "The events whose delivery was given up, and why."),
    ("leases", "Who has something to do alone (the delivery of events), and until when."),
    ("seaql_migrations", "The migrations that were applied, and when, in seconds since 1970."),
];

const INTRODUCTION: &str = "\
# Database schema

*For developers of stores, and for operators who query the database.*

<!-- Made by infra/sea_orm/tests/schema/main.rs from databases with every migration: change these, not this. -->

The tables of SQLite and PostgreSQL. They differ in the names of types alone. Times are milliseconds since 1970, in UTC, where
nothing else is said. A `version` grows with each change of its row, and a write holds only while it is the one that was read.
";

/// The document of the schema that SQLite has, with the types as PostgreSQL calls them.
pub(crate) fn render(schema: &Schema, postgres: &Types) -> String {
    let mut text = INTRODUCTION.to_owned();
    for (name, sentence) in SENTENCES {
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

/// What a document says that PostgreSQL calls the types.
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
