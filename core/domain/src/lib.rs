//! Entities, value objects and rules of a backend.
//!
//! Nothing here waits, stores or speaks a protocol: this crate knows no port, no async and no framework. A value of one
//! of these types is always valid; an entity is changed by methods that can fail. Entities have a form in serde for dumps,
//! in which every value is parsed like any other input; it is no form for clients.

mod date;
mod draft;
mod entity;
mod id;
mod money;
mod order;
mod product;
mod session;
mod text;
mod timestamp;
mod user;
mod version;

pub use date::{Date, InvalidDate};
pub use draft::Edit;
pub use entity::Entity;
pub use id::Id;
pub use money::{Currency, Money, MoneyDraft, UnknownCurrency};
pub use order::{
    Basket, BasketLine, InvalidBasket, InvalidQuantity, InvalidTransition, NotCancellable, Order, OrderId, OrderItem,
    OrderStatus, Quantity, StockClaim, StoredOrder, UnknownOrderStatus, Unplaceable,
};
pub use product::{
    EditDraft, InvalidProduct, Price, Product, ProductDescription, ProductDetails, ProductDraft, ProductEdit,
    ProductFault, ProductId, ProductName, Stock, StoredProduct,
};
pub use session::{SecretHash, Session, SessionId, SessionLifetime, StoredSession};
pub use timestamp::{Timestamp, TimestampOutOfRange};
pub use user::{
    InvalidPassword, InvalidUsername, NewPassword, Password, PasswordHash, PasswordPolicy, Role, SessionEpoch,
    StoredUser, UnknownRole, User, UserId, UserStatus, Username,
};
pub use version::Version;
