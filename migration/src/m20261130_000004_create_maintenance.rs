use async_trait::async_trait;
use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    schema::{big_integer, big_integer_null, string_len, text_null},
    sea_query::Table,
};

use crate::Documented;

/// Creates the table in which a row stops all commits.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261130_000004_create_maintenance"
    }
}

impl Documented for Migration {
    fn tables(&self) -> &'static [(&'static str, &'static str)] {
        &[(
            "maintenance",
            "Whether commits are refused, and since when: there is a row. After `until`, a server removes it. `checkpoint` is how far data has been loaded meanwhile.",
        )]
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut name = string_len("name", 32);
        let mut table = Table::create();
        table.table("maintenance").col(name.primary_key()).col(big_integer("since"));
        table.col(big_integer_null("until")).col(text_null("checkpoint"));
        manager.create_table(table).await
    }
}
