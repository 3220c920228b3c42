use crate::{Changes, UniqueValue};

/// What one try of a use case decided.
#[derive(Debug)]
pub enum Decision<T, E> {
    /// Return this; write nothing.
    Answer(T),
    /// Return this once the changes are committed.
    Commit(Box<ToCommit<T, E>>),
}

/// Changes to commit, and the result.
#[derive(Debug)]
pub struct ToCommit<T, E> {
    pub(crate) changes: Changes,
    pub(crate) answer: T,
    pub(crate) on_exists: Vec<(UniqueValue, OnExists<E>)>,
}

/// What the runner does if the commit meets a unique value that exists.
#[derive(Debug)]
pub(crate) enum OnExists<E> {
    Fail(E),
    Retry,
}

impl<T, E> Decision<T, E> {
    /// Commits `changes`, then returns this.
    #[must_use]
    pub fn commit(changes: Changes, answer: T) -> Self {
        Self::Commit(Box::new(ToCommit { changes, answer, on_exists: Vec::new() }))
    }

    /// Fails the use case with `error` if the commit meets a unique value that exists.
    #[must_use]
    pub fn unless_exists(self, value: UniqueValue, error: E) -> Self {
        self.on_exists(value, OnExists::Fail(error))
    }

    /// Retries if the commit meets a unique value that exists: the next try finds the record of it.
    #[must_use]
    pub fn again_if_exists(self, value: UniqueValue) -> Self {
        self.on_exists(value, OnExists::Retry)
    }

    fn on_exists(self, value: UniqueValue, on_exists: OnExists<E>) -> Self {
        match self {
            Self::Answer(answer) => Self::Answer(answer),
            Self::Commit(mut to_commit) => {
                to_commit.on_exists.push((value, on_exists));
                Self::Commit(to_commit)
            }
        }
    }
}
