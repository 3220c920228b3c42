/// The class of an error of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorClass {
    /// Another transaction came first, and the same reads and writes are worth another try. SQLite has one writer at a time.
    Overtaken,
    /// Another connection is in the way for the moment.
    Busy,
    /// The same statement may succeed later.
    Unavailable,
    /// The database is damaged, or none. PostgreSQL does not let a damaged one be reached.
    Unusable,
    /// Nothing of these.
    Other,
}

impl ErrorClass {
    pub(super) const fn is_busy(self) -> bool {
        matches!(self, Self::Overtaken | Self::Busy)
    }

    pub(super) const fn is_unavailable(self) -> bool {
        matches!(self, Self::Overtaken | Self::Busy | Self::Unavailable)
    }
}
