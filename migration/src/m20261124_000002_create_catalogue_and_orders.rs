use async_trait::async_trait;
use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    schema::{
        big_integer, big_integer_null, big_pk_auto, binary_len, pk_uuid, string_len, string_len_null, text, text_null,
        uuid,
    },
    sea_query::{ForeignKey, ForeignKeyAction, Table},
};

use crate::{
    Documented,
    index::{index, key},
};

/// Creates the tables of the catalogue and of orders, of idempotency records, and of the outbox. Existing tables stay
/// as they are.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000002_create_catalogue_and_orders"
    }
}

impl Documented for Migration {
    fn tables(&self) -> &'static [(&'static str, &'static str)] {
        &[
            (
                "products",
                "The catalogue. Amounts are whole minor units of the currency; where `stock` is null, it is not tracked.",
            ),
            ("orders", "An order with its status and its user. It outlives the user, hence no foreign key."),
            (
                "order_items",
                "What was ordered, at the name and price of that moment, and whether it was taken from the stock (`claim`).",
            ),
            (
                "idempotency_records",
                "Which order was made for which `Idempotency-Key`, with a hash of the request; kept until it expires.",
            ),
            ("outbox", "The events that are yet to be delivered, in their order, and when each is tried next."),
            ("dead_letters", "The events whose delivery was given up, and why."),
            ("leases", "Which process does a job exclusively (the delivery of events), and until when."),
        ]
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_products(manager).await?;
        create_orders(manager).await?;
        create_order_items(manager).await?;
        create_idempotency_records(manager).await?;
        create_outbox(manager).await?;
        create_leases(manager).await
    }
}

async fn create_products(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("products")
        .col(pk_uuid("id"))
        .col(text("name"))
        .col(text_null("description"))
        .col(big_integer_null("price_amount"))
        .col(string_len_null("price_currency", 3))
        .col(big_integer_null("stock"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer("version"));
    manager.create_table(table).await?;
    manager.create_index(index("products_by_creation", "products", &["created_at", "id"])).await
}

/// Orders hold no foreign keys: they outlive their users and products.
async fn create_orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("orders")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(string_len("status", 32))
        .col(string_len("currency", 3))
        .col(big_integer("total_amount"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer("version"));
    manager.create_table(table).await?;
    // One for each filter of the list, so that a page reads only its rows.
    for (name, columns) in [
        ("orders_by_creation", &["created_at", "id"][..]),
        ("orders_by_status_and_creation", &["status", "created_at", "id"]),
        ("orders_by_user_and_creation", &["user_id", "created_at", "id"]),
        ("orders_by_user_status_and_creation", &["user_id", "status", "created_at", "id"]),
    ] {
        manager.create_index(index(name, "orders", columns)).await?;
    }
    Ok(())
}

/// The currency is that of the order.
async fn create_order_items(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut order = ForeignKey::create();
    order
        .name("order_items_order_id_fkey")
        .from("order_items", "order_id")
        .to("orders", "id")
        .on_delete(ForeignKeyAction::Cascade);
    let mut table = Table::create();
    table
        .table("order_items")
        .col(uuid("order_id"))
        .col(big_integer("position"))
        .col(uuid("product_id"))
        .col(text("name"))
        .col(big_integer("quantity"))
        .col(big_integer("unit_amount"))
        .col(string_len("claim", 32))
        .primary_key(&mut key("order_items_pkey", &["order_id", "position"]))
        .foreign_key(&mut order);
    manager.create_table(table).await
}

async fn create_idempotency_records(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let scope = &["user_id", "operation", "key"];
    let mut table = Table::create();
    table
        .table("idempotency_records")
        .col(uuid("user_id"))
        .col(string_len("operation", 32))
        .col(string_len("key", 255))
        .col(binary_len("fingerprint", 32))
        .col(uuid("made"))
        .col(big_integer("expires_at"))
        .primary_key(&mut key("idempotency_records_pkey", scope));
    manager.create_table(table).await?;
    let columns = &["expires_at", "user_id", "operation", "key"];
    manager.create_index(index("idempotency_records_by_expiry", "idempotency_records", columns)).await
}

/// The undelivered events and the dead letters; the events themselves are in the table of all events. A position is
/// never reused, so a later event is behind all earlier ones.
async fn create_outbox(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut outbox = Table::create();
    outbox
        .table("outbox")
        .col(big_pk_auto("position"))
        .col(uuid("event_id"))
        .col(big_integer("attempts"))
        .col(big_integer("due_at"));
    manager.create_table(outbox).await?;
    manager.create_index(index("outbox_event_id_unique", "outbox", &["event_id"]).unique().take()).await?;
    let mut dead_letters = Table::create();
    dead_letters
        .table("dead_letters")
        .col(pk_uuid("event_id"))
        .col(big_integer("attempts"))
        .col(big_integer("failed_at"))
        .col(text("reason"));
    manager.create_table(dead_letters).await
}

/// Which process does a job exclusively, and until when.
async fn create_leases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut name = string_len("name", 32);
    let mut table = Table::create();
    table.table("leases").col(name.primary_key()).col(uuid("holder")).col(big_integer("expires_at"));
    manager.create_table(table).await
}
