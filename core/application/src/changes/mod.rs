mod write;

pub(crate) use write::RowKey;
pub use write::{IdempotencyWrite, ProductWrite, StockMove, Write};

use std::collections::HashSet;

use domain::{Entity, Product, Quantity, Session, Timestamp, User, UserId};
use thiserror::Error;

use crate::{
    Acting, Actor, Caller, Change, Event, EventData, EventId, EventKind, IdempotencyRecord, Ids, RequestId, Subject,
};

/// What one use case wants written: collected first, then committed all or nothing by [`Work::commit`](crate::Work::commit).
///
/// Each constructor names the actor, and what the commit requires of the acting user.
#[derive(Clone, Debug)]
pub struct Changes {
    actor: Actor,
    /// The acting user as read, if the right rests on a role.
    required: Option<User>,
    request_id: RequestId,
    at: Timestamp,
    staged: Vec<Change>,
    recorded: Vec<Recorded>,
    publication: Publication,
}

/// What becomes of the events of a commit, beside that they are kept for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// They go into the outbox, and from there to whoever wants to be told.
    Outbox,
    /// Nobody is told.
    None,
}

/// What a store commits.
#[derive(Clone, Debug, PartialEq)]
pub struct Staged {
    /// The writes and requirements, no two of one row.
    pub changes: Vec<Change>,
    /// The events.
    pub events: Vec<Event>,
    /// What becomes of them.
    pub publication: Publication,
}

/// Two writes of one row, which stores would make different things of: a mistake of the code that staged them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("one row is to be written twice in one commit")]
pub struct RowTwice;

/// A recorded event. A pending one gets its id, time, actor and request when the changes are staged for the commit.
#[derive(Clone, Debug)]
enum Recorded {
    Pending(EventKind, Subject, EventData),
    Complete(Event),
}

impl Changes {
    /// Empty changes at `at` by an actor whose right rests on a role: the commit requires the version of the acting user that was
    /// read.
    #[must_use]
    pub fn by(acting: &Acting, at: Timestamp) -> Self {
        Self { required: Some(acting.user.clone()), ..Self::by_owner(acting, at) }
    }

    /// Empty changes at `at` by an actor whose right rests on ownership: the commit requires nothing of the acting user, since
    /// an owner stays the owner.
    #[must_use]
    pub fn by_owner(acting: &Acting, at: Timestamp) -> Self {
        Self::by_account_holder(acting.user.id(), &acting.caller, at)
    }

    /// Empty changes at `at` by the user of an account outside of a signed-in request: sign-up, log-in, renewal of a session.
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
            recorded: Vec::new(),
            publication: Publication::Outbox,
        }
    }

    /// The same changes without publishing their events, for seed data.
    #[must_use]
    pub fn unpublished(mut self) -> Self {
        self.publication = Publication::None;
        self
    }

    /// Stages a new entity.
    pub fn insert<E: Entity>(&mut self, new: E)
    where
        Write<E>: Into<Change>,
    {
        self.stage(Write::Insert(new));
    }

    /// Stages another state of what was read; answers it as it stands once that is committed.
    pub fn update<E: Entity>(&mut self, expected: E, new: E) -> E
    where
        Write<E>: Into<Change>,
    {
        let update = Write::update(expected, new);
        let new = update.entity().clone();
        self.stage(update);
        new
    }

    /// Stages the end of what was read.
    pub fn delete<E: Entity>(&mut self, expected: E)
    where
        Write<E>: Into<Change>,
    {
        self.stage(Write::Delete(expected));
    }

    /// Makes the commit hold only while the store has the version that was read.
    pub fn require<E: Entity>(&mut self, expected: E)
    where
        Write<E>: Into<Change>,
    {
        self.stage(Write::Require(expected));
    }

    /// Stages any change.
    pub fn stage(&mut self, change: impl Into<Change>) {
        self.staged.push(change.into());
    }

    /// Stages that `successor` takes the place of a session, which is kept as superseded until it would have expired.
    pub fn replace_session(&mut self, session: Session, successor: Session) {
        let superseded = session.clone().into_superseded();
        self.update(session, superseded);
        self.insert(successor);
    }

    /// Stages that so much is taken from the stock of `product`; it must not have been edited since it was read.
    pub fn take_stock(&mut self, product: Product, quantity: Quantity) {
        self.stage(StockMove::Take { product, quantity });
    }

    /// Stages that so much is given back to the stock of `product`, which must still have one.
    pub fn return_stock(&mut self, product: Product, quantity: Quantity) {
        self.stage(StockMove::Return { product, quantity });
    }

    /// Stages that something was done for a key.
    pub fn insert_idempotency_record(&mut self, record: IdempotencyRecord) {
        self.staged.push(Change::Idempotency(IdempotencyWrite { record, now: self.at }));
    }

    /// Records that something happened, by the actor and at the time of these changes.
    pub fn record(&mut self, kind: EventKind, subject: impl Into<Subject>, data: EventData) {
        self.recorded.push(Recorded::Pending(kind, subject.into(), data));
    }

    /// Records an event that has its own id, time, actor and request, such as those of seed data.
    pub fn record_event(&mut self, event: Event) {
        self.recorded.push(Recorded::Complete(event));
    }

    /// Records that something happened to this session of its user.
    pub fn record_session(&mut self, kind: EventKind, session: &Session) {
        let data = EventData::from_iter([("sessionId".to_owned(), session.id().to_string().into())]);
        self.record(kind, Subject::User(session.user_id()), data);
    }

    /// The writes and the events, for a store to commit.
    ///
    /// # Errors
    /// [`RowTwice`] where two of them write one row.
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
        let mut rows = HashSet::new();
        if !self.staged.iter().all(|change| rows.insert(change.row_key())) {
            return Err(RowTwice);
        }
        drop(rows);
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
