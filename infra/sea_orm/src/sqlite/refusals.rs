//! Why a file is not opened. Each message names the path and says what to do: SQLite's own do neither.

use std::{io, path::PathBuf};

use thiserror::Error;

/// The file does not exist.
#[derive(Debug, Error)]
#[error("the database file {} does not exist", .0.display())]
pub(super) struct NoFile(pub(super) PathBuf);

/// The folder does not exist.
#[derive(Debug, Error)]
#[error("the folder {} of the database file {} does not exist", folder.display(), file.display())]
pub(super) struct NoFolder {
    pub(super) folder: PathBuf,
    pub(super) file: PathBuf,
}

/// A system call failed.
#[derive(Debug, Error)]
#[error("{role}{} can't be {operation}", path.display())]
pub(super) struct FailedOperation {
    pub(super) role: &'static str,
    pub(super) path: PathBuf,
    pub(super) operation: &'static str,
    pub(super) source: io::Error,
}

/// SQLite could not open one of the files.
#[derive(Debug, Error)]
#[error("the database file {}, or {}-wal or {}-shm beside it, can't be opened", .0.display(), .0.display(), .0.display())]
pub(super) struct CannotOpen(pub(super) PathBuf, #[source] pub(super) Option<io::Error>);

/// SQLite could not create the files that it keeps beside the database.
#[derive(Debug, Error)]
#[error("the folder {} can't be written, where SQLite makes {} and {}", folder.display(), wal.display(), shm.display())]
pub(super) struct FolderNotWritable {
    pub(super) folder: PathBuf,
    pub(super) wal: PathBuf,
    pub(super) shm: PathBuf,
    pub(super) source: io::Error,
}

/// The path is a folder.
#[derive(Debug, Error)]
#[error("{} is a folder; name the database file in it, such as {}", .0.display(), .0.join("tranche.db").display())]
pub(super) struct IsAFolder(pub(super) PathBuf);

/// The file is not a database.
#[derive(Debug, Error)]
#[error("{} is no SQLite database; name another file, or move this one away", .0.display())]
pub(super) struct IsNoDatabase(pub(super) PathBuf);

/// The log was not written for this database.
#[derive(Debug, Error)]
#[error(
    "{} belongs to another database than {}, which it would corrupt. If that was restored from a backup, move {} and {} \
     away; otherwise put back the database that they belong to",
    wal.display(), file.display(), wal.display(), shm.display()
)]
pub(super) struct ForeignWal {
    pub(super) file: PathBuf,
    pub(super) wal: PathBuf,
    pub(super) shm: PathBuf,
}

/// The file was replaced while a process had it open.
#[derive(Debug, Error)]
#[error(
    "the database file {} was replaced, and {} or {} of the previous file is still beside it, which would corrupt it: move \
     both away to use the new file, or put the previous file back",
    file.display(), wal.display(), shm.display()
)]
pub(super) struct LeftBehind {
    pub(super) file: PathBuf,
    pub(super) wal: PathBuf,
    pub(super) shm: PathBuf,
}

/// The log exists without the database.
#[derive(Debug, Error)]
#[error(
    "the database file {} does not exist, but {} does, which holds a part of it: put the database file back, or move {} and {} \
     away to begin with an empty database",
    file.display(), wal.display(), wal.display(), shm.display()
)]
pub(super) struct WalAlone {
    pub(super) file: PathBuf,
    pub(super) wal: PathBuf,
    pub(super) shm: PathBuf,
}
