use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
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

/// A dump that is being written: the file appears whole, once it is on the disk.
pub(super) struct NewDump {
    path: PathBuf,
    partial: PathBuf,
}

/// The compressed contents of a dump that is being written.
pub(super) type Compressed = Compressing<BufWriter<File>>;

impl NewDump {
    /// Begins a file that does not exist, for its owner alone: it has hashes of passwords.
    pub(super) fn create(path: &Path) -> io::Result<(Self, Compressed)> {
        if path.exists() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it exists: name a new file"));
        }
        let mut partial = path.as_os_str().to_owned();
        partial.push(".partial");
        let new = Self { path: path.to_owned(), partial: partial.into() };
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(&new.partial)?;
        Ok((new, Compressing::new(BufWriter::new(file))))
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

    /// Removes what was written.
    pub(super) fn abandon(&self) {
        // It may never have been created.
        let _ = fs::remove_file(&self.partial);
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
