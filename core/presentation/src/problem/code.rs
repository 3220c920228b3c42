use actix_web::http::StatusCode;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

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
    /// An order has an unknown product.
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
    /// A code of a slice.
    #[strum(disabled)]
    Of(&'static SliceCode),
}

/// A code that one slice declares, and it alone returns.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct SliceCode {
    /// The name on the wire, in kebab case.
    pub name: &'static str,
    /// The HTTP status.
    pub status: StatusCode,
    /// The meaning of the code, for people.
    pub title: &'static str,
}

impl SliceCode {
    /// A code for a missing resource.
    #[must_use]
    pub const fn not_found(name: &'static str, title: &'static str) -> Self {
        Self { name, status: StatusCode::NOT_FOUND, title }
    }

    /// A code for a conflict with the present state.
    #[must_use]
    pub const fn conflict(name: &'static str, title: &'static str) -> Self {
        Self { name, status: StatusCode::CONFLICT, title }
    }

    /// A code for a body that breaks a rule.
    #[must_use]
    pub const fn unprocessable(name: &'static str, title: &'static str) -> Self {
        Self { name, status: StatusCode::UNPROCESSABLE_ENTITY, title }
    }
}

impl Code {
    /// The codes of any call that reads the store.
    pub const OF_ANY_CALL: &[Self] = &[Self::BadRequest, Self::InvalidParameter, Self::Internal, Self::Unavailable];
    /// The additional codes of a call that changes something.
    pub const OF_CHANGES: &[Self] = &[Self::CrossSiteRequest];
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
        self.row().0
    }

    /// The meaning of the code, for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().1
    }

    const fn row(self) -> (StatusCode, &'static str) {
        match self {
            Self::BadRequest => (StatusCode::BAD_REQUEST, "The request can't be understood"),
            Self::MalformedJson => (StatusCode::BAD_REQUEST, "The body is not well-formed JSON"),
            Self::UnknownField => (StatusCode::BAD_REQUEST, "The body has an unknown field"),
            Self::InvalidParameter => (StatusCode::BAD_REQUEST, "A parameter is invalid"),
            Self::InvalidPageToken => (StatusCode::BAD_REQUEST, "The page token is invalid"),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "Not signed in"),
            Self::InvalidCredentials => (StatusCode::UNAUTHORIZED, "Username or password is wrong"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "Not allowed"),
            Self::AlreadyAuthenticated => (StatusCode::FORBIDDEN, "Already signed in"),
            Self::CrossSiteRequest => (StatusCode::FORBIDDEN, "The request was sent by another site"),
            Self::WrongCurrentPassword => (StatusCode::FORBIDDEN, "The current password is wrong"),
            Self::NotFound => (StatusCode::NOT_FOUND, "Not found"),
            Self::OrderNotFound => (StatusCode::NOT_FOUND, "There is no such order"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "The method is not allowed here"),
            Self::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, "The request arrived too slowly"),
            Self::Conflict => (StatusCode::CONFLICT, "A concurrent change won"),
            Self::UsernameTaken => (StatusCode::CONFLICT, "The username is taken"),
            Self::PreconditionFailed => (StatusCode::PRECONDITION_FAILED, "The resource was changed meanwhile"),
            Self::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
            Self::InvalidUsername => (StatusCode::UNPROCESSABLE_ENTITY, "The username breaks a rule"),
            Self::InvalidPassword => (StatusCode::UNPROCESSABLE_ENTITY, "The password breaks a rule"),
            Self::InvalidProduct => (StatusCode::UNPROCESSABLE_ENTITY, "The product breaks a rule"),
            Self::InvalidOrder => (StatusCode::UNPROCESSABLE_ENTITY, "The order breaks a rule"),
            Self::DuplicateProduct => (StatusCode::UNPROCESSABLE_ENTITY, "The order has a product twice"),
            Self::UnknownProduct => (StatusCode::UNPROCESSABLE_ENTITY, "The order has an unknown product"),
            Self::ProductNotOrderable => (StatusCode::UNPROCESSABLE_ENTITY, "The product has no price"),
            Self::MixedCurrencies => (StatusCode::UNPROCESSABLE_ENTITY, "The prices are in several currencies"),
            Self::TotalTooLarge => (StatusCode::UNPROCESSABLE_ENTITY, "The total is too large"),
            Self::InsufficientStock => (StatusCode::UNPROCESSABLE_ENTITY, "The stock of a product is too small"),
            Self::IdempotencyKeyReused => {
                (StatusCode::UNPROCESSABLE_ENTITY, "The idempotency key was used for another request")
            }
            Self::OrderNotCancellable => (StatusCode::UNPROCESSABLE_ENTITY, "The order can't be cancelled any more"),
            Self::InvalidTransition => (StatusCode::UNPROCESSABLE_ENTITY, "The order can't change to this status"),
            Self::TooManyAttempts => (StatusCode::TOO_MANY_REQUESTS, "Too many attempts"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "The service failed"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "The service is temporarily unavailable"),
            Self::Of(code) => (code.status, code.title),
        }
    }
}
