/// What an error means for its connection, and for connections that are at least as old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "connections of SQLite are not damaged"))]
pub(crate) enum Damage {
    /// The connection can be used again.
    None,
    /// The connection can't be used again.
    Connection,
    /// The server failed, and with it every connection that was opened before.
    Server,
    /// The server refuses an operation such as a write. Its address may lead to another server by now, which new
    /// connections reach.
    Refusal,
}
