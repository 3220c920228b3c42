mod change;

pub use change::{Change, ProductAsRead, StockUpdate};

use std::collections::HashSet;

use domain::{Order, Product, Quantity, Session, Timestamp, User};
use thiserror::Error;

use crate::{Actor, Caller, Event, EventData, EventId, EventKind, IdempotencyRecord, RequestId, Subject};

/// What one use case wants written: collected first, then committed all or nothing by [`UnitOfWork::commit`].
///
/// [`UnitOfWork::commit`]: crate::UnitOfWork::commit
#[derive(Clone, Debug)]
pub struct Changes {
    actor: Actor,
    request_id: RequestId,
    at: Timestamp,
    staged: Vec<Change>,
    events: Vec<Event>,
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

impl Publication {
    /// How much of [`Changes::MAX_OPERATIONS`] an event takes up: its entry in the outbox is one more.
    #[must_use]
    pub const fn operations(self) -> usize {
        match self {
            Self::Outbox => 2,
            Self::None => 1,
        }
    }
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

/// What no store can commit at once: a mistake of the code that staged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Uncommittable {
    /// More operations than every store can commit at once.
    #[error("{operations} operations are staged, and one commit takes {}", Changes::MAX_OPERATIONS)]
    TooMany {
        /// How many.
        operations: usize,
    },
    /// Two writes of one row: stores differ in what they would make of them.
    #[error("one row is to be written twice in one commit")]
    RowTwice,
}

impl Changes {
    /// The most operations of one commit, events among them: what the smallest store (DynamoDB) takes. How many a change
    /// comes to, [`Change::operations`] says, and [`Publication::operations`] of an event.
    pub const MAX_OPERATIONS: usize = 100;

    /// Nothing yet, by `actor`, at `at`.
    #[must_use]
    pub fn new(actor: Actor, caller: &Caller, at: Timestamp) -> Self {
        Self {
            actor,
            request_id: caller.request_id.clone(),
            at,
            staged: Vec::new(),
            events: Vec::new(),
            publication: Publication::Outbox,
        }
    }

    /// The same changes, of which nobody is told: for what is no news, such as data to try things out with.
    #[must_use]
    pub fn unpublished(mut self) -> Self {
        self.publication = Publication::None;
        self
    }

    /// Stages a new user.
    pub fn insert_user(&mut self, user: User) {
        self.staged.push(Change::InsertUser(user));
    }

    /// Stages the user's new state; answers the user as it stands once that is committed.
    pub fn update_user(&mut self, user: User) -> User {
        let read = user.version();
        let user = user.into_next_version();
        self.staged.push(Change::UpdateUser { user: user.clone(), read });
        user
    }

    /// Makes the commit hold only while the store has `user` as it was read.
    pub fn require_user(&mut self, user: &User) {
        self.staged.push(Change::RequireUser { id: user.id(), read: user.version() });
    }

    /// Stages a new session.
    pub fn insert_session(&mut self, session: Session) {
        self.staged.push(Change::InsertSession(session));
    }

    /// Stages the session's new state; answers the session as it stands once that is committed.
    pub fn update_session(&mut self, session: Session) -> Session {
        let read = session.version();
        let session = session.into_next_version();
        self.staged.push(Change::UpdateSession { session: session.clone(), read });
        session
    }

    /// Stages that `successor` takes the place of a session, which is kept as superseded until it would have expired.
    pub fn replace_session(&mut self, session: &Session, successor: Session) {
        self.update_session(session.clone().into_superseded());
        self.insert_session(successor);
    }

    /// Stages the end of a session.
    pub fn delete_session(&mut self, session: &Session) {
        self.staged.push(Change::DeleteSession {
            id: session.id(),
            user_id: session.user_id(),
            read: session.version(),
        });
    }

    /// Stages a new product.
    pub fn insert_product(&mut self, product: Product) {
        self.staged.push(Change::InsertProduct(product));
    }

    /// Stages the product's new state, to hold while the store has it `as_read`; answers the product as it stands once
    /// that is committed. Where the stock is kept, it is told as it was read.
    pub fn update_product(&mut self, product: Product, as_read: ProductAsRead, stock: StockUpdate) -> Product {
        let product = product.into_next_version();
        self.staged.push(Change::UpdateProduct { product: product.clone(), read: as_read, stock });
        product
    }

    /// Stages the end of a product, to hold while the store has it `as_read`.
    pub fn delete_product(&mut self, product: &Product, as_read: ProductAsRead) {
        self.staged.push(Change::DeleteProduct { id: product.id(), read: as_read });
    }

    /// Makes the commit hold only while the store has `product` as it was read, but for its stock.
    pub fn require_product(&mut self, product: &Product) {
        self.staged.push(Change::RequireProduct { id: product.id(), read: product.version() });
    }

    /// Stages that so much is taken from the stock of `product`; it must not have been edited since it was read.
    pub fn take_stock(&mut self, product: &Product, quantity: Quantity) {
        self.staged.push(Change::TakeStock { id: product.id(), read: product.version(), quantity });
    }

    /// Stages that so much is given back to the stock of `product`, which must still have one.
    pub fn return_stock(&mut self, product: &Product, quantity: Quantity) {
        self.staged.push(Change::ReturnStock { id: product.id(), quantity });
    }

    /// Stages a new order.
    pub fn insert_order(&mut self, order: Order) {
        self.staged.push(Change::InsertOrder(order));
    }

    /// Stages the order's new status; answers the order as it stands once that is committed.
    pub fn update_order(&mut self, order: Order) -> Order {
        let read = order.version();
        let order = order.into_next_version();
        self.staged.push(Change::UpdateOrder { order: order.clone(), read });
        order
    }

    /// Stages that something was done for a key.
    pub fn insert_idempotency_record(&mut self, record: IdempotencyRecord) {
        self.staged.push(Change::InsertIdempotencyRecord { record, now: self.at });
    }

    /// Stages a write that was made out before.
    pub fn stage(&mut self, change: Change) {
        self.staged.push(change);
    }

    /// Records that something happened, by the actor and at the time of these changes.
    pub fn record(&mut self, id: EventId, kind: EventKind, subject: impl Into<Subject>, data: EventData) {
        self.events.push(Event {
            id,
            kind,
            subject: subject.into(),
            actor: self.actor,
            at: self.at,
            request_id: self.request_id.clone(),
            data,
        });
    }

    /// Records an event with a time, an actor and a request of its own: what these changes tell of, and did not do.
    pub fn record_event(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Records that something happened to this session of its user.
    pub fn record_session(&mut self, id: EventId, kind: EventKind, session: &Session) {
        let data = EventData::from_iter([("sessionId".to_owned(), session.id().to_string().into())]);
        self.record(id, kind, Subject::User(session.user_id()), data);
    }

    /// How much of [`Changes::MAX_OPERATIONS`] they take up.
    #[must_use]
    pub fn operations(&self) -> usize {
        let changes: usize = self.staged.iter().map(Change::operations).sum();
        changes + self.events.len() * self.publication.operations()
    }

    /// The writes and the events, for a store to commit.
    ///
    /// # Errors
    /// [`Uncommittable`] where there are more than [`Changes::MAX_OPERATIONS`], or two of them write one row.
    pub fn into_staged(self) -> Result<Staged, Uncommittable> {
        let operations = self.operations();
        if operations > Self::MAX_OPERATIONS {
            return Err(Uncommittable::TooMany { operations });
        }
        let mut rows = HashSet::new();
        if !self.staged.iter().all(|change| rows.insert(change.row())) {
            return Err(Uncommittable::RowTwice);
        }
        drop(rows);
        Ok(Staged { changes: self.staged, events: self.events, publication: self.publication })
    }
}
