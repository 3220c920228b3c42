//! Where slices stand in the repository.

/// The package of the composition, which alone depends on slices.
pub(crate) const COMPOSITION: &str = "tranche";

pub(crate) const LOCKFILE: &str = "Cargo.lock";
pub(crate) const MANIFEST: &str = "app/Cargo.toml";
pub(crate) const MODULE: &str = "app/src/module.rs";
pub(crate) const ROUTES: &str = "app/src/routes.rs";
pub(crate) const ROLES: &str = "app/tests/http/roles.rs";
pub(crate) const OPENAPI: &str = "docs/openapi.json";
pub(crate) const OPERATIONS: &str = "docs/reference/openapi.md";

/// The folder of a slice.
pub(crate) fn folder(name: &str) -> String {
    format!("features/{name}")
}
