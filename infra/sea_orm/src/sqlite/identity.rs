use std::{
    fs::{self, Metadata},
    io::{self, ErrorKind},
    path::Path,
    time::SystemTime,
};

/// Distinguishes files at the same path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileIdentity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
    /// A new file may have the inode of a removed one. Some file systems don't record the time.
    created: Option<SystemTime>,
}

impl FileIdentity {
    /// The identity of the file at the path; `None` if there is none.
    pub(super) fn find(path: &Path) -> io::Result<Option<Self>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(Self::of(&metadata))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The identity of the file at the path, if it can be read.
    pub(super) fn at(path: &Path) -> Option<Self> {
        Self::find(path).ok().flatten()
    }

    pub(super) fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            #[cfg(unix)]
            device: metadata.dev(),
            #[cfg(unix)]
            inode: metadata.ino(),
            created: metadata.created().ok(),
        }
    }
}
