use application::{DeadLetter, LoadError};

/// What stands where a row is to be loaded.
pub(super) enum Occupant {
    None,
    /// The same row.
    Same,
    /// Another row with this key or unique value.
    Other(String),
    /// The change is no insert.
    Unknown,
}

/// Whether a row is to be stored.
pub(super) fn is_new(occupant: Occupant) -> Result<bool, LoadError> {
    match occupant {
        Occupant::None => Ok(true),
        Occupant::Same => Ok(false),
        Occupant::Other(row) => Err(LoadError::Taken(row)),
        Occupant::Unknown => Err(LoadError::NoInsert),
    }
}

impl Occupant {
    pub(super) fn of<T: PartialEq>(row: &T, found: Option<&T>, name: impl FnOnce() -> String) -> Self {
        match found {
            None => Self::None,
            Some(found) if found == row => Self::Same,
            Some(_) => Self::Other(name()),
        }
    }

    pub(super) fn of_letter(letter: &DeadLetter, found: Option<&DeadLetter>) -> Self {
        Self::of(letter, found, || format!("the dead letter {}", letter.event.id))
    }
}
