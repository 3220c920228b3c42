use std::{
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
};

use application::StoreError;
use tokio::fs::{OpenOptions, create_dir_all};

/// The file of a database, whether or not it exists.
pub(super) struct DatabaseFile {
    path: PathBuf,
}

/// What tells one file from another at the same path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct FileIdentity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

impl DatabaseFile {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Which file is at the path; `None` where there is none. The kernel answers that from memory, in less time than it takes
    /// to hand the question to another thread; a disk that hangs would stop what reads the file next too.
    pub(super) fn identity(&self) -> Result<Option<FileIdentity>, StoreError> {
        match fs::metadata(&self.path) {
            Ok(metadata) => Ok(Some(FileIdentity::of(&metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::Unavailable(error.into())),
        }
    }

    /// Makes an empty file, which is an empty database, and its directory, where there is none. It holds hashes of
    /// passwords: nobody but its owner reads it.
    pub(super) async fn create(&self) -> Result<(), StoreError> {
        self.try_create().await.map_err(|error| StoreError::Unavailable(error.into()))
    }

    async fn try_create(&self) -> Result<(), io::Error> {
        if let Some(directory) = self.path.parent() {
            create_dir_all(directory).await?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        match options.open(&self.path).await {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }
}

impl FileIdentity {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { device: metadata.dev(), inode: metadata.ino() }
    }

    /// Elsewhere, a file that is open can't be removed.
    #[cfg(not(unix))]
    const fn of(_: &Metadata) -> Self {
        Self {}
    }
}
