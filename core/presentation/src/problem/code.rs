use actix_web::http::StatusCode;

/// The stable name of a problem. Clients rely on it; each has one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
}

impl Code {
    /// Every code, in the order of their statuses.
    pub const ALL: [Self; 36] = [
        Self::BadRequest,
        Self::MalformedJson,
        Self::UnknownField,
        Self::InvalidParameter,
        Self::InvalidPageToken,
        Self::Unauthenticated,
        Self::InvalidCredentials,
        Self::Forbidden,
        Self::AlreadyAuthenticated,
        Self::CrossSiteRequest,
        Self::WrongCurrentPassword,
        Self::NotFound,
        Self::OrderNotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::Conflict,
        Self::UsernameTaken,
        Self::PreconditionFailed,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::InvalidUsername,
        Self::InvalidPassword,
        Self::InvalidProduct,
        Self::InvalidOrder,
        Self::DuplicateProduct,
        Self::UnknownProduct,
        Self::ProductNotOrderable,
        Self::MixedCurrencies,
        Self::TotalTooLarge,
        Self::InsufficientStock,
        Self::IdempotencyKeyReused,
        Self::OrderNotCancellable,
        Self::InvalidTransition,
        Self::TooManyAttempts,
        Self::Internal,
        Self::Unavailable,
    ];

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

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The status it is answered with.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.row().1
    }

    /// What the code means, for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().2
    }

    const fn row(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Self::BadRequest => ("bad-request", StatusCode::BAD_REQUEST, "The request can't be understood"),
            Self::MalformedJson => ("malformed-json", StatusCode::BAD_REQUEST, "The body is not well-formed JSON"),
            Self::UnknownField => ("unknown-field", StatusCode::BAD_REQUEST, "The body has a field too many"),
            Self::InvalidParameter => ("invalid-parameter", StatusCode::BAD_REQUEST, "A parameter can't be read"),
            Self::InvalidPageToken => ("invalid-page-token", StatusCode::BAD_REQUEST, "The page token is not valid"),
            Self::Unauthenticated => ("unauthenticated", StatusCode::UNAUTHORIZED, "Not signed in"),
            Self::InvalidCredentials => {
                ("invalid-credentials", StatusCode::UNAUTHORIZED, "Username or password is wrong")
            }
            Self::Forbidden => ("forbidden", StatusCode::FORBIDDEN, "Not allowed"),
            Self::AlreadyAuthenticated => ("already-authenticated", StatusCode::FORBIDDEN, "Already signed in"),
            Self::CrossSiteRequest => ("cross-site-request", StatusCode::FORBIDDEN, "Sent by another site"),
            Self::WrongCurrentPassword => {
                ("wrong-current-password", StatusCode::FORBIDDEN, "The current password is another one")
            }
            Self::NotFound => ("not-found", StatusCode::NOT_FOUND, "Not found"),
            Self::OrderNotFound => ("order-not-found", StatusCode::NOT_FOUND, "There is no such order"),
            Self::MethodNotAllowed => {
                ("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED, "The method is not allowed here")
            }
            Self::RequestTimeout => ("request-timeout", StatusCode::REQUEST_TIMEOUT, "The request came too slowly"),
            Self::Conflict => ("conflict", StatusCode::CONFLICT, "A competing change won"),
            Self::UsernameTaken => ("username-taken", StatusCode::CONFLICT, "The username is taken"),
            Self::PreconditionFailed => {
                ("precondition-failed", StatusCode::PRECONDITION_FAILED, "It was changed meanwhile")
            }
            Self::PayloadTooLarge => ("payload-too-large", StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::UnsupportedMediaType => {
                ("unsupported-media-type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be JSON")
            }
            Self::InvalidUsername => {
                ("invalid-username", StatusCode::UNPROCESSABLE_ENTITY, "The username breaks a rule")
            }
            Self::InvalidPassword => {
                ("invalid-password", StatusCode::UNPROCESSABLE_ENTITY, "The password breaks a rule")
            }
            Self::InvalidProduct => ("invalid-product", StatusCode::UNPROCESSABLE_ENTITY, "The product breaks a rule"),
            Self::InvalidOrder => ("invalid-order", StatusCode::UNPROCESSABLE_ENTITY, "The order breaks a rule"),
            Self::DuplicateProduct => {
                ("duplicate-product", StatusCode::UNPROCESSABLE_ENTITY, "A product stands twice in the order")
            }
            Self::UnknownProduct => {
                ("unknown-product", StatusCode::UNPROCESSABLE_ENTITY, "There is no such product to order")
            }
            Self::ProductNotOrderable => {
                ("product-not-orderable", StatusCode::UNPROCESSABLE_ENTITY, "The product has no price")
            }
            Self::MixedCurrencies => {
                ("mixed-currencies", StatusCode::UNPROCESSABLE_ENTITY, "The prices are in several currencies")
            }
            Self::TotalTooLarge => ("total-too-large", StatusCode::UNPROCESSABLE_ENTITY, "The total is too large"),
            Self::InsufficientStock => {
                ("insufficient-stock", StatusCode::UNPROCESSABLE_ENTITY, "There is not enough of a product")
            }
            Self::IdempotencyKeyReused => (
                "idempotency-key-reused",
                StatusCode::UNPROCESSABLE_ENTITY,
                "The idempotency key was used for another request",
            ),
            Self::OrderNotCancellable => {
                ("order-not-cancellable", StatusCode::UNPROCESSABLE_ENTITY, "The order can't be cancelled any more")
            }
            Self::InvalidTransition => {
                ("invalid-transition", StatusCode::UNPROCESSABLE_ENTITY, "The order can't become that")
            }
            Self::TooManyAttempts => ("too-many-attempts", StatusCode::TOO_MANY_REQUESTS, "Too many attempts"),
            Self::Internal => ("internal", StatusCode::INTERNAL_SERVER_ERROR, "The service failed"),
            Self::Unavailable => ("unavailable", StatusCode::SERVICE_UNAVAILABLE, "The service can't answer just now"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_codes_share_a_name() {
        let names: HashSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
