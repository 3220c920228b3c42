mod accounts;
mod events;
mod housekeeping;
mod orders;
mod products;
mod records;

use application::Position;
use domain::Id;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QuerySelect, QueryTrait, Select, Statement};
use uuid::Uuid;

use super::user;
use crate::{
    connections::Connection,
    rows::row::{self, Row},
};

/// SQLite's plan of a query, step by step.
async fn plan(reader: &Connection, mut statement: Statement) -> String {
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let steps = reader.query_all_raw(statement).await.unwrap();
    steps.iter().map(|step| step.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
}

async fn plan_of<E: EntityTrait>(reader: &Connection, query: Select<E>) -> String {
    plan(reader, query.build(DbBackend::Sqlite)).await
}

async fn assert_pages_have_an_index<E: Row>(reader: &Connection, table: &str) {
    let after = Position { created_at: user(1).created_at(), id: Id::new(Uuid::from_u128(1)) };
    let index = format!("{table} USING INDEX {table}_by_creation");
    for (after, expected) in
        [(None, format!("SCAN {index}")), (Some(after), format!("SEARCH {index} ((created_at,id)>(?,?))"))]
    {
        assert_eq!(plan_of(reader, row::behind::<E>(after).limit(20)).await, expected);
    }
}
