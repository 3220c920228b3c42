use std::sync::{Arc, Mutex, PoisonError};

use application::{CommitError, Conflict, Event, StoreError};
use thiserror::Error;

use crate::state::State;

/// A handle to a store in memory: to its contents and its injected faults. Clones share one store.
#[derive(Clone, Default)]
pub struct MemoryStore {
    shared: Arc<Mutex<Shared>>,
}

/// An injected fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Every port returns [`StoreError::Unavailable`].
    Unavailable,
    /// Every port returns [`StoreError::Unexpected`].
    Unexpected,
    /// Reads and counters succeed, and every commit returns [`StoreError::Unavailable`].
    CommitsUnavailable,
    /// Reads and counters succeed, and every commit loses against another one: it returns [`Conflict::Stale`].
    CommitsStale,
}

/// The source of an injected error.
#[derive(Debug, Error)]
#[error("a test asked the store to fail")]
struct InjectedFault;

#[derive(Default)]
struct Shared {
    state: State,
    fault: Option<Fault>,
}

impl MemoryStore {
    /// A handle to a new, empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every recorded event, in the order of the commits; also during a fault.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.with_shared(|shared| shared.state.recorded_events().to_vec())
    }

    /// Makes the store fail from now on, or, with `None`, no longer.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.with_shared(|shared| shared.fault = fault);
    }

    /// Runs `read` on the state.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> Result<T, StoreError> {
        self.update(|state| read(state))
    }

    /// Runs `update` on the part of the state that no commit writes.
    pub(crate) fn update<T>(&self, update: impl FnOnce(&mut State) -> T) -> Result<T, StoreError> {
        self.with_shared(|shared| match shared.fault {
            Some(Fault::Unavailable) => Err(StoreError::Unavailable(InjectedFault.into())),
            Some(Fault::Unexpected) => Err(StoreError::Unexpected(InjectedFault.into())),
            Some(Fault::CommitsUnavailable | Fault::CommitsStale) | None => Ok(update(&mut shared.state)),
        })
    }

    /// Runs `commit` on the state.
    pub(crate) fn commit(&self, commit: impl FnOnce(&mut State) -> Result<(), Conflict>) -> Result<(), CommitError> {
        self.with_shared(|shared| match shared.fault {
            Some(Fault::Unavailable | Fault::CommitsUnavailable) => {
                Err(StoreError::Unavailable(InjectedFault.into()).into())
            }
            Some(Fault::Unexpected) => Err(StoreError::Unexpected(InjectedFault.into()).into()),
            Some(Fault::CommitsStale) => Err(Conflict::Stale.into()),
            None if shared.state.maintenance.is_some() => Err(StoreError::Maintenance.into()),
            None => Ok(commit(&mut shared.state)?),
        })
    }

    /// Runs `act` exclusively. After a panic of another thread the state is consistent: it is validated before it is
    /// changed.
    fn with_shared<T>(&self, act: impl FnOnce(&mut Shared) -> T) -> T {
        act(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use application::{
        Caller, Changes, Direction, EventData, EventFilter, EventKind, Events, RequestId, StoredEvent, Subject,
        UnitOfWork,
    };
    use domain::{Timestamp, UserId};
    use uuid::Uuid;

    use super::*;
    use crate::fakes::SequentialIds;

    /// Records one event, and returns the results of that and of reading it.
    async fn commit_and_read(store: &MemoryStore) -> (Result<(), CommitError>, Result<Vec<StoredEvent>, StoreError>) {
        let (work, events): (Arc<dyn UnitOfWork>, Arc<dyn Events>) =
            (store.persistence().resolve(), store.persistence().resolve());
        let caller = Caller { request_id: RequestId::new(Uuid::from_u128(1)), address: None };
        let mut changes = Changes::by_operator(&caller, Timestamp::MAX);
        let subject = Subject::User(UserId::new(Uuid::from_u128(2)));
        changes.record(EventKind::UserCreated, subject, EventData::new());
        let staged = changes.into_staged(&SequentialIds::default()).unwrap();
        (work.commit(staged).await, events.list(&EventFilter::default(), Direction::Ascending, None, 10).await)
    }

    #[tokio::test]
    async fn a_store_fails_as_asked_and_recovers() {
        let store = MemoryStore::new();
        store.set_fault(Some(Fault::Unavailable));
        let (commit, read) = commit_and_read(&store).await;
        assert!(matches!(commit, Err(CommitError::Store(StoreError::Unavailable(_)))));
        assert!(matches!(read, Err(StoreError::Unavailable(_))));
        store.set_fault(Some(Fault::Unexpected));
        let (commit, read) = commit_and_read(&store).await;
        assert!(matches!(commit, Err(CommitError::Store(StoreError::Unexpected(_)))));
        assert!(matches!(read, Err(StoreError::Unexpected(_))));
        store.set_fault(Some(Fault::CommitsUnavailable));
        let (commit, read) = commit_and_read(&store).await;
        assert!(matches!(commit, Err(CommitError::Store(StoreError::Unavailable(_)))));
        assert_eq!(read.unwrap(), []);
        store.set_fault(Some(Fault::CommitsStale));
        let (commit, read) = commit_and_read(&store).await;
        assert!(matches!(commit, Err(CommitError::Conflict(Conflict::Stale))));
        assert_eq!(read.unwrap(), []);
        store.set_fault(None);
        let (commit, read) = commit_and_read(&store).await;
        commit.unwrap();
        let recorded: Vec<StoredEvent> = store.events().into_iter().map(StoredEvent::from).collect();
        assert_eq!((recorded.len(), read.unwrap()), (1, recorded));
    }
}
