use serde::Serialize;

use crate::refusal::Refusal;

/// The file of a repository that `cargo slice new` made, which says where it came from.
pub(crate) const FILE: &str = ".origin.toml";

/// Where a repository came from: by this an update finds what both had in common.
#[derive(Serialize)]
pub(crate) struct Origin {
    /// The version of the product that it was made of.
    pub(crate) version: String,
    /// The commit of it.
    pub(crate) commit: String,
    pub(crate) answers: Answers,
}

/// What `cargo slice new` was given.
#[derive(Serialize)]
pub(crate) struct Answers {
    pub(crate) name: String,
    pub(crate) without: Vec<String>,
}

impl Origin {
    /// The text of the file.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`], which nothing is known to lead to.
    pub(crate) fn to_text(&self) -> Result<String, Refusal> {
        let text = toml::to_string(self)
            .map_err(|error| Refusal::Unreadable { file: FILE.to_owned(), reason: error.to_string() })?;
        Ok(format!(
            "# What this repository was made of. docs/how-to/make-it-yours.md says how to merge an update of it.\n{text}"
        ))
    }
}
