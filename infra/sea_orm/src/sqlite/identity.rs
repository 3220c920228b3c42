use std::{
    fs::{self, Metadata},
    io::{self, ErrorKind},
    path::Path,
    time::SystemTime,
};

/// What tells one file from another at the same path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileIdentity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
    /// A file that is new may have the inode of one that was removed. Some file systems don't know the time.
    created: Option<SystemTime>,
}

impl FileIdentity {
    /// Which file is at the path; `None` where there is none.
    pub(super) fn find(path: &Path) -> io::Result<Option<Self>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(Self::of(&metadata))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Which file is at the path, as far as that can be seen.
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
