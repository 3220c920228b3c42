use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{manifests::Manifest, refusal::Refusal};

/// The work tree that slices are added to. Paths are from its root, with slashes.
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// The repository that this folder lies in.
    ///
    /// # Errors
    /// [`Refusal::NoRepository`].
    pub(crate) fn above(folder: &Path) -> Result<Self, Refusal> {
        let is_root = |folder: &&Path| folder.join("app/Cargo.toml").is_file() && folder.join("features").is_dir();
        let root = folder.ancestors().find(is_root).ok_or_else(|| Refusal::NoRepository(folder.to_owned()))?;
        Ok(Self { root: root.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        fs::symlink_metadata(self.at(path)).is_ok()
    }

    /// The text of a file.
    ///
    /// # Errors
    /// [`Refusal::Io`].
    pub(crate) fn read(&self, path: &str) -> Result<String, Refusal> {
        fs::read_to_string(self.at(path)).map_err(Refusal::io(path))
    }

    /// The content of a file that may be no text.
    ///
    /// # Errors
    /// [`Refusal::Io`].
    pub(crate) fn read_bytes(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        fs::read(self.at(path)).map_err(Refusal::io(path))
    }

    /// The files below a folder, sorted; none where there is no folder.
    ///
    /// # Errors
    /// [`Refusal::Io`].
    pub(crate) fn files_below(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        let (mut files, mut open) = (Vec::new(), Vec::new());
        if self.exists(folder) {
            open.push(folder.to_owned());
        }
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(self.at(&folder)).map_err(Refusal::io(&folder))? {
                let entry = entry.map_err(Refusal::io(&folder))?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.file_type().map_err(Refusal::io(&path))?.is_dir() { open.push(path) } else { files.push(path) }
            }
        }
        files.sort();
        Ok(files)
    }

    /// The files that git tracks and that are there, sorted.
    ///
    /// # Errors
    /// [`Refusal::Git`].
    pub(crate) fn tracked(&self) -> Result<Vec<String>, Refusal> {
        let listed = self.git(&["ls-files", "-z"])?;
        let files = listed.split('\0').filter(|path| !path.is_empty() && self.exists(path));
        Ok(files.map(str::to_owned).collect())
    }

    /// Those of them that are text: no pictures.
    ///
    /// # Errors
    /// [`Refusal::Git`].
    pub(crate) fn texts(&self) -> Result<Vec<String>, Refusal> {
        let is_text = |path: &String| {
            !fs::read_to_string(self.at(path)).is_err_and(|error| error.kind() == ErrorKind::InvalidData)
        };
        Ok(self.tracked()?.into_iter().filter(is_text).collect())
    }

    /// Whether a tag has this file, or had it before it was deleted.
    ///
    /// # Errors
    /// [`Refusal::Git`].
    pub(crate) fn is_in_a_tag(&self, path: &str) -> Result<bool, Refusal> {
        let commits = self.git(&["log", "--tags", "--max-count=1", "--format=%H", "--", path])?;
        Ok(!commits.trim().is_empty())
    }

    /// What git prints.
    ///
    /// # Errors
    /// [`Refusal::Git`].
    pub(crate) fn git(&self, arguments: &[&str]) -> Result<String, Refusal> {
        let output = Command::new("git").args(arguments).current_dir(&self.root).output();
        let output = output.map_err(|error| Refusal::Git(error.to_string()))?;
        if !output.status.success() {
            return Err(Refusal::Git(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Lets cargo drop from the lockfile what no member depends on any more.
    ///
    /// # Errors
    /// [`Refusal::Lockfile`].
    pub(crate) fn update_lockfile(&self) -> Result<(), Refusal> {
        let cargo = |arguments: &[&str]| {
            Command::new("cargo")
                .args(["metadata", "--format-version", "1"])
                .args(arguments)
                .current_dir(&self.root)
                .output()
        };
        // The network is asked only for what is not there.
        let mut output = cargo(&["--offline"]);
        if !output.as_ref().is_ok_and(|output| output.status.success()) {
            output = cargo(&[]);
        }
        let output = output.map_err(|error| Refusal::Lockfile(error.to_string()))?;
        if output.status.success() {
            Ok(())
        } else {
            Err(Refusal::Lockfile(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
        }
    }

    /// The edition that the workspace is written in.
    ///
    /// # Errors
    /// [`Refusal`] where the root manifest has none.
    pub(crate) fn edition(&self) -> Result<String, Refusal> {
        self.workspace_key("edition")
    }

    /// The version of the members of the workspace.
    ///
    /// # Errors
    /// [`Refusal`] where the root manifest has none.
    pub(crate) fn version(&self) -> Result<String, Refusal> {
        self.workspace_key("version")
    }

    /// The oldest Rust that the workspace is built with.
    ///
    /// # Errors
    /// [`Refusal`] where the root manifest has none.
    pub(crate) fn rust_version(&self) -> Result<String, Refusal> {
        self.workspace_key("rust-version")
    }

    fn workspace_key(&self, key: &str) -> Result<String, Refusal> {
        let manifest = Manifest::parse("Cargo.toml", self.read("Cargo.toml")?)?;
        manifest.text_at(&["workspace", "package", key]).map(str::to_owned)
    }

    /// Refuses a work tree with changes that are not committed.
    ///
    /// # Errors
    /// [`Refusal::DirtyTree`] and [`Refusal::Git`].
    pub(crate) fn refuse_changes(&self) -> Result<(), Refusal> {
        let changes = self.git(&["status", "--porcelain"])?;
        if changes.trim().is_empty() { Ok(()) } else { Err(Refusal::DirtyTree(changes.trim_end().to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_found_from_any_folder_in_it() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let repository = Repository::above(&here.join("src")).unwrap();
        assert_eq!(repository.root(), here.ancestors().nth(2).unwrap());
        assert_eq!(repository.edition().unwrap(), "2024");
        assert!(repository.exists("tools/slice/src") && !repository.exists("tools/slice/nothing"));
        assert!(repository.files_below("tools/slice/src").unwrap().contains(&"tools/slice/src/lib.rs".to_owned()));
        assert_eq!(repository.files_below("tools/nothing").unwrap(), [""; 0]);
    }

    #[test]
    fn elsewhere_and_without_git_there_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = Repository::above(folder.path()).err().unwrap();
        assert!(matches!(refusal, Refusal::NoRepository(path) if path == folder.path()));
        let refusal = Repository { root: folder.path().to_owned() }.refuse_changes().unwrap_err();
        assert!(matches!(&refusal, Refusal::Git(reason) if reason.contains("not a git repository")), "{refusal}");
    }
}
