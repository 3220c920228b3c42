use domain::{Id, OrderId, OrderStatus, ProductId, Timestamp, UserId};
use serde_json::{Map, Value};
use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use crate::RequestId;

/// The identity of an [`Event`].
pub type EventId = Id<Event>;

/// What else there is to say of an event: JSON, since stores keep it and clients read it as such. Never a secret.
pub type EventData = Map<String, Value>;

/// That something changed: written in the same commit as the change, kept for ever, never altered.
///
/// Events are the audit trail, the history of an aggregate and the outbox of what others are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The identity; ids of one process sort by time.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// What it happened to.
    pub subject: Subject,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The request that did it.
    pub request_id: RequestId,
    /// What else there is to say.
    pub data: EventData,
}

/// What happened. The name of a variant is stable: stores hold it and consumers rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
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
    /// A product was added to the catalogue.
    ProductCreated,
    /// A product was edited.
    ProductUpdated,
    /// A product was taken out of the catalogue.
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
    pub const fn of_order_becoming(status: OrderStatus) -> Self {
        match status {
            OrderStatus::Pending => Self::OrderPlaced,
            OrderStatus::Processing => Self::OrderProcessingStarted,
            OrderStatus::Shipped => Self::OrderShipped,
            OrderStatus::Delivered => Self::OrderDelivered,
            OrderStatus::Cancelled => Self::OrderCancelled,
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// The aggregate that an event happened to. What happens to a session happens to its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumDiscriminants)]
#[strum_discriminants(name(SubjectKind), vis(), doc = "The kind of a subject, as stores name it.")]
#[strum_discriminants(derive(EnumString, IntoStaticStr), strum(serialize_all = "snake_case"))]
pub enum Subject {
    /// A user, or one of the user's sessions.
    User(UserId),
    /// A product.
    Product(ProductId),
    /// An order.
    Order(OrderId),
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
            Self::User(id) => id.as_uuid(),
            Self::Product(id) => id.as_uuid(),
            Self::Order(id) => id.as_uuid(),
        }
    }

    /// The subject of this kind and id; `None` for a kind that there is not.
    #[must_use]
    pub fn read(kind: &str, id: Uuid) -> Option<Self> {
        Some(match kind.parse().ok()? {
            SubjectKind::User => Self::User(UserId::new(id)),
            SubjectKind::Product => Self::Product(ProductId::new(id)),
            SubjectKind::Order => Self::Order(OrderId::new(id)),
        })
    }
}

impl From<UserId> for Subject {
    fn from(id: UserId) -> Self {
        Self::User(id)
    }
}

impl From<ProductId> for Subject {
    fn from(id: ProductId) -> Self {
        Self::Product(id)
    }
}

impl From<OrderId> for Subject {
    fn from(id: OrderId) -> Self {
        Self::Order(id)
    }
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A user, through the API.
    User(UserId),
    /// Whoever operates the service, through the command line or its configuration.
    Operator,
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
    fn every_subject_is_read_back_from_its_kind_and_id() {
        let id = Uuid::from_u128(7);
        for subject in [UserId::new(id).into(), ProductId::new(id).into(), OrderId::new(id).into()] {
            assert_eq!(Subject::read(Subject::kind(&subject), subject.id()), Some(subject));
        }
        assert_eq!(Subject::read("session", id), None);
    }
}
