mod product_stock;
mod write;

pub use product_stock::{ProductWrite, StockMove};
pub use write::{IdempotencyWrite, Redrive, RowKey, Stage, Write};

use std::collections::HashSet;

use domain::{Entity, Session, Timestamp, User, UserId};
use thiserror::Error;

use crate::{
    Acting, Actor, Caller, Change, DeadLetter, Event, EventData, EventId, EventKind, IdempotencyRecord, Ids, RequestId,
    Subject, event_payload,
};

/// What one use case writes: staged first, then committed all or nothing by [`Work::commit`](crate::Work::commit).
///
/// Each constructor names the actor, and what the commit requires of the acting user.
#[derive(Clone, Debug)]
pub struct Changes {
    actor: Actor,
    /// The acting user as read, if the right depends on a role.
    required: Option<User>,
    request_id: RequestId,
    at: Timestamp,
    staged: Vec<Change>,
    /// The rows of the staged changes.
    rows: HashSet<RowKey>,
    recorded: Vec<Recorded>,
    publication: Publication,
}

/// Whether the events of a commit are published. They are always recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// They go into the outbox, from which a dispatcher delivers them.
    Outbox,
    /// They are not published.
    None,
}

/// What a store commits.
#[derive(Clone, Debug, PartialEq)]
pub struct Staged {
    /// The writes and requirements, at most one for each row.
    pub changes: Vec<Change>,
    /// The events.
    pub events: Vec<Event>,
    /// Whether they are published.
    pub publication: Publication,
}

/// Two writes of one row, which stores would treat differently: a bug in the code that staged them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("two changes of one commit write the same row; stage one write of it")]
pub struct RowTwice;

/// A recorded event. A pending one gets its id, time, actor and request when the commit is staged.
#[derive(Clone, Debug)]
enum Recorded {
    Pending(EventKind, Subject, EventData),
    Complete(Event),
}

impl Changes {
    /// Empty changes at `at` by an actor whose right depends on a role: the commit requires that the acting user still
    /// has the version that was read.
    #[must_use]
    pub fn by(acting: &Acting, at: Timestamp) -> Self {
        Self { required: Some(acting.user.clone()), ..Self::by_owner(acting, at) }
    }

    /// Empty changes at `at` by an actor whose right depends on ownership: the commit requires nothing of the acting
    /// user, since an owner stays the owner.
    #[must_use]
    pub fn by_owner(acting: &Acting, at: Timestamp) -> Self {
        Self::by_account_holder(acting.user.id(), &acting.caller, at)
    }

    /// Empty changes at `at` by a user who is not authenticated yet: sign-up, log-in, renewal of a session.
    #[must_use]
    pub fn by_account_holder(user: UserId, caller: &Caller, at: Timestamp) -> Self {
        Self::new(Actor::User(user), caller, at)
    }

    /// Empty changes at `at` by the operator: the command line, the configuration, seed data.
    #[must_use]
    pub fn by_operator(caller: &Caller, at: Timestamp) -> Self {
        Self::new(Actor::Operator, caller, at)
    }

    fn new(actor: Actor, caller: &Caller, at: Timestamp) -> Self {
        Self {
            actor,
            required: None,
            request_id: caller.request_id.clone(),
            at,
            staged: Vec::new(),
            rows: HashSet::new(),
            recorded: Vec::new(),
            publication: Publication::Outbox,
        }
    }

    /// The same changes without publishing their events: for seed data, and for what is done to deliveries.
    #[must_use]
    pub fn unpublished(mut self) -> Self {
        self.publication = Publication::None;
        self
    }

    /// Stages an insert.
    pub fn insert<E: Entity>(&mut self, new: E)
    where
        Write<E>: Into<Change>,
    {
        self.stage(Write::Insert(new));
    }

    /// Stages an update of an entity that was read; returns the entity as it is after the commit.
    pub fn update<E: Entity>(&mut self, expected: E, new: E) -> E
    where
        Write<E>: Into<Change>,
    {
        let update = Write::update(expected, new);
        let new = update.entity().clone();
        self.stage(update);
        new
    }

    /// Stages a deletion of an entity that was read.
    pub fn delete<E: Entity>(&mut self, expected: E)
    where
        Write<E>: Into<Change>,
    {
        self.stage(Write::Delete(expected));
    }

    /// Requires that the store still has the version that was read.
    pub fn require<E: Entity>(&mut self, expected: E)
    where
        Write<E>: Into<Change>,
    {
        self.stage(Write::Require(expected));
    }

    /// Stages any change.
    pub fn stage(&mut self, change: impl Stage) {
        self.rows.insert(change.row());
        self.staged.push(change.into());
    }

    /// Stages the replacement of a session by `successor`. The old one is kept as superseded until it would have
    /// expired.
    pub fn replace_session(&mut self, session: Session, successor: Session) {
        let superseded = session.clone().into_superseded();
        self.update(session, superseded);
        self.insert(successor);
    }

    /// Stages the record of an idempotency key.
    pub fn insert_idempotency_record(&mut self, record: IdempotencyRecord) {
        let now = self.at;
        self.stage(IdempotencyWrite { record, now });
    }

    /// Stages the redrive of a dead letter, which is due at the time of these changes.
    pub fn redrive(&mut self, letter: DeadLetter) {
        let due_at = self.at;
        self.stage(Redrive { letter, due_at });
    }

    /// Records an event by the actor and at the time of these changes.
    pub fn record(&mut self, kind: EventKind, subject: impl Into<Subject>, data: EventData) {
        self.recorded.push(Recorded::Pending(kind, subject.into(), data));
    }

    /// Records an event that has its own id, time, actor and request, such as those of seed data.
    pub fn record_event(&mut self, event: Event) {
        self.recorded.push(Recorded::Complete(event));
    }

    /// Records an event about this session of its user.
    pub fn record_session(&mut self, kind: EventKind, session: &Session) {
        self.record(kind, Subject::User(session.user_id()), event_payload::of_session(session));
    }

    /// The writes and the events, for a store to commit.
    ///
    /// # Errors
    /// [`RowTwice`] if two of them write one row.
    pub fn into_staged(mut self, ids: &dyn Ids) -> Result<Staged, RowTwice> {
        if let Some(user) = self.required.take() {
            // An update or deletion of the acting user requires that version too.
            let is_own = |expected: &User| (expected.id(), expected.version()) == (user.id(), user.version());
            let is_required =
                |change: &Change| matches!(change, Change::User(write) if write.expected().is_some_and(is_own));
            if !self.staged.iter().any(is_required) {
                self.require(user);
            }
        }
        if self.rows.len() < self.staged.len() {
            return Err(RowTwice);
        }
        let Self { actor, request_id, at, staged, recorded, publication, .. } = self;
        let event = |recorded| match recorded {
            Recorded::Complete(event) => event,
            Recorded::Pending(kind, subject, data) => {
                Event { id: EventId::new(ids.next()), kind, subject, actor, at, request_id: request_id.clone(), data }
            }
        };
        Ok(Staged { changes: staged, events: recorded.into_iter().map(event).collect(), publication })
    }
}
