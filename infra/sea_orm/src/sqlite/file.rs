use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use application::StoreError;

use super::{
    held,
    identity::FileIdentity,
    refusals::{
        FailedOperation, FolderNotWritable, ForeignWal, IsAFolder, IsNoDatabase, LeftBehind, NoFile, NoFolder, WalAlone,
    },
    wal,
};

/// The number of links that Linux follows.
const MOST_LINKS: usize = 40;

/// The file of a database, existing or not, and the files that SQLite keeps beside it.
#[derive(Clone)]
pub(super) struct DatabaseFile {
    path: PathBuf,
}

impl DatabaseFile {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The identity of the file at the path; `None` if there is none. The kernel answers from memory, faster than
    /// another thread could be asked; a disk that hangs would also block the next read of the file.
    pub(super) fn identity(&self) -> Result<Option<FileIdentity>, StoreError> {
        FileIdentity::find(&self.path).map_err(|error| self.failed("examined", error))
    }

    /// The error for the missing file.
    pub(super) fn absence(&self) -> StoreError {
        match self.folder() {
            Some(folder) if !folder.exists() => {
                StoreError::Unavailable(NoFolder { folder: folder.to_owned(), file: self.path.clone() }.into())
            }
            _ => StoreError::Unavailable(NoFile(self.path.clone()).into()),
        }
    }

    /// Checks the file before SQLite opens it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] with the path and the system's error, if it can't be read: SQLite reports neither.
    /// [`StoreError::Unusable`] if it is not a database, or if SQLite would apply a log of another database to it.
    pub(super) async fn inspect(&self) -> Result<(), StoreError> {
        let file = self.clone();
        let inspection = tokio::task::spawn_blocking(move || file.inspect_now()).await;
        inspection.unwrap_or_else(|error| Err(StoreError::Unexpected(error.into())))
    }

    fn inspect_now(&self) -> Result<(), StoreError> {
        let metadata = fs::metadata(&self.path).map_err(|error| self.failed("examined", error))?;
        if metadata.is_dir() {
            return Err(StoreError::Unusable(IsAFolder(self.path.clone()).into()));
        }
        // Opening a pipe would block.
        if !metadata.is_file() {
            return Err(StoreError::Unusable(IsNoDatabase(self.path.clone()).into()));
        }
        let file = held::open(&self.path).map_err(|error| self.failed("opened", error))?;
        let header = wal::Header::read(&file).map_err(|error| self.failed("read", error))?;
        if metadata.len() > 0 && !header.is_some_and(wal::Header::is_of_sqlite) {
            return Err(StoreError::Unusable(IsNoDatabase(self.path.clone()).into()));
        }
        self.inspect_folder()?;
        let wal = self.wal();
        let belongs = wal::belongs_to(&file, &wal).map_err(|error| self.failed_at(&wal, "read", error))?;
        if belongs {
            return Ok(());
        }
        let [wal, shm] = self.companions();
        Err(StoreError::Unusable(ForeignWal { file: self.path.clone(), wal, shm }.into()))
    }

    /// SQLite creates two files in the folder of the database, if they don't exist yet.
    fn inspect_folder(&self) -> Result<(), StoreError> {
        let [wal, shm] = self.companions();
        match folder_of(&wal) {
            Some(folder) if !(wal.exists() && shm.exists()) => match may_write(folder) {
                Ok(()) => Ok(()),
                // The database may still be readable: SQLite will report it if not.
                Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => Ok(()),
                Err(source) => {
                    let folder = folder.to_owned();
                    Err(StoreError::Unavailable(FolderNotWritable { folder, wal, shm, source }.into()))
                }
            },
            _ => Ok(()),
        }
    }

    /// Refuses a file that replaced another one whose log is still there. Connections to the previous file may still
    /// write to that log, and SQLite would apply it to the new file.
    pub(super) fn refuse_left_behind(&self, outdated_wal: Option<FileIdentity>) -> Result<(), StoreError> {
        let [wal, shm] = self.companions();
        let is_left = match FileIdentity::at(&wal) {
            Some(present) => outdated_wal == Some(present),
            None => shm.exists(),
        };
        if is_left {
            return Err(StoreError::Unusable(LeftBehind { file: self.path.clone(), wal, shm }.into()));
        }
        Ok(())
    }

    /// Why this process can't write the file or its log at the moment.
    pub(super) fn refusal_of_writes(&self) -> Option<String> {
        let wal = self.wal();
        let beside = if wal.exists() { Some(wal.as_path()) } else { folder_of(&wal) };
        [Some(self.path()), beside].into_iter().flatten().find_map(|path| {
            let error = may_write(path).err()?;
            let is_read_only = matches!(error.kind(), ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied);
            is_read_only.then(|| format!("{} can't be written: {error}", path.display()))
        })
    }

    /// Why SQLite can't open the file or one of those beside it, as far as the system reports it when asked again.
    pub(super) fn obstacle(&self) -> Option<io::Error> {
        let [wal, shm] = self.companions();
        let files = [self.path(), &wal, &shm].into_iter().filter(|path| path.exists() || *path == self.path());
        let obstacle = |path: &Path| match may_write(path) {
            Ok(()) if path.is_dir() => Some(ErrorKind::IsADirectory.into()),
            outcome => outcome.err(),
        };
        files.into_iter().find_map(obstacle).or_else(|| may_write(folder_of(&wal)?).err())
    }

    /// Creates an empty file, which is an empty database, and its directory, if there is none. It will hold hashes of
    /// passwords, so only its owner may read it.
    pub(super) async fn create(&self) -> Result<(), StoreError> {
        let file = self.clone();
        let creation = tokio::task::spawn_blocking(move || file.create_now()).await;
        creation.unwrap_or_else(|error| Err(StoreError::Unexpected(error.into())))
    }

    /// Whether the file exists. A log without a file is refused: SQLite removes the log of an empty database, and with
    /// it what was not yet in the database.
    pub(super) fn exists(&self) -> Result<bool, StoreError> {
        let [wal, shm] = self.companions();
        // Checked first: another process may be creating both.
        let has_log = fs::metadata(&wal).is_ok_and(|metadata| metadata.len() > 0);
        let exists = self.identity()?.is_some();
        if has_log && !exists {
            return Err(StoreError::Unusable(WalAlone { file: self.path.clone(), wal, shm }.into()));
        }
        Ok(exists)
    }

    fn create_now(&self) -> Result<(), StoreError> {
        self.exists()?;
        if let Some(folder) = self.folder().filter(|folder| !folder.is_dir()) {
            fs::create_dir_all(folder).map_err(|error| self.failed_at(folder, "created", error))?;
            // Keeps the files out of a git work tree in which the folder may be.
            let ignore = folder.join(".gitignore");
            create_file(&ignore, b"*\n").map_err(|error| self.failed_at(&ignore, "created", error))?;
        }
        create_file(&self.path, b"").map_err(|error| self.failed("created", error))
    }

    /// The folder of the file; `None` if that is the working folder.
    fn folder(&self) -> Option<&Path> {
        folder_of(&self.path)
    }

    /// The path of the log beside the database.
    pub(super) fn wal(&self) -> PathBuf {
        self.beside("-wal")
    }

    /// The log, and its index, which the connections share.
    fn companions(&self) -> [PathBuf; 2] {
        [self.wal(), self.beside("-shm")]
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = OsString::from(self.target());
        name.push(suffix);
        name.into()
    }

    /// The path without links in its last part: SQLite keeps its files beside the target.
    fn target(&self) -> PathBuf {
        let mut path = self.path.clone();
        for _ in 0..MOST_LINKS {
            let Ok(target) = fs::read_link(&path) else { break };
            path.pop();
            path.push(target);
        }
        path
    }

    fn failed(&self, operation: &'static str, source: io::Error) -> StoreError {
        self.failed_at(&self.path, operation, source)
    }

    fn failed_at(&self, path: &Path, operation: &'static str, source: io::Error) -> StoreError {
        let role = if path == self.path { "the database file " } else { "" };
        StoreError::Unavailable(FailedOperation { role, path: path.to_owned(), operation, source }.into())
    }
}

/// Creates a file that only its owner reads and writes, if there is none.
fn create_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => file.write_all(content),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

fn folder_of(file: &Path) -> Option<&Path> {
    file.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// Asks the system without opening anything: closing a descriptor would release locks of SQLite's (see [`held`]).
#[cfg(unix)]
fn may_write(path: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(path, rustix::fs::Access::WRITE_OK)?)
}

#[cfg(not(unix))]
fn may_write(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.permissions().readonly() { Err(ErrorKind::PermissionDenied.into()) } else { Ok(()) }
}
