use std::any::TypeId;

use domain::{Entity, Product, Quantity, Timestamp};
use uuid::Uuid;

use crate::{Change, IdempotencyRecord, IdempotencyScope};

/// A write of one entity. Whatever names a state that was read holds only while the store has its version.
#[derive(Clone, Debug, PartialEq)]
pub enum Write<E> {
    /// A new one. The id and its unique values must not exist.
    Insert(E),
    /// Another state of one.
    Update {
        /// The state that was read.
        expected: E,
        /// The state to store, its version the one after that read.
        new: E,
    },
    /// The end of one.
    Delete(E),
    /// No write: the store must still have the version that was read when the other changes are committed.
    Require(E),
}

impl<E: Entity> Write<E> {
    /// An update from the state that was read to `new` in the next version.
    pub fn update(expected: E, new: E) -> Self {
        Self::Update { expected, new: new.into_next_version() }
    }

    /// The new state; the one that was read, where there is none.
    pub const fn entity(&self) -> &E {
        match self {
            Self::Insert(new) | Self::Update { new, .. } => new,
            Self::Delete(expected) | Self::Require(expected) => expected,
        }
    }

    /// The state that was read, where there was one.
    pub const fn expected(&self) -> Option<&E> {
        match self {
            Self::Insert(_) => None,
            Self::Update { expected, .. } | Self::Delete(expected) | Self::Require(expected) => Some(expected),
        }
    }
}

/// A write of a product. Orders move its stock and leave its version: an update writes the stock only where the new state has
/// another than was read, and leaves it else, whatever it is by now.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductWrite {
    /// The write.
    pub write: Write<Product>,
    /// Whether the store must also have the stock that was read.
    pub expects_stock: bool,
}

/// A product's stock moves, and its version stays: so those who order one product don't make each other fail.
#[derive(Clone, Debug, PartialEq)]
pub enum StockMove {
    /// So much is taken. The product must have the version that was read, and a stock that has this much.
    Take {
        /// The product as it was read.
        product: Product,
        /// How much.
        quantity: Quantity,
    },
    /// So much is given back. The product must have a stock.
    Return {
        /// The product as it was read.
        product: Product,
        /// How much.
        quantity: Quantity,
    },
}

impl StockMove {
    /// The product as it was read.
    #[must_use]
    pub const fn product(&self) -> &Product {
        match self {
            Self::Take { product, .. } | Self::Return { product, .. } => product,
        }
    }
}

/// That something was done for a key. No record in its scope may exist that is not expired at `now`.
#[derive(Clone, Debug, PartialEq)]
pub struct IdempotencyWrite {
    /// The record.
    pub record: IdempotencyRecord,
    /// The present moment.
    pub now: Timestamp,
}

impl From<Write<Product>> for Change {
    fn from(write: Write<Product>) -> Self {
        Self::Product(ProductWrite { write, expects_stock: false })
    }
}

/// The row that a change writes or requires. No two changes of a commit may be of one row.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum RowKey<'a> {
    Idempotency(&'a IdempotencyScope),
    Entity(TypeId, Uuid),
}

impl RowKey<'_> {
    pub(crate) fn of<E: Entity>(entity: &E) -> Self {
        Self::Entity(TypeId::of::<E>(), entity.id().as_uuid())
    }
}
