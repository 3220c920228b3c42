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

/// What writes would meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteAccess {
    /// The store takes them.
    Granted,
    /// The store refuses them, for this reason.
    Refused(String),
}

/// Prepares the store for this version of the code.
#[async_trait]
pub trait Schema: Interface {
    /// Every migration that this code knows, oldest first. What a newer version applied beyond them is left out.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer; [`StoreError::Unusable`] where it holds tables of others and none of
    /// ours.
    async fn status(&self) -> Result<Vec<MigrationState>, StoreError>;

    /// Applies what is missing and answers the names of what it applied. Run many times at once, each is applied once.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer or refuses; [`StoreError::Unusable`] as for [`Self::status`], with
    /// nothing written.
    async fn migrate(&self) -> Result<Vec<String>, StoreError>;

    /// What writes would meet now. A store that can't know answers that it takes them.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn write_access(&self) -> Result<WriteAccess, StoreError> {
        Ok(WriteAccess::Granted)
    }
}
