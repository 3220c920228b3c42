//! What was made, as `.slices` keeps it: by this a removal is exact.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{aggregate, refusal::Refusal, repository::Repository, use_case};

/// The folder of the records.
const FOLDER: &str = ".slices";

/// How a slice was made, and of what it consists.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// The command that made it: `use-case` or `aggregate`.
    pub(crate) command: String,
    /// The version of the templates.
    pub(crate) template: u32,
    pub(crate) arguments: Arguments,
    pub(crate) files: Vec<MadeFile>,
    pub(crate) insertions: Vec<Insertion>,
}

/// What a command was given.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Arguments {
    UseCase(use_case::Arguments),
    Aggregate(aggregate::Arguments),
}

/// A file that belongs to the slice alone.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MadeFile {
    pub(crate) path: String,
    /// The SHA-256 of its text as it was made.
    pub(crate) sha256: String,
}

/// Lines in a file that belongs to others too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Insertion {
    pub(crate) path: String,
    pub(crate) lines: String,
    /// Whether the lines are about the collection of the slice, in which others may lie: the last one takes them away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) of_collection: bool,
}

impl Arguments {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::UseCase(arguments) => &arguments.name,
            Self::Aggregate(arguments) => &arguments.name,
        }
    }

    /// The command that gives them.
    pub(crate) fn command(&self) -> String {
        match self {
            Self::UseCase(arguments) => arguments.command(),
            Self::Aggregate(arguments) => arguments.command(),
        }
    }

    pub(crate) const fn as_use_case(&self) -> Option<&use_case::Arguments> {
        match self {
            Self::UseCase(arguments) => Some(arguments),
            Self::Aggregate(_) => None,
        }
    }

    pub(crate) const fn as_aggregate(&self) -> Option<&aggregate::Arguments> {
        match self {
            Self::UseCase(_) => None,
            Self::Aggregate(arguments) => Some(arguments),
        }
    }
}

impl MadeFile {
    pub(crate) fn of(path: String, text: &str) -> Self {
        Self { path, sha256: digest(text) }
    }

    /// Whether a file with this text is as it was made.
    pub(crate) fn is_as_made(&self, text: &str) -> bool {
        digest(text) == self.sha256
    }
}

impl Record {
    /// Where the record of a slice lies.
    pub(crate) fn path(name: &str) -> String {
        format!("{FOLDER}/{name}.toml")
    }

    /// The record of a slice; `None` where there is none.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] and [`Refusal::Io`].
    pub(crate) fn find(repository: &Repository, name: &str) -> Result<Option<Self>, Refusal> {
        let file = Self::path(name);
        if !repository.exists(&file) {
            return Ok(None);
        }
        let parsed = toml::from_str(&repository.read(&file)?);
        parsed.map(Some).map_err(|error| Refusal::Unreadable { file, reason: error.to_string() })
    }

    /// Every record.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] and [`Refusal::Io`].
    pub(crate) fn all(repository: &Repository) -> Result<Vec<Self>, Refusal> {
        let files = repository.files_below(FOLDER)?;
        let names = files.iter().filter_map(|path| path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".toml"));
        names.filter_map(|name| Self::find(repository, name).transpose()).collect()
    }

    /// The files that are not as they were made, a line each.
    ///
    /// # Errors
    /// [`Refusal::Io`].
    pub(crate) fn differing_files(&self, repository: &Repository) -> Result<Vec<String>, Refusal> {
        let mut differences = Vec::new();
        for file in &self.files {
            if !repository.exists(&file.path) {
                differences.push(format!("  {} is gone", file.path));
            } else if !file.is_as_made(&repository.read(&file.path)?) {
                differences.push(format!("  {} was edited", file.path));
            }
        }
        Ok(differences)
    }

    /// The record as it is kept.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`], which nothing is known to lead to.
    pub(crate) fn to_text(&self) -> Result<String, Refusal> {
        let name = self.arguments.name();
        let text = toml::to_string(self)
            .map_err(|error| Refusal::Unreadable { file: Self::path(name), reason: error.to_string() })?;
        Ok(format!(
            "# How this slice was made. `cargo slice remove {name}` needs it: commit it, and leave it as it is.\n{text}"
        ))
    }
}

fn digest(text: &str) -> String {
    let mut digest = String::new();
    for byte in Sha256::digest(text) {
        digest.extend([byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16).unwrap_or_default()));
    }
    digest
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::route::{Method, Role};

    fn record() -> Record {
        Record {
            command: "use-case".to_owned(),
            template: 1,
            arguments: Arguments::UseCase(use_case::Arguments {
                name: "close_account".to_owned(),
                method: Method::Delete,
                path: "/api/v1/auth/account".to_owned(),
                role: Role::SuperAdmin,
                summary: "Close \"it\"".to_owned(),
            }),
            files: vec![MadeFile::of("features/close_account/Cargo.toml".to_owned(), "abc")],
            insertions: vec![
                Insertion {
                    path: "app/src/routes.rs".to_owned(),
                    lines: "    (\"A\"),\n".to_owned(),
                    of_collection: true,
                },
                Insertion { path: "app/Cargo.toml".to_owned(), lines: "a = 1\n".to_owned(), of_collection: false },
            ],
        }
    }

    #[test]
    fn a_record_is_found_as_it_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["app", "features", ".slices"] {
            fs::create_dir(folder.path().join(path)).unwrap();
        }
        fs::write(folder.path().join("app/Cargo.toml"), "").unwrap();
        let repository = Repository::above(folder.path()).unwrap();
        assert_eq!(Record::find(&repository, "close_account").unwrap(), None);
        let text = record().to_text().unwrap();
        assert!(text.starts_with("# How this slice was made. `cargo slice remove close_account` needs it"), "{text}");
        assert!(text.contains("role = \"super_admin\"") && text.contains("method = \"DELETE\""), "{text}");
        fs::write(folder.path().join(".slices/close_account.toml"), text).unwrap();
        assert_eq!(Record::find(&repository, "close_account").unwrap(), Some(record()));
        assert_eq!(Record::all(&repository).unwrap(), [record()]);
        fs::write(folder.path().join(".slices/other.toml"), "command = 1").unwrap();
        let refusal = Record::all(&repository).unwrap_err().to_string();
        assert!(refusal.starts_with(".slices/other.toml can't be read: "), "{refusal}");
    }

    #[test]
    fn a_file_is_known_by_its_digest() {
        let file = &record().files[0];
        assert_eq!(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(file.is_as_made("abc") && !file.is_as_made("abd"));
    }
}
