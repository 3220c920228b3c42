use crate::{Changes, UniqueValue};

/// What one try of a use case decided.
#[derive(Debug)]
pub enum Decision<T, E> {
    /// To answer this; nothing is to be written.
    Answer(T),
    /// To answer something once these changes are committed.
    Commit(ToCommit<T, E>),
}

/// What a try decided to have written.
#[derive(Debug)]
pub struct ToCommit<T, E> {
    pub(crate) changes: Changes,
    pub(crate) answer: T,
    pub(crate) taken: Option<(UniqueValue, Taken<E>)>,
}

/// What it means that a unique value exists.
#[derive(Debug)]
pub(crate) enum Taken<E> {
    Refused(E),
    Stale,
}

impl<T, E> Decision<T, E> {
    /// To answer this once `changes` are committed.
    #[must_use]
    pub const fn commit(changes: Changes, answer: T) -> Self {
        Self::Commit(ToCommit { changes, answer, taken: None })
    }

    /// The use case fails with `error` where somebody has this value.
    #[must_use]
    pub fn unless_exists(self, value: UniqueValue, error: E) -> Self {
        self.where_exists(value, Taken::Refused(error))
    }

    /// Another try finds out what was done under this value, where it exists.
    #[must_use]
    pub fn again_if_exists(self, value: UniqueValue) -> Self {
        self.where_exists(value, Taken::Stale)
    }

    fn where_exists(self, value: UniqueValue, taken: Taken<E>) -> Self {
        match self {
            Self::Answer(answer) => Self::Answer(answer),
            Self::Commit(to_commit) => Self::Commit(ToCommit { taken: Some((value, taken)), ..to_commit }),
        }
    }
}
