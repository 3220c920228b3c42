use thiserror::Error;

/// What a caller presumes of the thing that it wants to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing but that it exists.
    Exists,
    /// That it is in one of these states, by their names.
    OneOf(Vec<String>),
}

/// The thing is in another state than the caller presumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("it is in another state than expected")]
pub struct PreconditionFailed;

impl Precondition {
    /// Judges an existing thing in this state.
    ///
    /// # Errors
    /// [`PreconditionFailed`] where it does not hold.
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
