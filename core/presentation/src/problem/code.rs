use actix_web::http::StatusCode;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use super::SliceCode;

/// The stable code of a problem. Clients rely on it; each code has one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum Code {
    /// The request can't be understood.
    BadRequest,
    /// The body is not JSON, or repeats a key.
    MalformedJson,
    /// The body has a field that the call does not know.
    UnknownField,
    /// A path or query parameter can't be read.
    InvalidParameter,
    /// The page token was not issued for this list.
    InvalidPageToken,
    /// There is no live session.
    Unauthenticated,
    /// No active account has this username and password.
    InvalidCredentials,
    /// The signed-in user may not do this.
    Forbidden,
    /// The caller has a live session, and can't log in or sign up.
    AlreadyAuthenticated,
    /// Another site made the browser send the request.
    CrossSiteRequest,
    /// The current password is wrong.
    WrongCurrentPassword,
    /// There is no such path or resource.
    NotFound,
    /// There is no such order, or it is another user's.
    OrderNotFound,
    /// The path does not have this method.
    MethodNotAllowed,
    /// The body arrived too slowly.
    RequestTimeout,
    /// A concurrent change won.
    Conflict,
    /// The username belongs to another user.
    UsernameTaken,
    /// The resource has none of the `ETag`s of `If-Match`.
    PreconditionFailed,
    /// The body is too large.
    PayloadTooLarge,
    /// The body is not declared as JSON.
    UnsupportedMediaType,
    /// The text can't be a username.
    InvalidUsername,
    /// The text can't be an account's password.
    InvalidPassword,
    /// A product breaks a rule.
    InvalidProduct,
    /// An order breaks a rule.
    InvalidOrder,
    /// An order has a product twice.
    DuplicateProduct,
    /// A request refers to an unknown product.
    UnknownProduct,
    /// An order has a product without a price.
    ProductNotOrderable,
    /// An order has prices in several currencies.
    MixedCurrencies,
    /// The total of an order is above the limit.
    TotalTooLarge,
    /// An order has more units of a product than its stock.
    InsufficientStock,
    /// An idempotency key was used for another request.
    IdempotencyKeyReused,
    /// The status of the order no longer allows cancelling.
    OrderNotCancellable,
    /// The status of the order can't change to this one.
    InvalidTransition,
    /// Too many attempts were made.
    TooManyAttempts,
    /// The service failed.
    Internal,
    /// The service is temporarily unavailable.
    Unavailable,
    /// The service is in maintenance, and changes nothing.
    Maintenance,
    /// A code of a slice.
    #[strum(disabled)]
    Of(&'static SliceCode),
}

impl Code {
    /// The codes of any call that reads the store.
    pub const OF_ANY_CALL: &[Self] = &[Self::BadRequest, Self::InvalidParameter, Self::Internal, Self::Unavailable];
    /// The additional codes of a call that changes something.
    pub const OF_CHANGES: &[Self] = &[Self::CrossSiteRequest, Self::Maintenance];
    /// The additional codes of a call with a [`JsonBody`](crate::JsonBody).
    pub const OF_BODIES: &[Self] = &[
        Self::MalformedJson,
        Self::UnknownField,
        Self::RequestTimeout,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
    ];

    /// Every code except those of slices, by status.
    pub fn shared() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The code on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Of(code) => code.name,
            shared => shared.into(),
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.description().status
    }

    /// The code in a few words, for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.description().title
    }

    /// When a request gets this problem, for people.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.description().meaning
    }

    /// What a client should do about it, for people.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        self.description().advice
    }
}
