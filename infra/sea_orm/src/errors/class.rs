/// The class of a database error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorClass {
    /// Another transaction came first, and the same reads and writes are worth another try. SQLite has one writer at a
    /// time.
    Overtaken,
    /// Another connection blocks the statement at the moment.
    Busy,
    /// The same statement may succeed later.
    Unavailable,
    /// The database is corrupt, or not a database. PostgreSQL accepts no connections to a corrupt one.
    Unusable,
    /// Any other error.
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
