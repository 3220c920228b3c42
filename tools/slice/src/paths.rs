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
