mod accounts;
mod commerce;
mod events;
mod housekeeping;

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryTrait, Select, Statement};

use crate::connections::Connection;

/// SQLite's plan of a query, step by step.
async fn plan(reader: &Connection, mut statement: Statement) -> String {
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let steps = reader.query_all_raw(statement).await.unwrap();
    steps.iter().map(|step| step.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
}

async fn plan_of<E: EntityTrait>(reader: &Connection, query: Select<E>) -> String {
    plan(reader, query.build(DbBackend::Sqlite)).await
}
