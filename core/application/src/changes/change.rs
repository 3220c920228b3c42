use domain::{
    Order, OrderId, Product, ProductId, Quantity, Session, SessionId, Stock, Timestamp, User, UserId, Version,
};

use crate::{IdempotencyRecord, IdempotencyScope};

/// One staged write. An update or deletion names the version that was read: it holds only while the store has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new user. The id and the key of the username must not exist.
    InsertUser(User),
    /// The user's new state.
    UpdateUser {
        /// The state to store, its version the one after that read.
        user: User,
        /// The version that was read.
        read: Version,
    },
    /// No write: the user must still have the version that was read when the other changes are committed.
    RequireUser {
        /// Which user.
        id: UserId,
        /// The version that was read.
        read: Version,
    },
    /// A new session. The id and the secret's hash must not exist, and its user must.
    InsertSession(Session),
    /// The session's new state.
    UpdateSession {
        /// The state to store, its version the one after that read.
        session: Session,
        /// The version that was read.
        read: Version,
    },
    /// The end of a session.
    DeleteSession {
        /// Which session.
        id: SessionId,
        /// Whose.
        user_id: UserId,
        /// The version that was read.
        read: Version,
    },
    /// A new product. The id must not exist.
    InsertProduct(Product),
    /// The product's new state.
    UpdateProduct {
        /// The state to store, its version the one after that read.
        product: Product,
        /// What was read, and must still be stored.
        read: ProductAsRead,
        /// What becomes of the stock.
        stock: StockUpdate,
    },
    /// The end of a product.
    DeleteProduct {
        /// Which product.
        id: ProductId,
        /// What was read, and must still be stored.
        read: ProductAsRead,
    },
    /// No write: the product must still have the version that was read when the other changes are committed.
    RequireProduct {
        /// Which product.
        id: ProductId,
        /// The version that was read.
        read: Version,
    },
    /// A product's stock goes down, and its version stays: so those who order one product don't make each other fail. The
    /// product must still have the version that was read, and a stock that has this much.
    TakeStock {
        /// Of which product.
        id: ProductId,
        /// The version that was read.
        read: Version,
        /// How much is taken.
        quantity: Quantity,
    },
    /// A product's stock goes up, and its version stays. The product must have a stock.
    ReturnStock {
        /// Of which product.
        id: ProductId,
        /// How much is given back.
        quantity: Quantity,
    },
    /// A new order. The id must not exist; its products and its user may be gone.
    InsertOrder(Order),
    /// The order's new status; its items and its total stay.
    UpdateOrder {
        /// The state to store, its version the one after that read.
        order: Order,
        /// The version that was read.
        read: Version,
    },
    /// That something was done for a key. No record in its scope may exist that is not expired at `now`.
    InsertIdempotencyRecord {
        /// The record.
        record: IdempotencyRecord,
        /// The present moment.
        now: Timestamp,
    },
}

/// What must still be stored of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductAsRead {
    /// The version that was read.
    pub version: Version,
    /// The stock that was read, where the write depends on it: orders move it and leave the version.
    pub stock: Option<Stock>,
}

/// What an update makes of a product's stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockUpdate {
    /// It stays what it is, which may be another one than was read.
    Keep,
    /// It becomes what the new state says, whatever it is.
    Set,
}

/// A row that a change writes or relies on.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Row<'a> {
    User(UserId),
    Session(SessionId),
    Product(ProductId),
    Order(OrderId),
    IdempotencyRecord(&'a IdempotencyScope),
}

impl Change {
    /// How much of [`Changes::MAX_OPERATIONS`](crate::Changes::MAX_OPERATIONS) it takes up: one for each item that the
    /// smallest store writes or judges for it, such as the name of a user, the entry of an order in a list, or the user that a
    /// new session must have.
    #[must_use]
    pub const fn operations(&self) -> usize {
        match self {
            Self::InsertUser(_)
            | Self::UpdateUser { .. }
            | Self::InsertSession(_)
            | Self::InsertOrder(_)
            | Self::UpdateOrder { .. } => 3,
            Self::UpdateSession { .. }
            | Self::DeleteSession { .. }
            | Self::InsertProduct(_)
            | Self::DeleteProduct { .. } => 2,
            Self::RequireUser { .. }
            | Self::UpdateProduct { .. }
            | Self::RequireProduct { .. }
            | Self::TakeStock { .. }
            | Self::ReturnStock { .. }
            | Self::InsertIdempotencyRecord { .. } => 1,
        }
    }

    pub(super) const fn row(&self) -> Row<'_> {
        match self {
            Self::InsertUser(user) | Self::UpdateUser { user, .. } => Row::User(user.id()),
            Self::RequireUser { id, .. } => Row::User(*id),
            Self::InsertSession(session) | Self::UpdateSession { session, .. } => Row::Session(session.id()),
            Self::DeleteSession { id, .. } => Row::Session(*id),
            Self::InsertProduct(product) | Self::UpdateProduct { product, .. } => Row::Product(product.id()),
            Self::DeleteProduct { id, .. }
            | Self::RequireProduct { id, .. }
            | Self::TakeStock { id, .. }
            | Self::ReturnStock { id, .. } => Row::Product(*id),
            Self::InsertOrder(order) | Self::UpdateOrder { order, .. } => Row::Order(order.id()),
            Self::InsertIdempotencyRecord { record, .. } => Row::IdempotencyRecord(&record.scope),
        }
    }
}
