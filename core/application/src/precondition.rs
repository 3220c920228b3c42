use thiserror::Error;

/// What a caller requires of the entity that it wants to change; over HTTP, the header `If-Match`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// It exists.
    Exists,
    /// It has one of these states, by their names (entity tags).
    OneOf(Vec<String>),
}

/// The entity is in another state than the caller requires; over HTTP, status 412.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("it is in another state than expected")]
pub struct PreconditionFailed;

impl Precondition {
    /// Checks the precondition against the state of an existing entity.
    ///
    /// # Errors
    /// [`PreconditionFailed`] if it does not hold.
    pub fn check(&self, state: &str) -> Result<(), PreconditionFailed> {
        match self {
            Self::OneOf(states) if states.iter().all(|known| known != state) => Err(PreconditionFailed),
            Self::Exists | Self::OneOf(_) => Ok(()),
        }
    }

    /// Whether the state matters at all.
    #[must_use]
    pub const fn is_of_state(&self) -> bool {
        matches!(self, Self::OneOf(_))
    }
}
