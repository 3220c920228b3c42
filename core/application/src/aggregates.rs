//! What there is one of for each aggregate: one line each, by path, so that a line can be added and taken away by itself.

use derive_more::From;
use domain::Id;
use shaku::{HasComponent, ModuleInterface};
use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use crate::{
    Attempts, Events, Housekeeping, IdempotencyRecords, IdempotencyWrite, Orders, Outbox, ProductWrite, Repository,
    RowKey, Schema, Sessions, StockMove, UnitOfWork, Users, Write,
};

/// A store: every port through which use cases read and write. Each adapter's module implements it whole.
pub trait Persistence:
    ModuleInterface
    + HasComponent<dyn Repository<domain::Order>>
    + HasComponent<dyn Repository<domain::Product>>
    + HasComponent<dyn Repository<domain::User>>
    + HasComponent<dyn Users>
    + HasComponent<dyn Sessions>
    + HasComponent<dyn Orders>
    + HasComponent<dyn IdempotencyRecords>
    + HasComponent<dyn UnitOfWork>
    + HasComponent<dyn Attempts>
    + HasComponent<dyn Events>
    + HasComponent<dyn Outbox>
    + HasComponent<dyn Housekeeping>
    + HasComponent<dyn Schema>
{
}

/// One staged write.
#[derive(Clone, Debug, PartialEq, From)]
#[expect(missing_docs, reason = "a variant is a write of the aggregate that it names, where it says nothing else")]
pub enum Change {
    /// That something was done for a key.
    Idempotency(IdempotencyWrite),
    /// Of an order. Its products and its user may be gone.
    Order(Write<domain::Order>),
    Product(ProductWrite),
    /// Of a session. A new one's user must exist.
    Session(Write<domain::Session>),
    /// Of a product's stock alone.
    Stock(StockMove),
    User(Write<domain::User>),
}

impl Change {
    pub(crate) fn row_key(&self) -> RowKey<'_> {
        match self {
            Self::Idempotency(write) => RowKey::Idempotency(&write.record.scope),
            Self::Order(write) => RowKey::of(write.entity()),
            Self::Product(write) => RowKey::of(write.write.entity()),
            Self::Session(write) => RowKey::of(write.entity()),
            Self::Stock(stock_move) => RowKey::of(stock_move.product()),
            Self::User(write) => RowKey::of(write.entity()),
        }
    }
}

/// A value that only one entity may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "a variant is the value that it names, where it says nothing else")]
pub enum UniqueValue {
    Username,
    /// An idempotency key within its scope.
    IdempotencyKey,
    /// An id, or another value that chance makes unique.
    Id,
}

/// The aggregate that an event happened to. What happens to a session happens to its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumDiscriminants, From)]
#[strum_discriminants(name(SubjectKind), vis(), doc = "The kind of a subject, as stores name it.")]
#[strum_discriminants(derive(IntoStaticStr), strum(serialize_all = "snake_case"))]
#[expect(missing_docs, reason = "a variant is the aggregate that it names, where it says nothing else")]
pub enum Subject {
    Order(Id<domain::Order>),
    Product(Id<domain::Product>),
    /// A user, or one of the user's sessions.
    User(Id<domain::User>),
}

impl Subject {
    /// The stable name of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        SubjectKind::from(self).into()
    }

    /// Its identity within its kind.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Order(id) => id.as_uuid(),
            Self::Product(id) => id.as_uuid(),
            Self::User(id) => id.as_uuid(),
        }
    }
}

/// What happened. The name of a variant is stable: stores hold it and consumers rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[expect(missing_docs, reason = "a variant is what its name says, where it says nothing else")]
pub enum EventKind {
    /// Somebody made an account of their own.
    UserSignedUp,
    /// An account was made for somebody.
    UserCreated,
    /// A password was hashed anew under the present scheme, at log-in.
    PasswordHashUpgraded,
    /// A user logged in.
    SessionStarted,
    /// A session was ended: by log-out, from the list of sessions, or by a newer one over the limit.
    SessionEnded,
    /// An account was closed to its user.
    UserInactivated,
    /// An account was opened again.
    UserReactivated,
    /// A user was made an admin.
    AdminGranted,
    /// An admin was made an ordinary user.
    AdminRevoked,
    /// A user replaced the own password.
    PasswordChanged,
    /// An admin gave a user a password.
    PasswordSet,
    /// A session got another id and secret, since its user's rights or password changed.
    SessionReissued,
    ProductCreated,
    ProductUpdated,
    ProductDeleted,
    /// A user placed an order, and it took what it could from stocks.
    OrderPlaced,
    /// Somebody began to make an order ready.
    OrderProcessingStarted,
    /// An order was sent.
    OrderShipped,
    /// An order arrived.
    OrderDelivered,
    /// An order was called off, and gave back what it had taken from stocks.
    OrderCancelled,
}

impl EventKind {
    /// Every kind.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The kind that tells that an order came to this status.
    #[must_use]
    pub const fn of_order_becoming(status: domain::OrderStatus) -> Self {
        match status {
            domain::OrderStatus::Pending => Self::OrderPlaced,
            domain::OrderStatus::Processing => Self::OrderProcessingStarted,
            domain::OrderStatus::Shipped => Self::OrderShipped,
            domain::OrderStatus::Delivered => Self::OrderDelivered,
            domain::OrderStatus::Cancelled => Self::OrderCancelled,
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_name() {
        for &kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(EventKind::parse("userSignedUp"), None);
    }

    #[test]
    fn a_subject_is_known_by_a_word_and_its_id() {
        let id = Uuid::from_u128(7);
        let subjects = [Subject::Order(Id::new(id)), Subject::Product(Id::new(id)), Subject::User(Id::new(id))];
        let words = subjects.map(|subject| (Subject::kind(&subject), subject.id()));
        assert_eq!(words, [("order", id), ("product", id), ("user", id)]);
    }
}
