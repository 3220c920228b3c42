use shaku::Interface;
use uuid::Uuid;

/// Makes identities.
pub trait Ids: Interface {
    /// A `UUIDv7` that nobody had before. Those of one process ascend.
    fn next(&self) -> Uuid;
}
