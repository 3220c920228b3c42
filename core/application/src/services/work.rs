use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::{Id, Timestamp, User, UserId};
use shaku::{Component, Interface};
use uuid::Uuid;

use super::Forbidden;
use crate::{
    Acting, Caller, Changes, Clock, CommitError, Conflict, Decision, Ids, Principal, Repository, StoreError,
    UniqueValue, UnitOfWork,
    decision::{OnExists, ToCommit},
};

/// Runs use cases that write: it owns retries, the time and the ids of events.
#[async_trait]
pub trait Work: Interface {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// A new, unique id; [`Work::id`](trait.Work.html#method.id) gives it its type.
    fn next_id(&self) -> Uuid;

    /// The user with this id, as stored.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_user(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Commits once, for callers that don't retry.
    ///
    /// # Errors
    /// As [`UnitOfWork::commit`].
    async fn commit(&self, changes: Changes) -> Result<(), CommitError>;
}

/// The tries of a use case, in all.
const TRIES: u32 = 8;
/// The longest delay before the second try; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(4);

impl dyn Work {
    /// An id for a new entity.
    #[must_use]
    pub fn id<E>(&self) -> Id<E> {
        Id::new(self.next_id())
    }

    /// Reads, decides and commits, and retries if the store changed meanwhile: with a random delay between tries, whose
    /// bound grows, so that competitors spread out. Each try acts as the user as then stored, so a right that was
    /// revoked is no longer used, as long as the decision begins with [`Changes::by`].
    ///
    /// # Errors
    /// The error of a try, [`StoreError::Contended`] in it after the last one, and [`Forbidden`] if the user was
    /// deleted.
    pub async fn run<T, E, F>(&self, actor: &Principal, decide: impl Fn(Acting) -> F) -> Result<T, E>
    where
        E: From<StoreError> + From<Forbidden>,
        F: Future<Output = Result<Decision<T, E>, E>>,
    {
        let mut tries = Tries::default();
        let mut user = actor.user.clone();
        loop {
            let acting = self.acting(user, &actor.caller, &tries);
            if let Some(answer) = self.carry_out(decide(acting).await?).await? {
                return Ok(answer);
            }
            tries.next().await?;
            user = self.find_user(actor.user_id()).await?.ok_or(Forbidden)?;
        }
    }

    /// As [`Work::run`](trait.Work.html#method.run), for actions whose permission does not depend on the user's role or status:
    /// the decision begins with [`Changes::by_owner`]. Each try has the user as read with the request.
    ///
    /// # Errors
    /// The error of a try, and [`StoreError::Contended`] in it after the last one.
    pub async fn run_by_owner<T, E, F>(&self, actor: &Principal, decide: impl Fn(Acting) -> F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: Future<Output = Result<Decision<T, E>, E>>,
    {
        let mut tries = Tries::default();
        loop {
            let acting = self.acting(actor.user.clone(), &actor.caller, &tries);
            if let Some(answer) = self.carry_out(decide(acting).await?).await? {
                return Ok(answer);
            }
            tries.next().await?;
        }
    }

    fn acting(&self, user: User, caller: &Caller, tries: &Tries) -> Acting {
        Acting { user, caller: caller.clone(), now: self.now(), is_first_try: tries.made == 0 }
    }

    /// Commits the changes and returns the result; `None` if they are stale.
    async fn carry_out<T, E: From<StoreError>>(&self, decision: Decision<T, E>) -> Result<Option<T>, E> {
        let ToCommit { changes, answer, on_exists } = match decision {
            Decision::Answer(answer) => return Ok(Some(answer)),
            Decision::Commit(to_commit) => *to_commit,
        };
        let error = match self.commit(changes).await {
            Ok(()) => return Ok(Some(answer)),
            Err(CommitError::Conflict(Conflict::Stale)) => return Ok(None),
            Err(error) => error,
        };
        let is_met = |(value, _): &(UniqueValue, _)| matches!(&error, CommitError::Conflict(Conflict::Exists(met)) if met == value);
        match on_exists.into_iter().find(is_met) {
            Some((_, OnExists::Fail(error))) => Err(error),
            Some((_, OnExists::Retry)) => Ok(None),
            None => Err(StoreError::from(error).into()),
        }
    }
}

/// Counts the tries and delays them.
#[derive(Default)]
struct Tries {
    made: u32,
}

impl Tries {
    async fn next(&mut self) -> Result<(), StoreError> {
        self.made += 1;
        if self.made == TRIES {
            return Err(StoreError::Contended);
        }
        let longest = FIRST_WAIT * (1 << (self.made - 1));
        tokio::time::sleep(longest.mul_f64(fastrand::f64())).await;
        Ok(())
    }
}

/// [`Work`] over the ports.
#[derive(Component)]
#[shaku(interface = Work)]
pub struct StoreWork {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    users: Arc<dyn Repository<User>>,
    #[shaku(inject)]
    unit_of_work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl Work for StoreWork {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn next_id(&self) -> Uuid {
        self.ids.next()
    }

    async fn find_user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.users.find(id).await
    }

    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let staged = changes.into_staged(&*self.ids).map_err(|error| StoreError::Unexpected(error.into()))?;
        self.unit_of_work.commit(staged).await
    }
}
