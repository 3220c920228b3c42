use shaku::Interface;
use uuid::Uuid;

/// Generates ids.
pub trait Ids: Interface {
    /// A new, unique `UUIDv7`. Those of one process ascend.
    fn next(&self) -> Uuid;
}
