use std::collections::HashMap;

use application::{Change, CommitError, Conflict};
use domain::{Order, OrderId, Product, ProductId, SecretHash, Session, SessionId, Timestamp, User, UserId};

use crate::{database::Database, items, keys::Key};

/// Where the things stand that a commit changes, in so far as their ids don't say it.
///
/// Hardly anything ever moves, so a commit presumes that what it changes stands where its new state would, and requires it.
/// What a change does not say is read before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    users: HashMap<UserId, UserFact>,
    sessions: HashMap<SessionId, SecretHash>,
    products: HashMap<ProductId, Timestamp>,
    orders: HashMap<OrderId, OrderFact>,
}

/// Where a user stands in the lists.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct UserFact {
    pub(super) created_at: Timestamp,
    pub(super) username_key: String,
}

/// Where an order stands in the lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OrderFact {
    pub(super) user: UserId,
    pub(super) created_at: Timestamp,
}

impl Facts {
    /// What can be presumed of `changes`.
    pub(super) fn presumed(changes: &[Change]) -> Self {
        let mut facts = Self::default();
        for change in changes {
            match change {
                Change::UpdateUser { user, .. } => facts.note_user(user),
                Change::UpdateSession { session, .. } => facts.note_session(session),
                Change::UpdateProduct { product, .. } => facts.note_product(product),
                Change::UpdateOrder { order, .. } => facts.note_order(order),
                _ => {}
            }
        }
        facts
    }

    /// Whether nothing had to be presumed.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what can't be presumed of `changes`.
    pub(super) async fn with_missing(self, database: &Database, changes: &[Change]) -> Result<Self, CommitError> {
        let says_too_little =
            |change: &&Change| matches!(change, Change::DeleteSession { .. } | Change::DeleteProduct { .. });
        self.with_read(database, changes.iter().filter(says_too_little).collect()).await
    }

    /// What `changes` find in the table.
    pub(super) async fn read(database: &Database, changes: &[Change]) -> Result<Self, CommitError> {
        Self::default().with_read(database, changes.iter().collect()).await
    }

    async fn with_read(mut self, database: &Database, changes: Vec<&Change>) -> Result<Self, CommitError> {
        let keys = changes.iter().filter_map(|change| key(change)).collect();
        let mut found = database.get_all(keys).await?;
        for change in changes {
            let Some(key) = key(change) else { continue };
            // What is to be changed may be gone.
            let item = found.remove(&key).ok_or(Conflict::Stale)?;
            match change {
                Change::UpdateUser { .. } => self.note_user(&items::users::user(item)?),
                Change::UpdateSession { .. } | Change::DeleteSession { .. } => {
                    self.note_session(&items::sessions::session(item)?);
                }
                Change::UpdateProduct { .. } | Change::DeleteProduct { .. } => {
                    self.note_product(&items::products::product(item)?);
                }
                Change::UpdateOrder { .. } => self.note_order(&items::orders::order(item)?),
                _ => {}
            }
        }
        Ok(self)
    }

    pub(super) fn of_user(&self, id: UserId) -> Result<&UserFact, Conflict> {
        self.users.get(&id).ok_or(Conflict::Stale)
    }

    pub(super) fn of_session(&self, id: SessionId) -> Result<SecretHash, Conflict> {
        self.sessions.get(&id).copied().ok_or(Conflict::Stale)
    }

    pub(super) fn of_product(&self, id: ProductId) -> Result<Timestamp, Conflict> {
        self.products.get(&id).copied().ok_or(Conflict::Stale)
    }

    pub(super) fn of_order(&self, id: OrderId) -> Result<OrderFact, Conflict> {
        self.orders.get(&id).copied().ok_or(Conflict::Stale)
    }

    fn note_user(&mut self, user: &User) {
        let fact = UserFact { created_at: user.created_at(), username_key: user.username().key() };
        self.users.insert(user.id(), fact);
    }

    fn note_session(&mut self, session: &Session) {
        self.sessions.insert(session.id(), session.secret_hash());
    }

    fn note_product(&mut self, product: &Product) {
        self.products.insert(product.id(), product.created_at());
    }

    fn note_order(&mut self, order: &Order) {
        self.orders.insert(order.id(), OrderFact { user: order.user_id(), created_at: order.created_at() });
    }
}

/// The item that says where the thing stands that a change is about.
fn key(change: &Change) -> Option<Key> {
    match change {
        Change::UpdateUser { user, .. } => Some(Key::user(user.id())),
        Change::UpdateSession { session, .. } => Some(Key::session_of(session.user_id(), session.id())),
        Change::DeleteSession { id, user_id, .. } => Some(Key::session_of(*user_id, *id)),
        Change::UpdateProduct { product, .. } => Some(Key::product(product.id())),
        Change::DeleteProduct { id, .. } => Some(Key::product(*id)),
        Change::UpdateOrder { order, .. } => Some(Key::order(order.id())),
        _ => None,
    }
}
