use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufReader, BufWriter, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use application::{DumpReader, FileSource, Side, Source, TransferError};
use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::{
    ROWS,
    compression::{Compressing, Decompressing},
};
use crate::configuration::Secrets;

/// A dump that is being written: the file appears whole, once it is on the disk. What is not finished is removed.
pub(super) struct NewDump {
    path: PathBuf,
    partial: PathBuf,
    /// The partial file. It is locked for as long as this is open.
    file: File,
}

/// The compressed contents of a dump that is being written.
pub(super) type Compressed = Compressing<BufWriter<File>>;

impl NewDump {
    /// Begins a file that does not exist, for its owner alone: it has hashes of passwords. No other process writes it
    /// meanwhile.
    pub(super) fn create(path: &Path) -> io::Result<(Self, Compressed)> {
        let mut partial = path.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let file = open_locked(&partial)?;
        let new = Self { path: path.to_owned(), partial, file };
        // Only now, since the process that had the lock before may have finished the file.
        if path.exists() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it exists: name a new file"));
        }
        new.file.set_len(0)?;
        let compressed = Compressing::new(BufWriter::new(new.file.try_clone()?));
        Ok((new, compressed))
    }

    /// Ends the file.
    pub(super) fn finish(&self, compressed: Compressed) -> io::Result<()> {
        let mut buffered = compressed.finish()?;
        buffered.flush()?;
        buffered.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&self.partial, &self.path)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    }
}

impl Drop for NewDump {
    fn drop(&mut self) {
        // A finished file has another path, and what is at this one belongs to the next process.
        if is_at(&self.file, &self.partial).unwrap_or(false) {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Opens the file, or creates it, and locks it.
fn open_locked(path: &Path) -> io::Result<File> {
    loop {
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::Error::new(
                io::ErrorKind::ResourceBusy,
                "another export is writing it: wait for its end, or name another file",
            ),
            TryLockError::Error(error) => error,
        })?;
        // Between the two calls, the process that had the lock may have renamed or removed the file.
        if is_at(&file, path)? {
            return Ok(file);
        }
    }
}

/// Whether the open file is the one at this path.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let open = file.metadata()?;
    match fs::metadata(path) {
        Ok(found) => Ok((open.dev(), open.ino()) == (found.dev(), found.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The dump in a file.
#[derive(Clone)]
pub(super) struct DumpFile {
    pub(super) path: PathBuf,
}

impl DumpFile {
    /// Opens it.
    pub(super) fn read(&self) -> Result<DumpReader<impl io::BufRead + Send + use<>>, TransferError> {
        let file = File::open(&self.path).map_err(application::DumpError::from)?;
        Ok(DumpReader::open(BufReader::new(Decompressing::new(BufReader::new(file))))?)
    }

    /// The same error, with the name of the file if it is one of a dump.
    pub(super) fn explain(&self, error: TransferError) -> Box<dyn std::error::Error + Send + Sync> {
        match error {
            TransferError::Dump(error) => {
                format!("{}: {}", self.path.display(), application::ErrorChain(&error)).into()
            }
            error => error.into(),
        }
    }
}

#[async_trait]
impl Side for DumpFile {
    async fn open(&self) -> Result<Box<dyn Source>, TransferError> {
        Ok(Box::new(FileSource::new(self.read()?, ROWS)))
    }
}

/// Fingerprints of the secrets on which stored hashes and signed tokens depend, by the keys that set the present ones.
pub(super) fn fingerprints(secrets: &Secrets) -> BTreeMap<String, Vec<String>> {
    let of_all = |present: &SecretString, previous: &[SecretString]| {
        std::iter::once(present).chain(previous).map(fingerprint).collect::<Vec<_>>()
    };
    BTreeMap::from([
        ("security.jwt_secret".to_owned(), of_all(&secrets.jwt_secret, &secrets.jwt_secrets_previous)),
        ("security.password_pepper".to_owned(), of_all(&secrets.password_pepper, &secrets.password_peppers_previous)),
    ])
}

/// Secrets have 256 bits and more, so that none is found from half of a hash.
fn fingerprint(secret: &SecretString) -> String {
    let hash = Sha256::new().chain_update("tranche-dump ").chain_update(secret.expose_secret()).finalize();
    hex::encode(hash).chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_writer_at_a_time_and_is_left_by_it_once_it_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.dump");
        let partial = folder.path().join("all.dump.partial");
        let refusal = || NewDump::create(&path).map(drop).unwrap_err().kind();
        let (first, compressed) = NewDump::create(&path).unwrap();
        assert_eq!(refusal(), io::ErrorKind::ResourceBusy);
        assert!(partial.exists(), "the refused one leaves it");
        first.finish(compressed).unwrap();
        assert_eq!(refusal(), io::ErrorKind::AlreadyExists);
        assert!(!partial.exists());
        fs::remove_file(&path).unwrap();
        let second = NewDump::create(&path).unwrap();
        drop(first);
        assert!(partial.exists(), "it is the second one's");
        drop(second);
        assert!(!partial.exists());
    }

    #[test]
    fn what_a_killed_writer_left_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.dump");
        fs::write(folder.path().join("all.dump.partial"), "half of a dump").unwrap();
        let (new, compressed) = NewDump::create(&path).unwrap();
        new.finish(compressed).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
    }
}
