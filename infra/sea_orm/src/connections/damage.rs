/// What an error says about the connection that it came over, and about those that are as old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "nothing happens to the connections of SQLite"))]
pub(crate) enum Damage {
    /// The connection is as good as before.
    None,
    /// The connection can't be used again.
    Connection,
    /// The server went away, and every connection that was opened before with it.
    Server,
    /// The server refuses what it is there for, such as writes. Another may have its address by now, which new connections
    /// reach.
    Refusal,
}
