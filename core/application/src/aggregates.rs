//! What exists once for each aggregate: one line each, by path, so that a line can be added and removed by itself.

use derive_more::From;
use domain::Id;
use shaku::{HasComponent, ModuleInterface};
use strum::{EnumDiscriminants, EnumMessage, EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use crate::{
    Attempts, DeadLetters, Dump, EventId, EventShape, Events, Housekeeping, IdempotencyRecords, IdempotencyWrite, Load,
    Maintenance, Orders, Outbox, ProductWrite, Redrive, Repository, Schema, Sessions, StockMove, UnitOfWork, Users,
    Write,
    event_payload::{
        AccountOpened, DeadLetterRedelivered, Nothing, OrderAdvanced, OrderCancelled, OrderPlaced, ProductDeleted,
        ProductEdited, ProductFields, SessionChanged,
    },
    event_schemas::shape,
    transfer::{Aggregate, Kind},
};

/// A store: every port through which use cases read and write. Each adapter's module implements all of it.
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
    + HasComponent<dyn DeadLetters>
    + HasComponent<dyn Housekeeping>
    + HasComponent<dyn Maintenance>
    + HasComponent<dyn Dump>
    + HasComponent<dyn Load>
    + HasComponent<dyn Schema>
{
}

/// One staged write.
#[derive(Clone, Debug, PartialEq, From)]
#[expect(missing_docs, reason = "each variant without a doc is a write of the aggregate that it names")]
pub enum Change {
    /// A dead letter that goes back into the outbox.
    DeadLetter(Redrive),
    /// The record of an idempotency key.
    Idempotency(IdempotencyWrite),
    /// A write of an order. Its products and its user may have been deleted.
    Order(Write<domain::Order>),
    Product(ProductWrite),
    /// A change of a product's stock alone.
    ProductStock(StockMove),
    /// A write of a session. The user of a new session must exist.
    Session(Write<domain::Session>),
    User(Write<domain::User>),
}

/// The aggregates that dumps have. Sessions, which refer to users, are loaded after all of them.
pub(crate) const DUMPED_AGGREGATES: &[&dyn Kind] = &[
    // An aggregate that refers to another in the schema comes after it.
    &Aggregate::<domain::Order>::KIND,
    &Aggregate::<domain::Product>::KIND,
    &Aggregate::<domain::User>::KIND,
];

/// A value that must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant without a doc is the value that it names")]
pub enum UniqueValue {
    Username,
    /// An idempotency key within its scope.
    IdempotencyKey,
    /// An id, or another random value.
    Id,
}

/// The aggregate that an event is about. The subject of a session's events is its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumDiscriminants, From)]
#[strum_discriminants(name(SubjectKind), doc = "The kind of a subject.")]
#[strum_discriminants(derive(EnumString, IntoStaticStr, VariantArray), strum(serialize_all = "snake_case"))]
#[strum_discriminants(expect(missing_docs, reason = "each variant without a doc is the aggregate that it names"))]
#[expect(missing_docs, reason = "each variant without a doc is the aggregate that it names")]
pub enum Subject {
    /// An event, where it is the event that something was done to.
    Event(EventId),
    Order(Id<domain::Order>),
    Product(Id<domain::Product>),
    /// A user, or one of the user's sessions.
    User(Id<domain::User>),
}

impl Subject {
    /// The stable name of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        SubjectKind::from(self).as_str()
    }

    /// Its identity within its kind.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Event(id) => id.as_uuid(),
            Self::Order(id) => id.as_uuid(),
            Self::Product(id) => id.as_uuid(),
            Self::User(id) => id.as_uuid(),
        }
    }
}

impl SubjectKind {
    /// Every kind.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The kind with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// What happened. A variant's name is stable: stores hold it and consumers rely on it. Its doc is for receivers: it stands in
/// the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumMessage, EnumString, IntoStaticStr, VariantArray)]
#[expect(missing_docs, reason = "each variant without a doc is what its name says")]
pub enum EventKind {
    /// A user signed up.
    UserSignedUp,
    /// An admin or the operator created a user.
    UserCreated,
    /// A log-in rehashed the user's password, under the present pepper and cost.
    PasswordHashUpgraded,
    /// A user logged in.
    SessionStarted,
    /// A session ended: by log-out, from the list of sessions, or by a newer one over the limit.
    SessionEnded,
    /// An account was deactivated.
    UserInactivated,
    /// An account was reactivated.
    UserReactivated,
    /// A user got the role `admin`.
    AdminGranted,
    /// An admin got the role `user`.
    AdminRevoked,
    /// A user changed their own password.
    PasswordChanged,
    /// An admin set a user's password.
    PasswordSet,
    /// A session got another id and secret, since its user's role or password changed.
    SessionReissued,
    ProductCreated,
    ProductUpdated,
    ProductDeleted,
    /// A user placed an order, which took its items from tracked stocks.
    OrderPlaced,
    /// An admin advanced an order to `processing`.
    OrderProcessingStarted,
    /// An admin advanced an order to `shipped`.
    OrderShipped,
    /// An admin advanced an order to `delivered`.
    OrderDelivered,
    /// An order was cancelled, and its items went back to the stocks they came from.
    OrderCancelled,
    /// A dead letter was put back into the outbox.
    DeadLetterRedelivered,
}

impl EventKind {
    /// Every kind.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What such an event is about, and the form of its payload.
    #[must_use]
    pub fn shape(self) -> EventShape {
        use SubjectKind as About;

        match self {
            Self::UserSignedUp | Self::UserCreated => shape::<AccountOpened>(About::User),
            Self::SessionStarted | Self::SessionEnded | Self::SessionReissued => shape::<SessionChanged>(About::User),
            Self::PasswordHashUpgraded
            | Self::PasswordChanged
            | Self::PasswordSet
            | Self::UserInactivated
            | Self::UserReactivated
            | Self::AdminGranted
            | Self::AdminRevoked => shape::<Nothing>(About::User),
            Self::ProductCreated => shape::<ProductFields<'_>>(About::Product),
            Self::ProductUpdated => shape::<ProductEdited<'_>>(About::Product),
            Self::ProductDeleted => shape::<ProductDeleted<'_>>(About::Product),
            Self::OrderPlaced => shape::<OrderPlaced>(About::Order),
            Self::OrderProcessingStarted | Self::OrderShipped | Self::OrderDelivered => {
                shape::<OrderAdvanced>(About::Order)
            }
            Self::OrderCancelled => shape::<OrderCancelled>(About::Order),
            Self::DeadLetterRedelivered => shape::<DeadLetterRedelivered<'_>>(About::Event),
        }
    }

    /// Whether receivers get such events: not those about the delivery of others.
    #[must_use]
    pub const fn is_delivered(self) -> bool {
        !matches!(self, Self::DeadLetterRedelivered)
    }

    /// The kind of event for an order that reaches this status.
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

    /// The kind with this name.
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
        let subjects = [
            Subject::Event(Id::new(id)),
            Subject::Order(Id::new(id)),
            Subject::Product(Id::new(id)),
            Subject::User(Id::new(id)),
        ];
        let words = subjects.map(|subject| (Subject::kind(&subject), subject.id()));
        assert_eq!(words, [("event", id), ("order", id), ("product", id), ("user", id)]);
    }

    #[test]
    fn every_kind_of_subject_is_read_back_from_its_name() {
        for &kind in SubjectKind::ALL {
            assert_eq!(SubjectKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(SubjectKind::parse("User"), None);
    }
}
