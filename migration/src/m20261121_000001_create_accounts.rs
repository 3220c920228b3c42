use async_trait::async_trait;
use sea_orm::DbBackend;
use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    schema::{big_integer, binary_len, pk_uuid, string_len, text, uuid, uuid_null, var_binary},
    sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, Table},
};

use crate::{Documented, USERNAME_KEY_INDEX, index::index};

/// Creates the tables of accounts: users, their sessions, counters of attempts, and the events of every aggregate.
///
/// Times are milliseconds since 1970 in UTC, which every engine keeps exactly.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_000001_create_accounts"
    }
}

impl Documented for Migration {
    fn tables(&self) -> &'static [(&'static str, &'static str)] {
        &[
            (
                "users",
                "An account with the present hash of its password; `username_key` is the name in the form in which it is unique.",
            ),
            (
                "sessions",
                "The sessions of users. Of the secret there is only the SHA-256, so the contents of this table open no session.",
            ),
            ("attempts", "Counters of attempts to log in and to sign up, and when each is forgotten."),
            (
                "events",
                "The audit trail: what happened to what, by whom, when, by which request. Nothing alters or removes a row.",
            ),
        ]
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_users(manager).await?;
        create_sessions(manager).await?;
        create_attempts(manager).await?;
        create_events(manager).await
    }
}

async fn create_users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("users")
        .col(pk_uuid("id"))
        .col(string_len("username", 20))
        .col(username_key(manager))
        .col(text("password_hash"))
        .col(string_len("role", 32))
        .col(string_len("status", 32))
        .col(big_integer("session_epoch"))
        .col(big_integer("created_at"))
        .col(big_integer("version"));
    manager.create_table(table).await?;
    manager.create_index(index(USERNAME_KEY_INDEX, "users", &["username_key"]).unique().take()).await?;
    // One for each filter and order of the list, so that a page reads only its rows: users are written seldom.
    for (name, columns) in [
        ("users_by_creation", &["created_at", "id"][..]),
        ("users_by_role_and_creation", &["role", "created_at", "id"]),
        ("users_by_role_and_username", &["role", "username_key"]),
        ("users_by_status_and_creation", &["status", "created_at", "id"]),
        ("users_by_status_and_username", &["status", "username_key"]),
        ("users_by_role_status_and_creation", &["role", "status", "created_at", "id"]),
        ("users_by_role_status_and_username", &["role", "status", "username_key"]),
    ] {
        manager.create_index(index(name, "users", columns)).await?;
    }
    Ok(())
}

/// Usernames are ordered byte for byte. SQLite does so by itself; PostgreSQL would by the rules of a language.
fn username_key(manager: &SchemaManager<'_>) -> ColumnDef {
    let mut column = string_len("username_key", 20);
    if manager.get_database_backend() == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column.take()
}

async fn create_sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut user = ForeignKey::create();
    user.name("sessions_user_id_fkey")
        .from("sessions", "user_id")
        .to("users", "id")
        .on_delete(ForeignKeyAction::Cascade);
    let mut table = Table::create();
    table
        .table("sessions")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(binary_len("secret_hash", 32))
        .col(big_integer("epoch"))
        .col(string_len("role", 32))
        .col(big_integer("created_at"))
        .col(big_integer("last_used_at"))
        .col(big_integer("expires_at"))
        .col(big_integer("version"))
        .foreign_key(&mut user);
    manager.create_table(table).await?;
    manager.create_index(index("sessions_secret_hash_unique", "sessions", &["secret_hash"]).unique().take()).await?;
    let by_user = index("sessions_by_user", "sessions", &["user_id", "epoch", "created_at", "id"]);
    manager.create_index(by_user).await?;
    manager.create_index(index("sessions_by_expiry", "sessions", &["expires_at", "id"])).await
}

/// A key is bytes, since it may hold a username as typed: not every engine accepts a NUL in a text.
async fn create_attempts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut key = var_binary("key", 255);
    let mut table = Table::create();
    table.table("attempts").col(key.primary_key()).col(big_integer("count")).col(big_integer("expires_at"));
    manager.create_table(table).await?;
    manager.create_index(index("attempts_by_expiry", "attempts", &["expires_at", "key"])).await
}

/// Events hold no foreign keys: they outlive their subjects.
async fn create_events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("events")
        .col(pk_uuid("id"))
        .col(string_len("kind", 64))
        .col(string_len("subject_kind", 32))
        .col(uuid("subject_id"))
        .col(uuid_null("actor_id"))
        .col(big_integer("at"))
        .col(string_len("request_id", 128))
        .col(text("data"));
    manager.create_table(table).await?;
    manager.create_index(index("events_by_subject", "events", &["subject_id", "at", "id"])).await?;
    manager.create_index(index("events_by_time", "events", &["at", "id"])).await
}
