/// What a caller presumes of the thing that it wants to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Nothing but that it exists.
    Exists,
    /// That it is in one of these states, by their names.
    OneOf(Vec<String>),
}

impl Expectation {
    /// Whether it holds of an existing thing in this state.
    #[must_use]
    pub fn holds(&self, state: &str) -> bool {
        match self {
            Self::Exists => true,
            Self::OneOf(states) => states.iter().any(|known| known == state),
        }
    }

    /// Whether the state matters at all.
    #[must_use]
    pub const fn is_of_state(&self) -> bool {
        matches!(self, Self::OneOf(_))
    }
}
