use async_trait::async_trait;
use shaku::Interface;

use super::StoreError;

/// Whether one migration was applied to the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationState {
    /// The migration's name.
    pub name: String,
    /// Whether the store has it.
    pub applied: bool,
}

/// Whether the store accepts writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteAccess {
    /// It does.
    Granted,
    /// It does not, for this reason.
    Refused(String),
}

/// Migrates the store to the schema of this version of the code.
#[async_trait]
pub trait Schema: Interface {
    /// Every migration of this code, oldest first. Migrations that a newer version applied are left out.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer; [`StoreError::Unusable`] if it holds foreign tables and none of
    /// ours.
    async fn status(&self) -> Result<Vec<MigrationState>, StoreError>;

    /// Applies the missing migrations and returns their names. Run concurrently, each is applied once.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer or refuses; [`StoreError::Unusable`] as for [`Self::status`],
    /// with nothing written.
    async fn migrate(&self) -> Result<Vec<String>, StoreError>;

    /// Whether the store accepts writes now. A store that can't know returns that it does.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn write_access(&self) -> Result<WriteAccess, StoreError> {
        Ok(WriteAccess::Granted)
    }
}
