use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use application::{
    ALWAYS_COMMITTED, Caller, Changes, CommitError, Conflict, HashingError, Interactor, Passwords, StoreError, Work,
};
use domain::{Password, PasswordHash};
use futures_util::{TryStreamExt, stream};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

use crate::{
    Progress, SeedKind, SeedPlan,
    sample::{Entry, Sample},
};

/// The use case: hashes and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct SeedStore {
    #[shaku(inject)]
    passwords: Arc<dyn Passwords>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why the store was not filled.
#[derive(Debug, Error)]
pub enum SeedError {
    /// The plan has entities of a kind, and none of a kind that it needs.
    #[error("{} need {}: request at least one of each", .0.name, .0.needs.join(" and "))]
    NothingNeeded(SeedKind),
    /// The store has the sample of this seed already.
    #[error("the store has the sample of this seed already: choose another seed for another sample")]
    SeededBefore,
    /// The password of the users could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store reported a conflict that no input can cause.
    #[error("an unexpected conflict")]
    Unexpected(#[source] Conflict),
}

/// The number of concurrent commits: enough to keep a store busy that processes several.
const AT_ONCE: usize = 4;
/// The waits between tries while the store does not answer.
const WAITS: [Duration; 4] =
    [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

impl SeedStore {
    /// Fills the store as `plan` says, on the operator's authority, and reports to `progress`. The recorded events are
    /// not published.
    ///
    /// # Errors
    /// [`SeedError`]; a part of it may be stored then.
    #[instrument(target = "spans", name = "seed_store", skip_all)]
    pub async fn execute(
        &self,
        caller: &Caller,
        plan: SeedPlan,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(), SeedError> {
        if let Some(kind) = plan.without_needs() {
            return Err(SeedError::NothingNeeded(kind));
        }
        let (stored, total) = (AtomicU64::new(0), plan.total());
        let hash = self.hash(&plan).await?;
        let batches = batches(Sample::new(plan.seed, |kind| plan.number(kind.name), hash, caller));
        stream::iter(batches.map(Ok))
            .try_for_each_concurrent(AT_ONCE, |batch| {
                let stored = &stored;
                async move {
                    let size = u64::try_from(batch.len()).unwrap_or_default();
                    self.commit(caller, batch).await?;
                    let stored = stored.fetch_add(size, Ordering::Relaxed) + size;
                    progress(Progress { stored, total });
                    Ok(())
                }
            })
            .await
    }

    /// One hash for all users: a thousand of them would take minutes.
    async fn hash(&self, plan: &SeedPlan) -> Result<PasswordHash, HashingError> {
        if plan.has_users() {
            self.passwords.hash(&Password::typed(&plan.password)).await
        } else {
            Ok(PasswordHash::new(String::new()))
        }
    }

    /// Commits a batch: in halves, where its entities have more unique values and lists than a store writes at once.
    async fn commit(&self, caller: &Caller, batch: Vec<Entry>) -> Result<(), SeedError> {
        let mut open = vec![batch];
        while let Some(mut batch) = open.pop() {
            if !self.commit_at_once(caller, &batch).await? {
                let rest = batch.split_off(batch.len() / 2);
                open.extend([rest, batch]);
            }
        }
        Ok(())
    }

    /// Commits a batch, or returns `false` where it is too large for the store and can be divided. Retries while the store
    /// does not answer, which may be overloaded: it is filled as fast as it allows.
    async fn commit_at_once(&self, caller: &Caller, batch: &[Entry]) -> Result<bool, SeedError> {
        let Some(first) = batch.first().and_then(|entry| entry.events.first()) else { return Ok(true) };
        let mut changes = Changes::by_operator(caller, first.at).unpublished();
        for Entry { stage, events } in batch {
            stage(&mut changes);
            for event in events {
                changes.record_event(event.clone());
            }
        }
        let mut waits = WAITS.into_iter();
        let mut answer_lost = false;
        loop {
            match self.work.commit(changes.clone()).await {
                Ok(()) => return Ok(true),
                Err(CommitError::TooLarge { .. }) if batch.len() > 1 => return Ok(false),
                // An earlier try was committed, and its response was lost.
                Err(CommitError::Conflict(Conflict::Exists(_))) if answer_lost => return Ok(true),
                Err(CommitError::Conflict(Conflict::Exists(_))) => return Err(SeedError::SeededBefore),
                Err(CommitError::Conflict(conflict)) => return Err(SeedError::Unexpected(conflict)),
                Err(error) => match (StoreError::from(error), waits.next()) {
                    (StoreError::Unavailable(_), Some(wait)) => tokio::time::sleep(wait).await,
                    (error, _) => return Err(SeedError::Store(error)),
                },
            }
            answer_lost = true;
        }
    }
}

/// The sample in batches, one for each commit.
fn batches(sample: Sample) -> impl Iterator<Item = Vec<Entry>> {
    let mut sample = sample.peekable();
    std::iter::from_fn(move || {
        let (mut batch, mut events) = (Vec::new(), 0);
        while batch.len() < ALWAYS_COMMITTED
            && let Some(entry) = sample.next_if(|entry| events + entry.events.len() <= ALWAYS_COMMITTED)
        {
            events += entry.events.len();
            batch.push(entry);
        }
        (!batch.is_empty()).then_some(batch)
    })
}
