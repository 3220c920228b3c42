use actix_web::http::StatusCode;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

/// The stable name of a problem. Clients rely on it; each has one status.
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
    /// The page token was not given out for this list.
    InvalidPageToken,
    /// There is no live session.
    Unauthenticated,
    /// Username and password don't open an account.
    InvalidCredentials,
    /// The signed-in user may not do this.
    Forbidden,
    /// A live session can't log in or sign up again.
    AlreadyAuthenticated,
    /// Another site made the browser send this.
    CrossSiteRequest,
    /// The password that is to be replaced is another one.
    WrongCurrentPassword,
    /// There is nothing here.
    NotFound,
    /// There is no such order, or it is somebody else's.
    OrderNotFound,
    /// The path knows other methods.
    MethodNotAllowed,
    /// The body came too slowly.
    RequestTimeout,
    /// A competing change won.
    Conflict,
    /// The username belongs to somebody.
    UsernameTaken,
    /// The thing is no longer as `If-Match` says.
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
    /// A product stands twice in an order.
    DuplicateProduct,
    /// An order has a product that there is not.
    UnknownProduct,
    /// An order has a product without a price.
    ProductNotOrderable,
    /// An order has prices in several currencies.
    MixedCurrencies,
    /// An order costs more than one can.
    TotalTooLarge,
    /// An order wants more of a product than there is.
    InsufficientStock,
    /// An idempotency key stands for another request.
    IdempotencyKeyReused,
    /// An order has come too far to be called off.
    OrderNotCancellable,
    /// An order does not go there from where it is.
    InvalidTransition,
    /// Too many attempts were made.
    TooManyAttempts,
    /// The service failed.
    Internal,
    /// The service can't answer just now.
    Unavailable,
    /// A slice's own.
    #[strum(disabled)]
    Of(&'static SliceCode),
}

/// A code that one slice alone answers with, and declares.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct SliceCode {
    /// The name on the wire, in kebab case.
    pub name: &'static str,
    /// The status it is answered with.
    pub status: StatusCode,
    /// What the code means, for people.
    pub title: &'static str,
}

impl SliceCode {
    /// A code of something that is not there.
    #[must_use]
    pub const fn not_found(name: &'static str, title: &'static str) -> Self {
        Self { name, status: StatusCode::NOT_FOUND, title }
    }

    /// A code of what stands in the way of a change.
    #[must_use]
    pub const fn conflict(name: &'static str, title: &'static str) -> Self {
        Self { name, status: StatusCode::CONFLICT, title }
    }

    /// A code of a body that breaks a rule.
    #[must_use]
    pub const fn unprocessable(name: &'static str, title: &'static str) -> Self {
        Self { name, status: StatusCode::UNPROCESSABLE_ENTITY, title }
    }
}

impl Code {
    /// What any call that reads the store can be answered.
    pub const OF_ANY_CALL: &[Self] = &[Self::BadRequest, Self::InvalidParameter, Self::Internal, Self::Unavailable];
    /// What a call that changes something can be answered besides.
    pub const OF_CHANGES: &[Self] = &[Self::CrossSiteRequest];
    /// What a call with a [`JsonBody`](crate::JsonBody) can be answered besides.
    pub const OF_BODIES: &[Self] = &[
        Self::MalformedJson,
        Self::UnknownField,
        Self::RequestTimeout,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
    ];

    /// Every code that is no slice's own, in the order of their statuses.
    pub fn shared() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Of(code) => code.name,
            shared => shared.into(),
        }
    }

    /// The status it is answered with.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.row().0
    }

    /// What the code means, for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().1
    }

    const fn row(self) -> (StatusCode, &'static str) {
        match self {
            Self::BadRequest => (StatusCode::BAD_REQUEST, "The request can't be understood"),
            Self::MalformedJson => (StatusCode::BAD_REQUEST, "The body is not well-formed JSON"),
            Self::UnknownField => (StatusCode::BAD_REQUEST, "The body has a field too many"),
            Self::InvalidParameter => (StatusCode::BAD_REQUEST, "A parameter can't be read"),
            Self::InvalidPageToken => (StatusCode::BAD_REQUEST, "The page token is not valid"),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "Not signed in"),
            Self::InvalidCredentials => (StatusCode::UNAUTHORIZED, "Username or password is wrong"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "Not allowed"),
            Self::AlreadyAuthenticated => (StatusCode::FORBIDDEN, "Already signed in"),
            Self::CrossSiteRequest => (StatusCode::FORBIDDEN, "Sent by another site"),
            Self::WrongCurrentPassword => (StatusCode::FORBIDDEN, "The current password is another one"),
            Self::NotFound => (StatusCode::NOT_FOUND, "Not found"),
            Self::OrderNotFound => (StatusCode::NOT_FOUND, "There is no such order"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "The method is not allowed here"),
            Self::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, "The request came too slowly"),
            Self::Conflict => (StatusCode::CONFLICT, "A competing change won"),
            Self::UsernameTaken => (StatusCode::CONFLICT, "The username is taken"),
            Self::PreconditionFailed => (StatusCode::PRECONDITION_FAILED, "It was changed meanwhile"),
            Self::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
            Self::InvalidUsername => (StatusCode::UNPROCESSABLE_ENTITY, "The username breaks a rule"),
            Self::InvalidPassword => (StatusCode::UNPROCESSABLE_ENTITY, "The password breaks a rule"),
            Self::InvalidProduct => (StatusCode::UNPROCESSABLE_ENTITY, "The product breaks a rule"),
            Self::InvalidOrder => (StatusCode::UNPROCESSABLE_ENTITY, "The order breaks a rule"),
            Self::DuplicateProduct => (StatusCode::UNPROCESSABLE_ENTITY, "A product stands twice in the order"),
            Self::UnknownProduct => (StatusCode::UNPROCESSABLE_ENTITY, "There is no such product to order"),
            Self::ProductNotOrderable => (StatusCode::UNPROCESSABLE_ENTITY, "The product has no price"),
            Self::MixedCurrencies => (StatusCode::UNPROCESSABLE_ENTITY, "The prices are in several currencies"),
            Self::TotalTooLarge => (StatusCode::UNPROCESSABLE_ENTITY, "The total is too large"),
            Self::InsufficientStock => (StatusCode::UNPROCESSABLE_ENTITY, "There is not enough of a product"),
            Self::IdempotencyKeyReused => {
                (StatusCode::UNPROCESSABLE_ENTITY, "The idempotency key was used for another request")
            }
            Self::OrderNotCancellable => (StatusCode::UNPROCESSABLE_ENTITY, "The order can't be cancelled any more"),
            Self::InvalidTransition => (StatusCode::UNPROCESSABLE_ENTITY, "The order can't become that"),
            Self::TooManyAttempts => (StatusCode::TOO_MANY_REQUESTS, "Too many attempts"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "The service failed"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "The service can't answer just now"),
            Self::Of(code) => (code.status, code.title),
        }
    }
}
