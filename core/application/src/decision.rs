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
    pub(crate) on_exists: Option<(UniqueValue, OnExists<E>)>,
}

/// What the runner does if a unique value exists at the commit.
#[derive(Debug)]
pub(crate) enum OnExists<E> {
    Fail(E),
    Retry,
}

impl<T, E> Decision<T, E> {
    /// To answer this once `changes` are committed.
    #[must_use]
    pub const fn commit(changes: Changes, answer: T) -> Self {
        Self::Commit(ToCommit { changes, answer, on_exists: None })
    }

    /// Fails the use case with `error` if the unique value exists at the commit.
    #[must_use]
    pub fn unless_exists(self, value: UniqueValue, error: E) -> Self {
        self.on_exists(value, OnExists::Fail(error))
    }

    /// Retries if the unique value exists at the commit: the next try finds out what was done under it.
    #[must_use]
    pub fn again_if_exists(self, value: UniqueValue) -> Self {
        self.on_exists(value, OnExists::Retry)
    }

    fn on_exists(self, value: UniqueValue, on_exists: OnExists<E>) -> Self {
        match self {
            Self::Answer(answer) => Self::Answer(answer),
            Self::Commit(to_commit) => Self::Commit(ToCommit { on_exists: Some((value, on_exists)), ..to_commit }),
        }
    }
}
