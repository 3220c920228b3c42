use async_trait::async_trait;
use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    schema::{big_integer, pk_uuid, text, text_null},
    sea_query::Table,
};

use crate::{Documented, index::index};

/// Creates the table of suppliers. What was there stays unchanged, so the previous binary works beside it.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261130_000005_create_suppliers"
    }
}

impl Documented for Migration {
    fn tables(&self) -> &'static [(&'static str, &'static str)] {
        &[("suppliers", "Suppliers. No two have the same name.")]
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table("suppliers")
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(text_null("email"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .col(big_integer("version"));
        manager.create_table(table).await?;
        manager.create_index(index("suppliers_name_unique", "suppliers", &["name"]).unique().take()).await?;
        manager.create_index(index("suppliers_by_creation", "suppliers", &["created_at", "id"])).await
    }
}
