//! A repository of its own: the tracked files under another name, and a history that begins with them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::Builder;

use crate::{
    origin::{self, Answers, Origin},
    parts::Part,
    product_name::ProductName,
    refusal::Refusal,
    renaming,
    repository::Repository,
    stripping,
};

/// Where a new repository will be. Nothing is there yet.
pub(crate) struct Place {
    /// The folder that it will be in.
    parent: PathBuf,
    folder: PathBuf,
}

impl Place {
    /// Looks at the place.
    ///
    /// # Errors
    /// [`Refusal::Exists`], [`Refusal::InsideRepository`] and [`Refusal::Io`].
    pub(crate) fn of(text: &str, here: &Path, repository: &Repository) -> Result<Self, Refusal> {
        let folder = here.join(text);
        if fs::symlink_metadata(&folder).is_ok() {
            return Err(Refusal::Exists(text.to_owned()));
        }
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            return Err(Refusal::Exists(text.to_owned()));
        };
        let parent = parent.canonicalize().map_err(Refusal::io(&parent.to_string_lossy()))?;
        let root = repository.root().canonicalize().map_err(Refusal::io(&repository.root().to_string_lossy()))?;
        if parent.starts_with(root) {
            return Err(Refusal::InsideRepository(text.to_owned()));
        }
        Ok(Self { folder: parent.join(name), parent })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

/// A new repository.
pub(crate) struct Begun {
    pub(crate) origin: Origin,
    /// The lines that have the old name or a word of what was left out still.
    pub(crate) left: Vec<String>,
}

/// Makes the new repository beside its place and moves it there when it is whole.
///
/// # Errors
/// [`Refusal`]; nothing is there then.
pub(crate) fn begin(
    place: &Place,
    name: &ProductName,
    without: &[Part],
    source: &Repository,
) -> Result<Begun, Refusal> {
    let present = renaming::present_name(source)?;
    if present != *name {
        renaming::refuse_used(&present, name, source)?;
    }
    let origin = Origin {
        version: source.version()?,
        commit: source.git(&["rev-parse", "HEAD"])?.trim().to_owned(),
        answers: Answers { name: name.to_string(), without: without.iter().map(|part| part.name.clone()).collect() },
    };
    let described = place.folder.to_string_lossy();
    let stage = Builder::new().prefix(".new-").tempdir_in(&place.parent).map_err(Refusal::io(&described))?;
    copy(source, stage.path())?;
    let made = Repository::above(stage.path())?;
    made.git(&["init", "--quiet", "--initial-branch", "main"])?;
    made.git(&["add", "--all", "--force"])?;
    let mut left = Vec::new();
    if !without.is_empty() {
        let planned = stripping::plan(without, &made)?;
        planned.plan.apply(&made)?;
        left.extend(planned.left);
        made.update_lockfile()?;
        made.git(&["add", "--all", "--force"])?;
    }
    let from = renaming::present_name(&made)?;
    if from != *name {
        let planned = renaming::plan(&from, name, &made)?;
        planned.plan.apply(&made)?;
        left.extend(planned.left);
    }
    fs::write(made.at(origin::FILE), origin.to_text()?).map_err(Refusal::io(origin::FILE))?;
    made.git(&["add", "--all", "--force"])?;
    let subject = format!("Begin {name}");
    let body = format!("Made by cargo slice new, of version {} at {}.", origin.version, origin.commit);
    made.git(&["commit", "--quiet", "--message", &subject, "--message", &body])?;
    let stage = stage.keep();
    if let Err(source) = fs::rename(&stage, &place.folder) {
        drop(fs::remove_dir_all(&stage));
        return Err(Refusal::Io { path: described.into_owned(), source });
    }
    Ok(Begun { origin, left })
}

fn copy(source: &Repository, to: &Path) -> Result<(), Refusal> {
    for path in source.tracked()? {
        let place = to.join(&path);
        let folder = place.parent().unwrap_or(to);
        fs::create_dir_all(folder).and_then(|()| fs::copy(source.at(&path), &place)).map_err(Refusal::io(&path))?;
    }
    Ok(())
}
