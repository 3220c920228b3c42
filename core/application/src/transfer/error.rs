use thiserror::Error;

use super::dump_file::DumpError;
use crate::{LoadError, StoreError};

/// Why rows were not copied or compared.
#[derive(Debug, Error)]
pub enum TransferError {
    /// The store to copy into has rows.
    #[error("the store to copy into is not empty: it has {0}; name an empty one")]
    NotEmpty(&'static str),
    /// The store is being filled from elsewhere.
    #[error("the store is half filled from {found}: finish that first, or empty the store")]
    OtherLoad {
        /// The source of the rows that it has.
        found: String,
    },
    /// The store has a checkpoint that this program can't read.
    #[error(
        "the store has a checkpoint of another version of this program: continue with that one, or empty the store"
    )]
    UnknownCheckpoint,
    /// A row can't be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A dump can't be read or written.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// A store call failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
