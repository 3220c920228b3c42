//! What this build is: its version, its revision, and the optional parts that it has.

use std::sync::LazyLock;

/// The version of the workspace.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The git revision of the build, if it is known.
pub(crate) const REVISION: Option<&str> = option_env!("TRANCHE_REVISION");

/// The optional parts, and whether this build has them.
const PARTS: &[(&str, bool)] = &[
    ("console", cfg!(feature = "console")),
    ("dynamodb", cfg!(feature = "dynamodb")),
    ("postgres", cfg!(feature = "postgres")),
    ("sqlite", cfg!(feature = "sqlite")),
];

/// What [`features`] may return, for the documentation.
pub(crate) const EXAMPLE: &[&str] = &["console", "postgres", "sqlite"];

/// The optional parts that are built in: the stores beside that in memory, and the console.
pub(crate) fn features() -> Vec<&'static str> {
    PARTS.iter().filter(|(_, is_built_in)| *is_built_in).map(|(name, _)| *name).collect()
}

/// All of it in one line, as `tranche --version` prints it.
pub(crate) static LINE: LazyLock<String> = LazyLock::new(|| {
    let revision = REVISION.unwrap_or("unknown");
    format!("{VERSION} (revision: {revision}; features: {})", features().join(", "))
});
