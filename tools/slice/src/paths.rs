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

/// The folder of a slice.
pub(crate) fn folder(name: &str) -> String {
    format!("features/{name}")
}
