use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::TempPath;

use crate::{new_file::write_beside, refusal::Refusal, repository::Repository};

/// What a command does to files: planned in memory, then done all or nothing.
#[derive(Default)]
pub(crate) struct Plan {
    changes: BTreeMap<String, Change>,
}

/// What becomes of a file.
enum Change {
    Create { text: String },
    Replace { before: String, text: String },
    Delete { before: Vec<u8> },
}

/// A change whose new file is written beside its place.
struct Staged<'a> {
    path: &'a str,
    change: &'a Change,
    new: Option<TempPath>,
}

impl Plan {
    /// Plans a new file.
    ///
    /// # Errors
    /// [`Refusal::Exists`].
    pub(crate) fn create(&mut self, repository: &Repository, path: String, text: String) -> Result<(), Refusal> {
        if repository.exists(&path) {
            return Err(Refusal::Exists(path));
        }
        self.changes.insert(path, Change::Create { text });
        Ok(())
    }

    /// The text of a file as it will be.
    ///
    /// # Errors
    /// [`Refusal::Io`].
    pub(crate) fn text(&self, repository: &Repository, path: &str) -> Result<String, Refusal> {
        match self.changes.get(path) {
            Some(Change::Create { text } | Change::Replace { text, .. }) => Ok(text.clone()),
            Some(Change::Delete { .. }) | None => repository.read(path),
        }
    }

    /// Plans another text for a file.
    ///
    /// # Errors
    /// [`Refusal::Io`].
    pub(crate) fn replace(&mut self, repository: &Repository, path: &str, text: String) -> Result<(), Refusal> {
        let before = match self.changes.remove(path) {
            Some(Change::Create { .. }) => {
                self.changes.insert(path.to_owned(), Change::Create { text });
                return Ok(());
            }
            Some(Change::Replace { before, .. }) => before,
            Some(Change::Delete { .. }) | None => repository.read(path)?,
        };
        if before != text {
            self.changes.insert(path.to_owned(), Change::Replace { before, text });
        }
        Ok(())
    }

    /// Plans the end of a file. One that the plan itself makes is not made.
    ///
    /// # Errors
    /// [`Refusal::Io`].
    pub(crate) fn delete(&mut self, repository: &Repository, path: &str) -> Result<(), Refusal> {
        if matches!(self.changes.get(path), Some(Change::Create { .. })) {
            self.changes.remove(path);
            return Ok(());
        }
        let before = repository.read_bytes(path)?;
        self.changes.insert(path.to_owned(), Change::Delete { before });
        Ok(())
    }

    /// What it does, a line for each file.
    pub(crate) fn lines(&self) -> Vec<String> {
        let count = |number: usize| format!("{number} line{}", if number == 1 { "" } else { "s" });
        let describe = |(path, change): (&String, &Change)| match change {
            Change::Create { text } => format!("  create {path} ({})", count(text.lines().count())),
            Change::Replace { before, text } => {
                let (old, new) = (before.lines().count(), text.lines().count());
                let sign = if new < old { '-' } else { '+' };
                format!("  edit   {path} ({sign}{})", count(new.abs_diff(old)))
            }
            Change::Delete { .. } => format!("  delete {path}"),
        };
        self.changes.iter().map(describe).collect()
    }

    /// Does all of it, or nothing.
    ///
    /// # Errors
    /// [`Refusal::ChangedMeanwhile`], [`Refusal::Io`], and [`Refusal::HalfWritten`] where not even that was possible.
    pub(crate) fn apply(&self, repository: &Repository) -> Result<(), Refusal> {
        self.apply_with(repository, |new, place| new.persist(place).map_err(|error| error.error))
    }

    fn apply_with(
        &self,
        repository: &Repository,
        mut persist: impl FnMut(TempPath, &Path) -> io::Result<()>,
    ) -> Result<(), Refusal> {
        for (path, change) in &self.changes {
            change.refuse_other(repository, path)?;
        }
        let mut folders = Vec::new();
        let done = self.stage(repository, &mut folders).and_then(|staged| {
            let mut done = Vec::new();
            for Staged { path, change, new } in staged {
                let place = repository.at(path);
                let outcome = match new {
                    Some(new) => persist(new, &place),
                    None => fs::remove_file(&place),
                };
                if let Err(source) = outcome {
                    take_back(repository, &done)?;
                    return Err(Refusal::Io { path: path.to_owned(), source });
                }
                done.push((path, change));
            }
            Ok(done)
        });
        match done {
            Ok(done) => {
                let deleted = done.iter().filter(|(_, change)| matches!(change, Change::Delete { .. }));
                deleted.for_each(|(path, _)| remove_empty_folders(repository, path));
                Ok(())
            }
            Err(refusal) => {
                folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
                Err(refusal)
            }
        }
    }

    /// Writes each new file beside its place, in folders that are made for it.
    fn stage(&self, repository: &Repository, folders: &mut Vec<PathBuf>) -> Result<Vec<Staged<'_>>, Refusal> {
        let mut staged = Vec::new();
        for (path, change) in &self.changes {
            let new = match change {
                Change::Create { text } | Change::Replace { text, .. } => {
                    Some(write_beside(&repository.at(path), text, folders).map_err(Refusal::io(path))?)
                }
                Change::Delete { .. } => None,
            };
            staged.push(Staged { path, change, new });
        }
        Ok(staged)
    }
}

impl Change {
    /// Refuses where the file is not as it was when the change was planned.
    fn refuse_other(&self, repository: &Repository, path: &str) -> Result<(), Refusal> {
        let is_same = match self {
            Self::Create { .. } => !repository.exists(path),
            Self::Replace { before, .. } => repository.read(path)? == *before,
            Self::Delete { before } => repository.read_bytes(path)? == *before,
        };
        if is_same { Ok(()) } else { Err(Refusal::ChangedMeanwhile(path.to_owned())) }
    }
}

/// Makes everything as it was before these changes, as far as possible.
///
/// # Errors
/// [`Refusal::HalfWritten`] with the first file of which it was not possible.
fn take_back(repository: &Repository, done: &[(&str, &Change)]) -> Result<(), Refusal> {
    let mut outcome = Ok(());
    for (path, change) in done.iter().rev() {
        let place = repository.at(path);
        let taken_back = match change {
            Change::Create { .. } => fs::remove_file(place),
            Change::Replace { before, .. } => fs::write(place, before),
            Change::Delete { before } => fs::write(place, before),
        };
        outcome = outcome.and(taken_back.map_err(|source| Refusal::HalfWritten { path: (*path).to_owned(), source }));
    }
    outcome
}

/// Removes the folders that a deleted file leaves empty.
fn remove_empty_folders(repository: &Repository, path: &str) {
    let folders = Path::new(path).ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    // A folder that is not empty stays, and so do those above it.
    let _ = folders.into_iter().try_for_each(|folder| fs::remove_dir(repository.root().join(folder)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> (tempfile::TempDir, Repository) {
        let folder = tempfile::tempdir().unwrap();
        for path in ["app", "features/old/src"] {
            fs::create_dir_all(folder.path().join(path)).unwrap();
        }
        for path in ["app/Cargo.toml", "features/old/src/lib.rs"] {
            fs::write(folder.path().join(path), "old\n").unwrap();
        }
        let repository = Repository::above(folder.path()).unwrap();
        (folder, repository)
    }

    fn plan(repository: &Repository) -> Plan {
        let mut plan = Plan::default();
        plan.create(repository, "features/new/src/lib.rs".to_owned(), "new\n".to_owned()).unwrap();
        plan.replace(repository, "app/Cargo.toml", "old\nnew\n".to_owned()).unwrap();
        plan.delete(repository, "features/old/src/lib.rs").unwrap();
        plan
    }

    fn tree(repository: &Repository) -> Vec<(String, String)> {
        let files = ["app", "features"].map(|folder| repository.files_below(folder).unwrap()).concat();
        files.into_iter().map(|path| (path.clone(), repository.read(&path).unwrap())).collect()
    }

    #[test]
    fn a_file_that_a_plan_makes_and_deletes_is_not_made() {
        let (_folder, repository) = repository();
        let mut plan = plan(&repository);
        plan.delete(&repository, "features/new/src/lib.rs").unwrap();
        plan.apply(&repository).unwrap();
        assert_eq!(tree(&repository), [("app/Cargo.toml".to_owned(), "old\nnew\n".to_owned())]);
    }

    #[test]
    fn all_of_a_plan_is_done() {
        let (_folder, repository) = repository();
        let plan = plan(&repository);
        assert_eq!(
            plan.lines(),
            [
                "  edit   app/Cargo.toml (+1 line)",
                "  create features/new/src/lib.rs (1 line)",
                "  delete features/old/src/lib.rs",
            ]
        );
        plan.apply(&repository).unwrap();
        let expected = [("app/Cargo.toml", "old\nnew\n"), ("features/new/src/lib.rs", "new\n")];
        assert_eq!(tree(&repository), expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
        assert!(!repository.exists("features/old"), "no empty folder is left");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, repository) = repository();
        let place = repository.at("app/Cargo.toml");
        fs::set_permissions(&place, PermissionsExt::from_mode(0o640)).unwrap();
        plan(&repository).apply(&repository).unwrap();
        let mode = |path: &str| fs::metadata(repository.at(path)).unwrap().permissions().mode();
        assert_eq!(mode("app/Cargo.toml") & 0o777, 0o640);
        let usual = repository.at("usual");
        fs::write(&usual, "").unwrap();
        assert_eq!(mode("features/new/src/lib.rs"), mode("usual"));
    }

    #[test]
    fn nothing_is_left_of_a_plan_that_fails_on_the_way() {
        let (_folder, repository) = repository();
        let before = tree(&repository);
        for failing in [0, 1] {
            let mut number = 0;
            let refusal = plan(&repository)
                .apply_with(&repository, |new, place| {
                    number += 1;
                    if number == failing + 1 { Err(io::Error::other("full")) } else { Ok(new.persist(place)?) }
                })
                .unwrap_err();
            assert!(refusal.to_string().ends_with(": full. Nothing was changed."), "{refusal}");
            assert_eq!(tree(&repository), before);
            assert!(!repository.exists("features/new"), "no folder is left");
        }
    }

    #[test]
    fn what_was_deleted_is_there_again_after_a_failure() {
        let (_folder, repository) = repository();
        let before = tree(&repository);
        let mut plan = Plan::default();
        plan.delete(&repository, "app/Cargo.toml").unwrap();
        plan.create(&repository, "features/new/src/lib.rs".to_owned(), "new\n".to_owned()).unwrap();
        let refusal = plan
            .apply_with(&repository, |_, _| {
                assert!(!repository.exists("app/Cargo.toml"));
                Err(io::Error::other("full"))
            })
            .unwrap_err();
        assert!(refusal.to_string().ends_with(": full. Nothing was changed."), "{refusal}");
        assert_eq!(tree(&repository), before);
    }

    #[test]
    fn a_file_that_can_not_be_taken_back_keeps_no_other_from_it() {
        let (_folder, repository) = repository();
        let before = tree(&repository);
        let mut plan = plan(&repository);
        plan.create(&repository, "features/new/src/main.rs".to_owned(), String::new()).unwrap();
        let refusal = plan
            .apply_with(&repository, |new, place| {
                if place.ends_with("main.rs") {
                    // Gone already, so that it can't be removed.
                    fs::remove_file(repository.at("features/new/src/lib.rs"))?;
                    return Err(io::Error::other("full"));
                }
                Ok(new.persist(place)?)
            })
            .unwrap_err();
        assert!(
            matches!(&refusal, Refusal::HalfWritten { path, .. } if path == "features/new/src/lib.rs"),
            "{refusal}"
        );
        assert_eq!(tree(&repository), before);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let (_folder, repository) = repository();
        let plan = plan(&repository);
        fs::write(repository.at("app/Cargo.toml"), "other\n").unwrap();
        let before = tree(&repository);
        assert!(
            matches!(plan.apply(&repository).unwrap_err(), Refusal::ChangedMeanwhile(path) if path == "app/Cargo.toml")
        );
        assert_eq!(tree(&repository), before);
    }

    #[test]
    fn what_exists_is_not_made_and_what_is_the_same_is_no_edit() {
        let (_folder, repository) = repository();
        let mut plan = Plan::default();
        let refusal = plan.create(&repository, "app/Cargo.toml".to_owned(), String::new()).unwrap_err();
        assert!(matches!(refusal, Refusal::Exists(path) if path == "app/Cargo.toml"));
        plan.replace(&repository, "app/Cargo.toml", "new\n".to_owned()).unwrap();
        assert_eq!(plan.text(&repository, "app/Cargo.toml").unwrap(), "new\n");
        plan.replace(&repository, "app/Cargo.toml", "old\n".to_owned()).unwrap();
        assert_eq!(plan.lines(), [""; 0]);
    }
}
