//! Where slices stand in the repository.

/// The package of the composition, which alone depends on slices.
pub(crate) const COMPOSITION: &str = "tranche";

pub(crate) const LOCKFILE: &str = "Cargo.lock";
pub(crate) const MANIFEST: &str = "app/Cargo.toml";
pub(crate) const MODULE: &str = "app/src/module.rs";
pub(crate) const ROUTES: &str = "app/src/routes.rs";
/// The constant of [`ROUTES`] with a row for each group of operations.
pub(crate) const GROUPS: &str = "GROUPS";
pub(crate) const ROLES: &str = "app/tests/http/roles.rs";
/// The constant of [`ROLES`] with a row for each operation.
pub(crate) const TABLE: &str = "TABLE";
pub(crate) const OPENAPI: &str = "docs/openapi.json";
pub(crate) const OPERATIONS: &str = "docs/reference/openapi.md";

/// What the product is called.
pub(crate) const PRODUCT: &str = "app/src/product.rs";
/// The constant of [`PRODUCT`] with its name.
pub(crate) const TITLE: &str = "TITLE";

/// Whether the name of a file has this ending: `rs`.
pub(crate) fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, of_path)| of_path == ending)
}

/// The folder of a slice.
pub(crate) fn folder(name: &str) -> String {
    format!("features/{name}")
}

// What aggregates are added to.

pub(crate) const AGGREGATES: &str = "core/application/src/aggregates.rs";
pub(crate) const DOMAIN: &str = "core/domain/src/lib.rs";
pub(crate) const DYNAMODB: &str = "infra/dynamodb/src/items/mod.rs";
/// The layout of the table of DynamoDB.
pub(crate) const KEYS: &str = "infra/dynamodb/src/keys.rs";
pub(crate) const MEMORY: &str = "infra/memory/src/state/mod.rs";
pub(crate) const SEA_ORM: &str = "infra/sea_orm/src/rows/mod.rs";
pub(crate) const MIGRATIONS: &str = "migration/src/lib.rs";
pub(crate) const CONTRACT: &str = "testing/contract/src/cases/mod.rs";
pub(crate) const SEED: &str = "features/seed_store/src/sample/mod.rs";
/// The constant of [`SEED`] with an entry for each kind of entity.
pub(crate) const KINDS: &str = "KINDS";
pub(crate) const HTTP: &str = "app/tests/http/main.rs";
pub(crate) const HTTP_CASES: &str = "app/tests/http/cases.rs";
/// The constant of [`ROLES`] with a row for each collection.
pub(crate) const COLLECTIONS: &str = "COLLECTIONS";
pub(crate) const PROBLEMS: &str = "docs/problems.md";
pub(crate) const SCHEMA: &str = "docs/schema.md";
/// Stores as earlier releases filled them: the migrations in them were released, and so were those that a tag has.
pub(crate) const RELEASED: &str = "app/tests/end_to_end/earlier_stores";
