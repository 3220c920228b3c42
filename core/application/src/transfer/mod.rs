//! Dumps: the rows of a store, written to a file or loaded into another store, and compared afterwards.

mod aggregate;
mod digest;
mod dump_file;
mod error;
mod export;
mod forms;
mod invariants;
mod kind;
mod kinds;
mod loading;
mod others;
mod retries;
mod source;
mod verification;

pub(crate) use aggregate::Aggregate;
pub use digest::{Digest, Summary};
pub use dump_file::{DumpError, DumpReader, DumpWriter, Header};
pub use error::TransferError;
pub use export::export;
pub use invariants::{Invariants, Violation};
pub use kind::{Item, Kind, RowPage};
pub use kinds::kinds;
pub use loading::{Loading, first_kind, load_all};
pub use source::{FileSource, Source, SourcePage, StoreSource};
pub use verification::{Difference, Report, Side, compare, summarize};
