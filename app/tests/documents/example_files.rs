//! Where the files of the aggregate of `docs/adding-an-aggregate.md` lie.

use std::path::PathBuf;

use crate::markdown::repository;

pub(crate) const EXAMPLE: &str = "examples/supplier";

/// The manifest of the example's slice; as `Cargo.toml` it would count as a member of the workspace.
pub(crate) const MANIFEST: (&str, &str) = ("features/supplier_crud/Cargo.toml", "features/supplier_crud/manifest.toml");

/// The path in the example of the file with this path.
pub(crate) fn file_of_example(path: &str) -> PathBuf {
    let (named, kept) = MANIFEST;
    repository().join(EXAMPLE).join(if path == named { kept } else { path })
}
