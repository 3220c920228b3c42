//! Generated from docs/openapi.json by clients/generate.sh: change that, not this.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{ClientHooks, OperationInfo, RequestBuilderExt, encode_path};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///A user got the role `admin`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct AdminGrantedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It has no fields yet.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: AdminGrantedEventType,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum AdminGrantedEventType {
        AdminGranted,
    }
    impl ::std::fmt::Display for AdminGrantedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::AdminGranted => f.write_str("AdminGranted"),
            }
        }
    }
    impl ::std::str::FromStr for AdminGrantedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "AdminGranted" => Ok(Self::AdminGranted),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AdminGrantedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AdminGrantedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An admin got the role `user`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct AdminRevokedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It has no fields yet.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: AdminRevokedEventType,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum AdminRevokedEventType {
        AdminRevoked,
    }
    impl ::std::fmt::Display for AdminRevokedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::AdminRevoked => f.write_str("AdminRevoked"),
            }
        }
    }
    impl ::std::str::FromStr for AdminRevokedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "AdminRevoked" => Ok(Self::AdminRevoked),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AdminRevokedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AdminRevokedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The new status of an order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct AdvanceOrderRequest {
        ///The status after the current one.
        pub status: AdvanceOrderRequestStatus,
    }
    ///The status after the current one.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum AdvanceOrderRequestStatus {
        #[serde(rename = "processing")]
        Processing,
        #[serde(rename = "shipped")]
        Shipped,
        #[serde(rename = "delivered")]
        Delivered,
    }
    impl ::std::fmt::Display for AdvanceOrderRequestStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Processing => f.write_str("processing"),
                Self::Shipped => f.write_str("shipped"),
                Self::Delivered => f.write_str("delivered"),
            }
        }
    }
    impl ::std::str::FromStr for AdvanceOrderRequestStatus {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "processing" => Ok(Self::Processing),
                "shipped" => Ok(Self::Shipped),
                "delivered" => Ok(Self::Delivered),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AdvanceOrderRequestStatus {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AdvanceOrderRequestStatus {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A role that the API can give to a new user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum AssignableRole {
        #[serde(rename = "user")]
        User,
        #[serde(rename = "admin")]
        Admin,
    }
    impl ::std::fmt::Display for AssignableRole {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::User => f.write_str("user"),
                Self::Admin => f.write_str("admin"),
            }
        }
    }
    impl ::std::str::FromStr for AssignableRole {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "user" => Ok(Self::User),
                "admin" => Ok(Self::Admin),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AssignableRole {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AssignableRole {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The status of the cancelled order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CancelOrderResponse {
        pub status: ::std::string::String,
    }
    ///The current and the new password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct ChangePasswordRequest {
        ///The current password.
        #[serde(rename = "currentPassword")]
        pub current_password: ::std::string::String,
        ///8 to 128 characters; neither a common password nor the username.
        #[serde(rename = "newPassword")]
        pub new_password: ::std::string::String,
    }
    ///The result of one check.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum Check {
        #[serde(rename = "ok")]
        Ok,
        #[serde(rename = "unreachable")]
        Unreachable,
        #[serde(rename = "read-only")]
        ReadOnly,
        #[serde(rename = "missing")]
        Missing,
        #[serde(rename = "unknown")]
        Unknown,
        #[serde(rename = "draining")]
        Draining,
        #[serde(rename = "off")]
        Off,
        #[serde(rename = "on")]
        On,
    }
    impl ::std::fmt::Display for Check {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Ok => f.write_str("ok"),
                Self::Unreachable => f.write_str("unreachable"),
                Self::ReadOnly => f.write_str("read-only"),
                Self::Missing => f.write_str("missing"),
                Self::Unknown => f.write_str("unknown"),
                Self::Draining => f.write_str("draining"),
                Self::Off => f.write_str("off"),
                Self::On => f.write_str("on"),
            }
        }
    }
    impl ::std::str::FromStr for Check {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "ok" => Ok(Self::Ok),
                "unreachable" => Ok(Self::Unreachable),
                "read-only" => Ok(Self::ReadOnly),
                "missing" => Ok(Self::Missing),
                "unknown" => Ok(Self::Unknown),
                "draining" => Ok(Self::Draining),
                "off" => Ok(Self::Off),
                "on" => Ok(Self::On),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Check {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Check {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The result of each check.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Checks {
        ///`off`, `on` while the store is in maintenance, in which reads are served and changes refused, or `unknown`.
        pub maintenance: ::std::string::String,
        ///`ok`, `missing` or `unknown`.
        pub migrations: ::std::string::String,
        ///`ok` or `draining`.
        pub server: ::std::string::String,
        ///`ok`, `unreachable`, or `read-only` if it answers but would refuse writes.
        pub store: ::std::string::String,
    }
    ///How many log-ins were refused.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CountRefusedLogInsResponse {
        ///The log-ins that were refused.
        pub count: i64,
        ///Since when they were counted: the beginning of an hour, 23 to 24 hours ago.
        pub since: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    ///The product to create. Absent fields are null.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct CreateProductRequest {
        ///The description, without control characters but newline and tab.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The name: 1 to 200 characters, not counting white space at its ends, and no control characters but newline and tab. It can't be null.
        pub name: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub price: ::std::option::Option<Price>,
        ///The number of units in stock; null if the stock is not tracked.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stock: ::std::option::Option<i64>,
    }
    ///The user to create.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct CreateUserRequest {
        ///8 to 128 characters; neither a common password nor the username.
        pub password: ::std::string::String,
        pub role: AssignableRole,
        /**5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique regardless of
        case.*/
        pub username: ::std::string::String,
    }
    ///The session of the request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CurrentSession {
        ///When the user logged in.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///When the session expires, unless it is used before.
        #[serde(rename = "expiresAt")]
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The public id, a `UUIDv7`. It is not a credential.
        pub id: ::uuid::Uuid,
    }
    ///The signed-in user and the session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CurrentUserResponse {
        pub session: CurrentSession,
        pub user: User,
    }
    ///An event whose delivery was given up.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct DeadLetter {
        ///How often its delivery failed.
        pub attempts: i32,
        pub event: Event,
        ///The id, which is that of the event.
        pub id: ::uuid::Uuid,
        ///When the last delivery failed.
        #[serde(rename = "lastAttemptAt")]
        pub last_attempt_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Why the last delivery failed, for people.
        #[serde(rename = "lastError")]
        pub last_error: ::std::string::String,
    }
    ///An event: a change that happened.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Event {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When the event happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The data of the event, which depends on its type.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id, a `UUIDv7`.
        pub id: ::uuid::Uuid,
        ///The id of the request that did it, as in the log.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: EventSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }
    ///What an event is about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct EventSubject {
        ///The id of the subject, which may have been deleted since.
        pub id: ::uuid::Uuid,
        ///The kind of the subject.
        pub kind: ::std::string::String,
    }
    ///The kind of the subject.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum EventSubjectKind {
        #[serde(rename = "event")]
        Event,
        #[serde(rename = "order")]
        Order,
        #[serde(rename = "product")]
        Product,
        #[serde(rename = "user")]
        User,
    }
    impl ::std::fmt::Display for EventSubjectKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Event => f.write_str("event"),
                Self::Order => f.write_str("order"),
                Self::Product => f.write_str("product"),
                Self::User => f.write_str("user"),
            }
        }
    }
    impl ::std::str::FromStr for EventSubjectKind {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "event" => Ok(Self::Event),
                "order" => Ok(Self::Order),
                "product" => Ok(Self::Product),
                "user" => Ok(Self::User),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for EventSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for EventSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum EventType {
        UserSignedUp,
        UserCreated,
        PasswordHashUpgraded,
        SessionStarted,
        SessionEnded,
        UserInactivated,
        UserReactivated,
        AdminGranted,
        AdminRevoked,
        PasswordChanged,
        PasswordSet,
        SessionReissued,
        ProductCreated,
        ProductUpdated,
        ProductDeleted,
        OrderPlaced,
        OrderProcessingStarted,
        OrderShipped,
        OrderDelivered,
        OrderCancelled,
        DeadLetterRedelivered,
    }
    impl ::std::fmt::Display for EventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::UserSignedUp => f.write_str("UserSignedUp"),
                Self::UserCreated => f.write_str("UserCreated"),
                Self::PasswordHashUpgraded => f.write_str("PasswordHashUpgraded"),
                Self::SessionStarted => f.write_str("SessionStarted"),
                Self::SessionEnded => f.write_str("SessionEnded"),
                Self::UserInactivated => f.write_str("UserInactivated"),
                Self::UserReactivated => f.write_str("UserReactivated"),
                Self::AdminGranted => f.write_str("AdminGranted"),
                Self::AdminRevoked => f.write_str("AdminRevoked"),
                Self::PasswordChanged => f.write_str("PasswordChanged"),
                Self::PasswordSet => f.write_str("PasswordSet"),
                Self::SessionReissued => f.write_str("SessionReissued"),
                Self::ProductCreated => f.write_str("ProductCreated"),
                Self::ProductUpdated => f.write_str("ProductUpdated"),
                Self::ProductDeleted => f.write_str("ProductDeleted"),
                Self::OrderPlaced => f.write_str("OrderPlaced"),
                Self::OrderProcessingStarted => f.write_str("OrderProcessingStarted"),
                Self::OrderShipped => f.write_str("OrderShipped"),
                Self::OrderDelivered => f.write_str("OrderDelivered"),
                Self::OrderCancelled => f.write_str("OrderCancelled"),
                Self::DeadLetterRedelivered => f.write_str("DeadLetterRedelivered"),
            }
        }
    }
    impl ::std::str::FromStr for EventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "UserSignedUp" => Ok(Self::UserSignedUp),
                "UserCreated" => Ok(Self::UserCreated),
                "PasswordHashUpgraded" => Ok(Self::PasswordHashUpgraded),
                "SessionStarted" => Ok(Self::SessionStarted),
                "SessionEnded" => Ok(Self::SessionEnded),
                "UserInactivated" => Ok(Self::UserInactivated),
                "UserReactivated" => Ok(Self::UserReactivated),
                "AdminGranted" => Ok(Self::AdminGranted),
                "AdminRevoked" => Ok(Self::AdminRevoked),
                "PasswordChanged" => Ok(Self::PasswordChanged),
                "PasswordSet" => Ok(Self::PasswordSet),
                "SessionReissued" => Ok(Self::SessionReissued),
                "ProductCreated" => Ok(Self::ProductCreated),
                "ProductUpdated" => Ok(Self::ProductUpdated),
                "ProductDeleted" => Ok(Self::ProductDeleted),
                "OrderPlaced" => Ok(Self::OrderPlaced),
                "OrderProcessingStarted" => Ok(Self::OrderProcessingStarted),
                "OrderShipped" => Ok(Self::OrderShipped),
                "OrderDelivered" => Ok(Self::OrderDelivered),
                "OrderCancelled" => Ok(Self::OrderCancelled),
                "DeadLetterRedelivered" => Ok(Self::DeadLetterRedelivered),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for EventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for EventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An invalid field of a request body.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct FieldError {
        pub code: ::std::string::String,
        ///The rule that the field breaks, for people.
        pub detail: ::std::string::String,
        ///The field, as a JSON Pointer (RFC 6901).
        pub pointer: ::std::string::String,
    }
    ///The stable error code of a field, for programs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum FieldErrorCode {
        #[serde(rename = "wrong-type")]
        WrongType,
        #[serde(rename = "unknown-value")]
        UnknownValue,
        #[serde(rename = "unknown-field")]
        UnknownField,
        #[serde(rename = "missing-field")]
        MissingField,
        #[serde(rename = "invalid-username")]
        InvalidUsername,
        #[serde(rename = "invalid-password")]
        InvalidPassword,
        #[serde(rename = "invalid-product")]
        InvalidProduct,
        #[serde(rename = "invalid-order")]
        InvalidOrder,
        #[serde(rename = "duplicate-product")]
        DuplicateProduct,
        #[serde(rename = "unknown-product")]
        UnknownProduct,
        #[serde(rename = "product-not-orderable")]
        ProductNotOrderable,
        #[serde(rename = "mixed-currencies")]
        MixedCurrencies,
        #[serde(rename = "total-too-large")]
        TotalTooLarge,
        #[serde(rename = "insufficient-stock")]
        InsufficientStock,
        #[serde(rename = "idempotency-key-reused")]
        IdempotencyKeyReused,
        #[serde(rename = "order-not-cancellable")]
        OrderNotCancellable,
        #[serde(rename = "invalid-transition")]
        InvalidTransition,
    }
    impl ::std::fmt::Display for FieldErrorCode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::WrongType => f.write_str("wrong-type"),
                Self::UnknownValue => f.write_str("unknown-value"),
                Self::UnknownField => f.write_str("unknown-field"),
                Self::MissingField => f.write_str("missing-field"),
                Self::InvalidUsername => f.write_str("invalid-username"),
                Self::InvalidPassword => f.write_str("invalid-password"),
                Self::InvalidProduct => f.write_str("invalid-product"),
                Self::InvalidOrder => f.write_str("invalid-order"),
                Self::DuplicateProduct => f.write_str("duplicate-product"),
                Self::UnknownProduct => f.write_str("unknown-product"),
                Self::ProductNotOrderable => f.write_str("product-not-orderable"),
                Self::MixedCurrencies => f.write_str("mixed-currencies"),
                Self::TotalTooLarge => f.write_str("total-too-large"),
                Self::InsufficientStock => f.write_str("insufficient-stock"),
                Self::IdempotencyKeyReused => f.write_str("idempotency-key-reused"),
                Self::OrderNotCancellable => f.write_str("order-not-cancellable"),
                Self::InvalidTransition => f.write_str("invalid-transition"),
            }
        }
    }
    impl ::std::str::FromStr for FieldErrorCode {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "wrong-type" => Ok(Self::WrongType),
                "unknown-value" => Ok(Self::UnknownValue),
                "unknown-field" => Ok(Self::UnknownField),
                "missing-field" => Ok(Self::MissingField),
                "invalid-username" => Ok(Self::InvalidUsername),
                "invalid-password" => Ok(Self::InvalidPassword),
                "invalid-product" => Ok(Self::InvalidProduct),
                "invalid-order" => Ok(Self::InvalidOrder),
                "duplicate-product" => Ok(Self::DuplicateProduct),
                "unknown-product" => Ok(Self::UnknownProduct),
                "product-not-orderable" => Ok(Self::ProductNotOrderable),
                "mixed-currencies" => Ok(Self::MixedCurrencies),
                "total-too-large" => Ok(Self::TotalTooLarge),
                "insufficient-stock" => Ok(Self::InsufficientStock),
                "idempotency-key-reused" => Ok(Self::IdempotencyKeyReused),
                "order-not-cancellable" => Ok(Self::OrderNotCancellable),
                "invalid-transition" => Ok(Self::InvalidTransition),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for FieldErrorCode {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for FieldErrorCode {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A page of dead letters, oldest event first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListDeadLettersResponse {
        #[serde(rename = "deadLetters")]
        pub dead_letters: ::std::vec::Vec<DeadLetter>,
        ///The token of the next page; null on the last page.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
    }
    ///A page of events, newest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListEventsResponse {
        pub events: ::std::vec::Vec<Event>,
        ///The token of the next page; null on the last page.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
    }
    ///`ListEventsSubjectKind`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ListEventsSubjectKind {
        #[serde(rename = "event")]
        Event,
        #[serde(rename = "order")]
        Order,
        #[serde(rename = "product")]
        Product,
        #[serde(rename = "user")]
        User,
    }
    impl ::std::fmt::Display for ListEventsSubjectKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Event => f.write_str("event"),
                Self::Order => f.write_str("order"),
                Self::Product => f.write_str("product"),
                Self::User => f.write_str("user"),
            }
        }
    }
    impl ::std::str::FromStr for ListEventsSubjectKind {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "event" => Ok(Self::Event),
                "order" => Ok(Self::Order),
                "product" => Ok(Self::Product),
                "user" => Ok(Self::User),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListEventsSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListEventsSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`ListEventsType`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ListEventsType {
        UserSignedUp,
        UserCreated,
        PasswordHashUpgraded,
        SessionStarted,
        SessionEnded,
        UserInactivated,
        UserReactivated,
        AdminGranted,
        AdminRevoked,
        PasswordChanged,
        PasswordSet,
        SessionReissued,
        ProductCreated,
        ProductUpdated,
        ProductDeleted,
        OrderPlaced,
        OrderProcessingStarted,
        OrderShipped,
        OrderDelivered,
        OrderCancelled,
        DeadLetterRedelivered,
    }
    impl ::std::fmt::Display for ListEventsType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::UserSignedUp => f.write_str("UserSignedUp"),
                Self::UserCreated => f.write_str("UserCreated"),
                Self::PasswordHashUpgraded => f.write_str("PasswordHashUpgraded"),
                Self::SessionStarted => f.write_str("SessionStarted"),
                Self::SessionEnded => f.write_str("SessionEnded"),
                Self::UserInactivated => f.write_str("UserInactivated"),
                Self::UserReactivated => f.write_str("UserReactivated"),
                Self::AdminGranted => f.write_str("AdminGranted"),
                Self::AdminRevoked => f.write_str("AdminRevoked"),
                Self::PasswordChanged => f.write_str("PasswordChanged"),
                Self::PasswordSet => f.write_str("PasswordSet"),
                Self::SessionReissued => f.write_str("SessionReissued"),
                Self::ProductCreated => f.write_str("ProductCreated"),
                Self::ProductUpdated => f.write_str("ProductUpdated"),
                Self::ProductDeleted => f.write_str("ProductDeleted"),
                Self::OrderPlaced => f.write_str("OrderPlaced"),
                Self::OrderProcessingStarted => f.write_str("OrderProcessingStarted"),
                Self::OrderShipped => f.write_str("OrderShipped"),
                Self::OrderDelivered => f.write_str("OrderDelivered"),
                Self::OrderCancelled => f.write_str("OrderCancelled"),
                Self::DeadLetterRedelivered => f.write_str("DeadLetterRedelivered"),
            }
        }
    }
    impl ::std::str::FromStr for ListEventsType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "UserSignedUp" => Ok(Self::UserSignedUp),
                "UserCreated" => Ok(Self::UserCreated),
                "PasswordHashUpgraded" => Ok(Self::PasswordHashUpgraded),
                "SessionStarted" => Ok(Self::SessionStarted),
                "SessionEnded" => Ok(Self::SessionEnded),
                "UserInactivated" => Ok(Self::UserInactivated),
                "UserReactivated" => Ok(Self::UserReactivated),
                "AdminGranted" => Ok(Self::AdminGranted),
                "AdminRevoked" => Ok(Self::AdminRevoked),
                "PasswordChanged" => Ok(Self::PasswordChanged),
                "PasswordSet" => Ok(Self::PasswordSet),
                "SessionReissued" => Ok(Self::SessionReissued),
                "ProductCreated" => Ok(Self::ProductCreated),
                "ProductUpdated" => Ok(Self::ProductUpdated),
                "ProductDeleted" => Ok(Self::ProductDeleted),
                "OrderPlaced" => Ok(Self::OrderPlaced),
                "OrderProcessingStarted" => Ok(Self::OrderProcessingStarted),
                "OrderShipped" => Ok(Self::OrderShipped),
                "OrderDelivered" => Ok(Self::OrderDelivered),
                "OrderCancelled" => Ok(Self::OrderCancelled),
                "DeadLetterRedelivered" => Ok(Self::DeadLetterRedelivered),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListEventsType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListEventsType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A page of orders, newest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListOrdersResponse {
        ///The token of the next page; null on the last page.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub orders: ::std::vec::Vec<Order>,
    }
    ///The users whose orders are listed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ListOrdersScope {
        #[serde(rename = "all")]
        All,
    }
    impl ::std::fmt::Display for ListOrdersScope {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::All => f.write_str("all"),
            }
        }
    }
    impl ::std::str::FromStr for ListOrdersScope {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "all" => Ok(Self::All),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListOrdersScope {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListOrdersScope {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The status of an order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ListOrdersStatus {
        #[serde(rename = "pending")]
        Pending,
        #[serde(rename = "processing")]
        Processing,
        #[serde(rename = "shipped")]
        Shipped,
        #[serde(rename = "delivered")]
        Delivered,
        #[serde(rename = "cancelled")]
        Cancelled,
    }
    impl ::std::fmt::Display for ListOrdersStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Pending => f.write_str("pending"),
                Self::Processing => f.write_str("processing"),
                Self::Shipped => f.write_str("shipped"),
                Self::Delivered => f.write_str("delivered"),
                Self::Cancelled => f.write_str("cancelled"),
            }
        }
    }
    impl ::std::str::FromStr for ListOrdersStatus {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "pending" => Ok(Self::Pending),
                "processing" => Ok(Self::Processing),
                "shipped" => Ok(Self::Shipped),
                "delivered" => Ok(Self::Delivered),
                "cancelled" => Ok(Self::Cancelled),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListOrdersStatus {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListOrdersStatus {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Every problem type, by status.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListProblemsResponse {
        pub problems: ::std::vec::Vec<ProblemType>,
    }
    ///A page of products, oldest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListProductsResponse {
        ///The token of the next page; null on the last page.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub products: ::std::vec::Vec<Product>,
    }
    ///A page of the user's live sessions, oldest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListSessionsResponse {
        ///The token of the next page; null on the last page.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub sessions: ::std::vec::Vec<OwnSession>,
    }
    ///A page of users.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListUsersResponse {
        ///The token of the next page; null on the last page.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub users: ::std::vec::Vec<User>,
    }
    ///The role of a user, which decides what the user may do.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ListUsersRole {
        #[serde(rename = "user")]
        User,
        #[serde(rename = "admin")]
        Admin,
        #[serde(rename = "super_admin")]
        SuperAdmin,
    }
    impl ::std::fmt::Display for ListUsersRole {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::User => f.write_str("user"),
                Self::Admin => f.write_str("admin"),
                Self::SuperAdmin => f.write_str("super_admin"),
            }
        }
    }
    impl ::std::str::FromStr for ListUsersRole {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "user" => Ok(Self::User),
                "admin" => Ok(Self::Admin),
                "super_admin" => Ok(Self::SuperAdmin),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListUsersRole {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListUsersRole {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An order of users. A minus reverses it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ListUsersSort {
        #[serde(rename = "createdAt")]
        CreatedAt,
        #[serde(rename = "-createdAt")]
        XcreatedAt,
        #[serde(rename = "username")]
        Username,
        #[serde(rename = "-username")]
        Xusername,
    }
    impl ::std::fmt::Display for ListUsersSort {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::CreatedAt => f.write_str("createdAt"),
                Self::XcreatedAt => f.write_str("-createdAt"),
                Self::Username => f.write_str("username"),
                Self::Xusername => f.write_str("-username"),
            }
        }
    }
    impl ::std::str::FromStr for ListUsersSort {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "createdAt" => Ok(Self::CreatedAt),
                "-createdAt" => Ok(Self::XcreatedAt),
                "username" => Ok(Self::Username),
                "-username" => Ok(Self::Xusername),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListUsersSort {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListUsersSort {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The credentials.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct LogInRequest {
        ///The password.
        pub password: ::std::string::String,
        ///The username, in any letter case.
        pub username: ::std::string::String,
    }
    ///The user and the started session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct LogInResponse {
        pub session: StartedSession,
        pub user: User,
    }
    ///An amount of money, in the currency's smallest unit.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Money {
        ///The amount in the currency's smallest unit: cents of EUR, yen of JPY.
        pub amount: i64,
        ///The currency code (ISO 4217).
        pub currency: ::std::string::String,
    }
    ///The user to change.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NamedUser {
        ///The user's name, in any letter case.
        pub username: ::std::string::String,
    }
    ///An order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Order {
        ///When the order was placed.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The id, a `UUIDv7`.
        pub id: ::uuid::Uuid,
        ///The ordered products, with their names and prices at that time.
        pub items: ::std::vec::Vec<OrderItem>,
        ///The status of the order.
        pub status: ::std::string::String,
        pub total: Money,
        ///When the status last changed.
        #[serde(rename = "updatedAt")]
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The id of the user who placed the order.
        #[serde(rename = "userId")]
        pub user_id: ::uuid::Uuid,
    }
    ///An order was cancelled, and its items went back to the stocks they came from.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderCancelledEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: OrderCancelledEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: OrderSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: OrderCancelledEventType,
    }
    ///The status of the order before, and what was put back in stock.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderCancelledEventData {
        ///The status before.
        pub from: ::std::string::String,
        ///What was put back in stock. Products that were deleted or are no longer tracked are not among it.
        pub returned: ::std::vec::Vec<ReturnedUnits>,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderCancelledEventType {
        OrderCancelled,
    }
    impl ::std::fmt::Display for OrderCancelledEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::OrderCancelled => f.write_str("OrderCancelled"),
            }
        }
    }
    impl ::std::str::FromStr for OrderCancelledEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "OrderCancelled" => Ok(Self::OrderCancelled),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderCancelledEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderCancelledEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An admin advanced an order to `delivered`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderDeliveredEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: OrderDeliveredEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: OrderSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: OrderDeliveredEventType,
    }
    ///The status of the order before.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderDeliveredEventData {
        ///The status before.
        pub from: ::std::string::String,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderDeliveredEventType {
        OrderDelivered,
    }
    impl ::std::fmt::Display for OrderDeliveredEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::OrderDelivered => f.write_str("OrderDelivered"),
            }
        }
    }
    impl ::std::str::FromStr for OrderDeliveredEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "OrderDelivered" => Ok(Self::OrderDelivered),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderDeliveredEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderDeliveredEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An event of an order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When the event happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The data of the event, which depends on its type.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderEventType {
        OrderPlaced,
        OrderProcessingStarted,
        OrderShipped,
        OrderDelivered,
        OrderCancelled,
    }
    impl ::std::fmt::Display for OrderEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::OrderPlaced => f.write_str("OrderPlaced"),
                Self::OrderProcessingStarted => f.write_str("OrderProcessingStarted"),
                Self::OrderShipped => f.write_str("OrderShipped"),
                Self::OrderDelivered => f.write_str("OrderDelivered"),
                Self::OrderCancelled => f.write_str("OrderCancelled"),
            }
        }
    }
    impl ::std::str::FromStr for OrderEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "OrderPlaced" => Ok(Self::OrderPlaced),
                "OrderProcessingStarted" => Ok(Self::OrderProcessingStarted),
                "OrderShipped" => Ok(Self::OrderShipped),
                "OrderDelivered" => Ok(Self::OrderDelivered),
                "OrderCancelled" => Ok(Self::OrderCancelled),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An item of an order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderItem {
        ///The name of the product when it was ordered.
        pub name: ::std::string::String,
        ///The id of the product, which may have been deleted since.
        #[serde(rename = "productId")]
        pub product_id: ::uuid::Uuid,
        ///The number of units.
        pub quantity: i32,
        #[serde(rename = "unitPrice")]
        pub unit_price: Money,
    }
    ///A user placed an order, which took its items from tracked stocks.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderPlacedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: OrderPlacedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: OrderSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: OrderPlacedEventType,
    }
    ///The order as it was placed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderPlacedEventData {
        ///The ordered products.
        pub items: ::std::vec::Vec<OrderedItem>,
        pub total: Money,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderPlacedEventType {
        OrderPlaced,
    }
    impl ::std::fmt::Display for OrderPlacedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::OrderPlaced => f.write_str("OrderPlaced"),
            }
        }
    }
    impl ::std::str::FromStr for OrderPlacedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "OrderPlaced" => Ok(Self::OrderPlaced),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderPlacedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderPlacedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An admin advanced an order to `processing`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderProcessingStartedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: OrderProcessingStartedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: OrderSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: OrderProcessingStartedEventType,
    }
    ///The status of the order before.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderProcessingStartedEventData {
        ///The status before.
        pub from: ::std::string::String,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderProcessingStartedEventType {
        OrderProcessingStarted,
    }
    impl ::std::fmt::Display for OrderProcessingStartedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::OrderProcessingStarted => f.write_str("OrderProcessingStarted"),
            }
        }
    }
    impl ::std::str::FromStr for OrderProcessingStartedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "OrderProcessingStarted" => Ok(Self::OrderProcessingStarted),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderProcessingStartedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderProcessingStartedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An admin advanced an order to `shipped`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderShippedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: OrderShippedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: OrderSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: OrderShippedEventType,
    }
    ///The status of the order before.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderShippedEventData {
        ///The status before.
        pub from: ::std::string::String,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderShippedEventType {
        OrderShipped,
    }
    impl ::std::fmt::Display for OrderShippedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::OrderShipped => f.write_str("OrderShipped"),
            }
        }
    }
    impl ::std::str::FromStr for OrderShippedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "OrderShipped" => Ok(Self::OrderShipped),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderShippedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderShippedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The status of an order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderStatus {
        #[serde(rename = "pending")]
        Pending,
        #[serde(rename = "processing")]
        Processing,
        #[serde(rename = "shipped")]
        Shipped,
        #[serde(rename = "delivered")]
        Delivered,
        #[serde(rename = "cancelled")]
        Cancelled,
    }
    impl ::std::fmt::Display for OrderStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Pending => f.write_str("pending"),
                Self::Processing => f.write_str("processing"),
                Self::Shipped => f.write_str("shipped"),
                Self::Delivered => f.write_str("delivered"),
                Self::Cancelled => f.write_str("cancelled"),
            }
        }
    }
    impl ::std::str::FromStr for OrderStatus {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "pending" => Ok(Self::Pending),
                "processing" => Ok(Self::Processing),
                "shipped" => Ok(Self::Shipped),
                "delivered" => Ok(Self::Delivered),
                "cancelled" => Ok(Self::Cancelled),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderStatus {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderStatus {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What an event is about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderSubject {
        ///Its id.
        pub id: ::uuid::Uuid,
        ///The kind of the subject.
        pub kind: OrderSubjectKind,
    }
    ///The kind of the subject.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderSubjectKind {
        #[serde(rename = "order")]
        Order,
    }
    impl ::std::fmt::Display for OrderSubjectKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Order => f.write_str("order"),
            }
        }
    }
    impl ::std::str::FromStr for OrderSubjectKind {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "order" => Ok(Self::Order),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OrderSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OrderSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An ordered product.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderedItem {
        ///The id of the product.
        #[serde(rename = "productId")]
        pub product_id: ::uuid::Uuid,
        ///The number of units.
        pub quantity: i32,
        ///Whether the units were taken from the stock of the product, since that is tracked.
        pub taken: bool,
        ///The price of one unit when it was ordered, in the currency of the total.
        #[serde(rename = "unitPrice")]
        pub unit_price: i64,
    }
    ///A session of the signed-in user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OwnSession {
        ///When the user logged in.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Whether it is the session of the request.
        pub current: bool,
        ///When the session expires, unless it is used before.
        #[serde(rename = "expiresAt")]
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The public id, a `UUIDv7`. It is not a credential.
        pub id: ::uuid::Uuid,
        ///When the session was started or last renewed. A use without a renewal is not recorded.
        #[serde(rename = "lastUsedAt")]
        pub last_used_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    ///A user changed their own password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct PasswordChangedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It has no fields yet.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: PasswordChangedEventType,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum PasswordChangedEventType {
        PasswordChanged,
    }
    impl ::std::fmt::Display for PasswordChangedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::PasswordChanged => f.write_str("PasswordChanged"),
            }
        }
    }
    impl ::std::str::FromStr for PasswordChangedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "PasswordChanged" => Ok(Self::PasswordChanged),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PasswordChangedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PasswordChangedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A log-in rehashed the user's password, under the present pepper and cost.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct PasswordHashUpgradedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It has no fields yet.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: PasswordHashUpgradedEventType,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum PasswordHashUpgradedEventType {
        PasswordHashUpgraded,
    }
    impl ::std::fmt::Display for PasswordHashUpgradedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::PasswordHashUpgraded => f.write_str("PasswordHashUpgraded"),
            }
        }
    }
    impl ::std::str::FromStr for PasswordHashUpgradedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "PasswordHashUpgraded" => Ok(Self::PasswordHashUpgraded),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PasswordHashUpgradedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PasswordHashUpgradedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An admin set a user's password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct PasswordSetEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It has no fields yet.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: PasswordSetEventType,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum PasswordSetEventType {
        PasswordSet,
    }
    impl ::std::fmt::Display for PasswordSetEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::PasswordSet => f.write_str("PasswordSet"),
            }
        }
    }
    impl ::std::str::FromStr for PasswordSetEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "PasswordSet" => Ok(Self::PasswordSet),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PasswordSetEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PasswordSetEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The order to place.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct PlaceOrderRequest {
        ///The items; each product at most once.
        pub items: ::std::vec::Vec<WantedItem>,
    }
    ///The price of one unit of a product.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Price {
        ///The amount in the currency's smallest unit: cents of EUR, yen of JPY.
        pub amount: i64,
        ///The currency code (ISO 4217).
        pub currency: PriceCurrency,
    }
    ///The currency code (ISO 4217).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum PriceCurrency {
        #[serde(rename = "AED")]
        Aed,
        #[serde(rename = "AFN")]
        Afn,
        #[serde(rename = "ALL")]
        All,
        #[serde(rename = "AMD")]
        Amd,
        #[serde(rename = "AOA")]
        Aoa,
        #[serde(rename = "ARS")]
        Ars,
        #[serde(rename = "AUD")]
        Aud,
        #[serde(rename = "AWG")]
        Awg,
        #[serde(rename = "AZN")]
        Azn,
        #[serde(rename = "BAM")]
        Bam,
        #[serde(rename = "BBD")]
        Bbd,
        #[serde(rename = "BDT")]
        Bdt,
        #[serde(rename = "BGN")]
        Bgn,
        #[serde(rename = "BHD")]
        Bhd,
        #[serde(rename = "BIF")]
        Bif,
        #[serde(rename = "BMD")]
        Bmd,
        #[serde(rename = "BND")]
        Bnd,
        #[serde(rename = "BOB")]
        Bob,
        #[serde(rename = "BOV")]
        Bov,
        #[serde(rename = "BRL")]
        Brl,
        #[serde(rename = "BSD")]
        Bsd,
        #[serde(rename = "BTN")]
        Btn,
        #[serde(rename = "BWP")]
        Bwp,
        #[serde(rename = "BYN")]
        Byn,
        #[serde(rename = "BZD")]
        Bzd,
        #[serde(rename = "CAD")]
        Cad,
        #[serde(rename = "CDF")]
        Cdf,
        #[serde(rename = "CHE")]
        Che,
        #[serde(rename = "CHF")]
        Chf,
        #[serde(rename = "CHW")]
        Chw,
        #[serde(rename = "CLF")]
        Clf,
        #[serde(rename = "CLP")]
        Clp,
        #[serde(rename = "CNY")]
        Cny,
        #[serde(rename = "COP")]
        Cop,
        #[serde(rename = "COU")]
        Cou,
        #[serde(rename = "CRC")]
        Crc,
        #[serde(rename = "CUC")]
        Cuc,
        #[serde(rename = "CUP")]
        Cup,
        #[serde(rename = "CVE")]
        Cve,
        #[serde(rename = "CZK")]
        Czk,
        #[serde(rename = "DJF")]
        Djf,
        #[serde(rename = "DKK")]
        Dkk,
        #[serde(rename = "DOP")]
        Dop,
        #[serde(rename = "DZD")]
        Dzd,
        #[serde(rename = "EGP")]
        Egp,
        #[serde(rename = "ERN")]
        Ern,
        #[serde(rename = "ETB")]
        Etb,
        #[serde(rename = "EUR")]
        Eur,
        #[serde(rename = "FJD")]
        Fjd,
        #[serde(rename = "FKP")]
        Fkp,
        #[serde(rename = "GBP")]
        Gbp,
        #[serde(rename = "GEL")]
        Gel,
        #[serde(rename = "GHS")]
        Ghs,
        #[serde(rename = "GIP")]
        Gip,
        #[serde(rename = "GMD")]
        Gmd,
        #[serde(rename = "GNF")]
        Gnf,
        #[serde(rename = "GTQ")]
        Gtq,
        #[serde(rename = "GYD")]
        Gyd,
        #[serde(rename = "HKD")]
        Hkd,
        #[serde(rename = "HNL")]
        Hnl,
        #[serde(rename = "HRK")]
        Hrk,
        #[serde(rename = "HTG")]
        Htg,
        #[serde(rename = "HUF")]
        Huf,
        #[serde(rename = "IDR")]
        Idr,
        #[serde(rename = "ILS")]
        Ils,
        #[serde(rename = "INR")]
        Inr,
        #[serde(rename = "IQD")]
        Iqd,
        #[serde(rename = "IRR")]
        Irr,
        #[serde(rename = "ISK")]
        Isk,
        #[serde(rename = "JMD")]
        Jmd,
        #[serde(rename = "JOD")]
        Jod,
        #[serde(rename = "JPY")]
        Jpy,
        #[serde(rename = "KES")]
        Kes,
        #[serde(rename = "KGS")]
        Kgs,
        #[serde(rename = "KHR")]
        Khr,
        #[serde(rename = "KMF")]
        Kmf,
        #[serde(rename = "KPW")]
        Kpw,
        #[serde(rename = "KRW")]
        Krw,
        #[serde(rename = "KWD")]
        Kwd,
        #[serde(rename = "KYD")]
        Kyd,
        #[serde(rename = "KZT")]
        Kzt,
        #[serde(rename = "LAK")]
        Lak,
        #[serde(rename = "LBP")]
        Lbp,
        #[serde(rename = "LKR")]
        Lkr,
        #[serde(rename = "LRD")]
        Lrd,
        #[serde(rename = "LSL")]
        Lsl,
        #[serde(rename = "LYD")]
        Lyd,
        #[serde(rename = "MAD")]
        Mad,
        #[serde(rename = "MDL")]
        Mdl,
        #[serde(rename = "MGA")]
        Mga,
        #[serde(rename = "MKD")]
        Mkd,
        #[serde(rename = "MMK")]
        Mmk,
        #[serde(rename = "MNT")]
        Mnt,
        #[serde(rename = "MOP")]
        Mop,
        #[serde(rename = "MRU")]
        Mru,
        #[serde(rename = "MUR")]
        Mur,
        #[serde(rename = "MVR")]
        Mvr,
        #[serde(rename = "MWK")]
        Mwk,
        #[serde(rename = "MXN")]
        Mxn,
        #[serde(rename = "MXV")]
        Mxv,
        #[serde(rename = "MYR")]
        Myr,
        #[serde(rename = "MZN")]
        Mzn,
        #[serde(rename = "NAD")]
        Nad,
        #[serde(rename = "NGN")]
        Ngn,
        #[serde(rename = "NIO")]
        Nio,
        #[serde(rename = "NOK")]
        Nok,
        #[serde(rename = "NPR")]
        Npr,
        #[serde(rename = "NZD")]
        Nzd,
        #[serde(rename = "OMR")]
        Omr,
        #[serde(rename = "PAB")]
        Pab,
        #[serde(rename = "PEN")]
        Pen,
        #[serde(rename = "PGK")]
        Pgk,
        #[serde(rename = "PHP")]
        Php,
        #[serde(rename = "PKR")]
        Pkr,
        #[serde(rename = "PLN")]
        Pln,
        #[serde(rename = "PYG")]
        Pyg,
        #[serde(rename = "QAR")]
        Qar,
        #[serde(rename = "RON")]
        Ron,
        #[serde(rename = "RSD")]
        Rsd,
        #[serde(rename = "RUB")]
        Rub,
        #[serde(rename = "RWF")]
        Rwf,
        #[serde(rename = "SAR")]
        Sar,
        #[serde(rename = "SBD")]
        Sbd,
        #[serde(rename = "SCR")]
        Scr,
        #[serde(rename = "SDG")]
        Sdg,
        #[serde(rename = "SEK")]
        Sek,
        #[serde(rename = "SGD")]
        Sgd,
        #[serde(rename = "SHP")]
        Shp,
        #[serde(rename = "SLE")]
        Sle,
        #[serde(rename = "SLL")]
        Sll,
        #[serde(rename = "SOS")]
        Sos,
        #[serde(rename = "SRD")]
        Srd,
        #[serde(rename = "SSP")]
        Ssp,
        #[serde(rename = "STN")]
        Stn,
        #[serde(rename = "SVC")]
        Svc,
        #[serde(rename = "SYP")]
        Syp,
        #[serde(rename = "SZL")]
        Szl,
        #[serde(rename = "THB")]
        Thb,
        #[serde(rename = "TJS")]
        Tjs,
        #[serde(rename = "TMT")]
        Tmt,
        #[serde(rename = "TND")]
        Tnd,
        #[serde(rename = "TOP")]
        Top,
        #[serde(rename = "TRY")]
        Try,
        #[serde(rename = "TTD")]
        Ttd,
        #[serde(rename = "TWD")]
        Twd,
        #[serde(rename = "TZS")]
        Tzs,
        #[serde(rename = "UAH")]
        Uah,
        #[serde(rename = "UGX")]
        Ugx,
        #[serde(rename = "USD")]
        Usd,
        #[serde(rename = "USN")]
        Usn,
        #[serde(rename = "UYI")]
        Uyi,
        #[serde(rename = "UYU")]
        Uyu,
        #[serde(rename = "UYW")]
        Uyw,
        #[serde(rename = "UZS")]
        Uzs,
        #[serde(rename = "VED")]
        Ved,
        #[serde(rename = "VES")]
        Ves,
        #[serde(rename = "VND")]
        Vnd,
        #[serde(rename = "VUV")]
        Vuv,
        #[serde(rename = "WST")]
        Wst,
        #[serde(rename = "XAD")]
        Xad,
        #[serde(rename = "XAF")]
        Xaf,
        #[serde(rename = "XAG")]
        Xag,
        #[serde(rename = "XAU")]
        Xau,
        #[serde(rename = "XBA")]
        Xba,
        #[serde(rename = "XBB")]
        Xbb,
        #[serde(rename = "XBC")]
        Xbc,
        #[serde(rename = "XBD")]
        Xbd,
        #[serde(rename = "XCD")]
        Xcd,
        #[serde(rename = "XCG")]
        Xcg,
        #[serde(rename = "XDR")]
        Xdr,
        #[serde(rename = "XOF")]
        Xof,
        #[serde(rename = "XPD")]
        Xpd,
        #[serde(rename = "XPF")]
        Xpf,
        #[serde(rename = "XPT")]
        Xpt,
        #[serde(rename = "XSU")]
        Xsu,
        #[serde(rename = "XTS")]
        Xts,
        #[serde(rename = "XUA")]
        Xua,
        #[serde(rename = "XXX")]
        Xxx,
        #[serde(rename = "YER")]
        Yer,
        #[serde(rename = "ZAR")]
        Zar,
        #[serde(rename = "ZMW")]
        Zmw,
        #[serde(rename = "ZWG")]
        Zwg,
        #[serde(rename = "ZWL")]
        Zwl,
    }
    impl ::std::fmt::Display for PriceCurrency {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Aed => f.write_str("AED"),
                Self::Afn => f.write_str("AFN"),
                Self::All => f.write_str("ALL"),
                Self::Amd => f.write_str("AMD"),
                Self::Aoa => f.write_str("AOA"),
                Self::Ars => f.write_str("ARS"),
                Self::Aud => f.write_str("AUD"),
                Self::Awg => f.write_str("AWG"),
                Self::Azn => f.write_str("AZN"),
                Self::Bam => f.write_str("BAM"),
                Self::Bbd => f.write_str("BBD"),
                Self::Bdt => f.write_str("BDT"),
                Self::Bgn => f.write_str("BGN"),
                Self::Bhd => f.write_str("BHD"),
                Self::Bif => f.write_str("BIF"),
                Self::Bmd => f.write_str("BMD"),
                Self::Bnd => f.write_str("BND"),
                Self::Bob => f.write_str("BOB"),
                Self::Bov => f.write_str("BOV"),
                Self::Brl => f.write_str("BRL"),
                Self::Bsd => f.write_str("BSD"),
                Self::Btn => f.write_str("BTN"),
                Self::Bwp => f.write_str("BWP"),
                Self::Byn => f.write_str("BYN"),
                Self::Bzd => f.write_str("BZD"),
                Self::Cad => f.write_str("CAD"),
                Self::Cdf => f.write_str("CDF"),
                Self::Che => f.write_str("CHE"),
                Self::Chf => f.write_str("CHF"),
                Self::Chw => f.write_str("CHW"),
                Self::Clf => f.write_str("CLF"),
                Self::Clp => f.write_str("CLP"),
                Self::Cny => f.write_str("CNY"),
                Self::Cop => f.write_str("COP"),
                Self::Cou => f.write_str("COU"),
                Self::Crc => f.write_str("CRC"),
                Self::Cuc => f.write_str("CUC"),
                Self::Cup => f.write_str("CUP"),
                Self::Cve => f.write_str("CVE"),
                Self::Czk => f.write_str("CZK"),
                Self::Djf => f.write_str("DJF"),
                Self::Dkk => f.write_str("DKK"),
                Self::Dop => f.write_str("DOP"),
                Self::Dzd => f.write_str("DZD"),
                Self::Egp => f.write_str("EGP"),
                Self::Ern => f.write_str("ERN"),
                Self::Etb => f.write_str("ETB"),
                Self::Eur => f.write_str("EUR"),
                Self::Fjd => f.write_str("FJD"),
                Self::Fkp => f.write_str("FKP"),
                Self::Gbp => f.write_str("GBP"),
                Self::Gel => f.write_str("GEL"),
                Self::Ghs => f.write_str("GHS"),
                Self::Gip => f.write_str("GIP"),
                Self::Gmd => f.write_str("GMD"),
                Self::Gnf => f.write_str("GNF"),
                Self::Gtq => f.write_str("GTQ"),
                Self::Gyd => f.write_str("GYD"),
                Self::Hkd => f.write_str("HKD"),
                Self::Hnl => f.write_str("HNL"),
                Self::Hrk => f.write_str("HRK"),
                Self::Htg => f.write_str("HTG"),
                Self::Huf => f.write_str("HUF"),
                Self::Idr => f.write_str("IDR"),
                Self::Ils => f.write_str("ILS"),
                Self::Inr => f.write_str("INR"),
                Self::Iqd => f.write_str("IQD"),
                Self::Irr => f.write_str("IRR"),
                Self::Isk => f.write_str("ISK"),
                Self::Jmd => f.write_str("JMD"),
                Self::Jod => f.write_str("JOD"),
                Self::Jpy => f.write_str("JPY"),
                Self::Kes => f.write_str("KES"),
                Self::Kgs => f.write_str("KGS"),
                Self::Khr => f.write_str("KHR"),
                Self::Kmf => f.write_str("KMF"),
                Self::Kpw => f.write_str("KPW"),
                Self::Krw => f.write_str("KRW"),
                Self::Kwd => f.write_str("KWD"),
                Self::Kyd => f.write_str("KYD"),
                Self::Kzt => f.write_str("KZT"),
                Self::Lak => f.write_str("LAK"),
                Self::Lbp => f.write_str("LBP"),
                Self::Lkr => f.write_str("LKR"),
                Self::Lrd => f.write_str("LRD"),
                Self::Lsl => f.write_str("LSL"),
                Self::Lyd => f.write_str("LYD"),
                Self::Mad => f.write_str("MAD"),
                Self::Mdl => f.write_str("MDL"),
                Self::Mga => f.write_str("MGA"),
                Self::Mkd => f.write_str("MKD"),
                Self::Mmk => f.write_str("MMK"),
                Self::Mnt => f.write_str("MNT"),
                Self::Mop => f.write_str("MOP"),
                Self::Mru => f.write_str("MRU"),
                Self::Mur => f.write_str("MUR"),
                Self::Mvr => f.write_str("MVR"),
                Self::Mwk => f.write_str("MWK"),
                Self::Mxn => f.write_str("MXN"),
                Self::Mxv => f.write_str("MXV"),
                Self::Myr => f.write_str("MYR"),
                Self::Mzn => f.write_str("MZN"),
                Self::Nad => f.write_str("NAD"),
                Self::Ngn => f.write_str("NGN"),
                Self::Nio => f.write_str("NIO"),
                Self::Nok => f.write_str("NOK"),
                Self::Npr => f.write_str("NPR"),
                Self::Nzd => f.write_str("NZD"),
                Self::Omr => f.write_str("OMR"),
                Self::Pab => f.write_str("PAB"),
                Self::Pen => f.write_str("PEN"),
                Self::Pgk => f.write_str("PGK"),
                Self::Php => f.write_str("PHP"),
                Self::Pkr => f.write_str("PKR"),
                Self::Pln => f.write_str("PLN"),
                Self::Pyg => f.write_str("PYG"),
                Self::Qar => f.write_str("QAR"),
                Self::Ron => f.write_str("RON"),
                Self::Rsd => f.write_str("RSD"),
                Self::Rub => f.write_str("RUB"),
                Self::Rwf => f.write_str("RWF"),
                Self::Sar => f.write_str("SAR"),
                Self::Sbd => f.write_str("SBD"),
                Self::Scr => f.write_str("SCR"),
                Self::Sdg => f.write_str("SDG"),
                Self::Sek => f.write_str("SEK"),
                Self::Sgd => f.write_str("SGD"),
                Self::Shp => f.write_str("SHP"),
                Self::Sle => f.write_str("SLE"),
                Self::Sll => f.write_str("SLL"),
                Self::Sos => f.write_str("SOS"),
                Self::Srd => f.write_str("SRD"),
                Self::Ssp => f.write_str("SSP"),
                Self::Stn => f.write_str("STN"),
                Self::Svc => f.write_str("SVC"),
                Self::Syp => f.write_str("SYP"),
                Self::Szl => f.write_str("SZL"),
                Self::Thb => f.write_str("THB"),
                Self::Tjs => f.write_str("TJS"),
                Self::Tmt => f.write_str("TMT"),
                Self::Tnd => f.write_str("TND"),
                Self::Top => f.write_str("TOP"),
                Self::Try => f.write_str("TRY"),
                Self::Ttd => f.write_str("TTD"),
                Self::Twd => f.write_str("TWD"),
                Self::Tzs => f.write_str("TZS"),
                Self::Uah => f.write_str("UAH"),
                Self::Ugx => f.write_str("UGX"),
                Self::Usd => f.write_str("USD"),
                Self::Usn => f.write_str("USN"),
                Self::Uyi => f.write_str("UYI"),
                Self::Uyu => f.write_str("UYU"),
                Self::Uyw => f.write_str("UYW"),
                Self::Uzs => f.write_str("UZS"),
                Self::Ved => f.write_str("VED"),
                Self::Ves => f.write_str("VES"),
                Self::Vnd => f.write_str("VND"),
                Self::Vuv => f.write_str("VUV"),
                Self::Wst => f.write_str("WST"),
                Self::Xad => f.write_str("XAD"),
                Self::Xaf => f.write_str("XAF"),
                Self::Xag => f.write_str("XAG"),
                Self::Xau => f.write_str("XAU"),
                Self::Xba => f.write_str("XBA"),
                Self::Xbb => f.write_str("XBB"),
                Self::Xbc => f.write_str("XBC"),
                Self::Xbd => f.write_str("XBD"),
                Self::Xcd => f.write_str("XCD"),
                Self::Xcg => f.write_str("XCG"),
                Self::Xdr => f.write_str("XDR"),
                Self::Xof => f.write_str("XOF"),
                Self::Xpd => f.write_str("XPD"),
                Self::Xpf => f.write_str("XPF"),
                Self::Xpt => f.write_str("XPT"),
                Self::Xsu => f.write_str("XSU"),
                Self::Xts => f.write_str("XTS"),
                Self::Xua => f.write_str("XUA"),
                Self::Xxx => f.write_str("XXX"),
                Self::Yer => f.write_str("YER"),
                Self::Zar => f.write_str("ZAR"),
                Self::Zmw => f.write_str("ZMW"),
                Self::Zwg => f.write_str("ZWG"),
                Self::Zwl => f.write_str("ZWL"),
            }
        }
    }
    impl ::std::str::FromStr for PriceCurrency {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "AED" => Ok(Self::Aed),
                "AFN" => Ok(Self::Afn),
                "ALL" => Ok(Self::All),
                "AMD" => Ok(Self::Amd),
                "AOA" => Ok(Self::Aoa),
                "ARS" => Ok(Self::Ars),
                "AUD" => Ok(Self::Aud),
                "AWG" => Ok(Self::Awg),
                "AZN" => Ok(Self::Azn),
                "BAM" => Ok(Self::Bam),
                "BBD" => Ok(Self::Bbd),
                "BDT" => Ok(Self::Bdt),
                "BGN" => Ok(Self::Bgn),
                "BHD" => Ok(Self::Bhd),
                "BIF" => Ok(Self::Bif),
                "BMD" => Ok(Self::Bmd),
                "BND" => Ok(Self::Bnd),
                "BOB" => Ok(Self::Bob),
                "BOV" => Ok(Self::Bov),
                "BRL" => Ok(Self::Brl),
                "BSD" => Ok(Self::Bsd),
                "BTN" => Ok(Self::Btn),
                "BWP" => Ok(Self::Bwp),
                "BYN" => Ok(Self::Byn),
                "BZD" => Ok(Self::Bzd),
                "CAD" => Ok(Self::Cad),
                "CDF" => Ok(Self::Cdf),
                "CHE" => Ok(Self::Che),
                "CHF" => Ok(Self::Chf),
                "CHW" => Ok(Self::Chw),
                "CLF" => Ok(Self::Clf),
                "CLP" => Ok(Self::Clp),
                "CNY" => Ok(Self::Cny),
                "COP" => Ok(Self::Cop),
                "COU" => Ok(Self::Cou),
                "CRC" => Ok(Self::Crc),
                "CUC" => Ok(Self::Cuc),
                "CUP" => Ok(Self::Cup),
                "CVE" => Ok(Self::Cve),
                "CZK" => Ok(Self::Czk),
                "DJF" => Ok(Self::Djf),
                "DKK" => Ok(Self::Dkk),
                "DOP" => Ok(Self::Dop),
                "DZD" => Ok(Self::Dzd),
                "EGP" => Ok(Self::Egp),
                "ERN" => Ok(Self::Ern),
                "ETB" => Ok(Self::Etb),
                "EUR" => Ok(Self::Eur),
                "FJD" => Ok(Self::Fjd),
                "FKP" => Ok(Self::Fkp),
                "GBP" => Ok(Self::Gbp),
                "GEL" => Ok(Self::Gel),
                "GHS" => Ok(Self::Ghs),
                "GIP" => Ok(Self::Gip),
                "GMD" => Ok(Self::Gmd),
                "GNF" => Ok(Self::Gnf),
                "GTQ" => Ok(Self::Gtq),
                "GYD" => Ok(Self::Gyd),
                "HKD" => Ok(Self::Hkd),
                "HNL" => Ok(Self::Hnl),
                "HRK" => Ok(Self::Hrk),
                "HTG" => Ok(Self::Htg),
                "HUF" => Ok(Self::Huf),
                "IDR" => Ok(Self::Idr),
                "ILS" => Ok(Self::Ils),
                "INR" => Ok(Self::Inr),
                "IQD" => Ok(Self::Iqd),
                "IRR" => Ok(Self::Irr),
                "ISK" => Ok(Self::Isk),
                "JMD" => Ok(Self::Jmd),
                "JOD" => Ok(Self::Jod),
                "JPY" => Ok(Self::Jpy),
                "KES" => Ok(Self::Kes),
                "KGS" => Ok(Self::Kgs),
                "KHR" => Ok(Self::Khr),
                "KMF" => Ok(Self::Kmf),
                "KPW" => Ok(Self::Kpw),
                "KRW" => Ok(Self::Krw),
                "KWD" => Ok(Self::Kwd),
                "KYD" => Ok(Self::Kyd),
                "KZT" => Ok(Self::Kzt),
                "LAK" => Ok(Self::Lak),
                "LBP" => Ok(Self::Lbp),
                "LKR" => Ok(Self::Lkr),
                "LRD" => Ok(Self::Lrd),
                "LSL" => Ok(Self::Lsl),
                "LYD" => Ok(Self::Lyd),
                "MAD" => Ok(Self::Mad),
                "MDL" => Ok(Self::Mdl),
                "MGA" => Ok(Self::Mga),
                "MKD" => Ok(Self::Mkd),
                "MMK" => Ok(Self::Mmk),
                "MNT" => Ok(Self::Mnt),
                "MOP" => Ok(Self::Mop),
                "MRU" => Ok(Self::Mru),
                "MUR" => Ok(Self::Mur),
                "MVR" => Ok(Self::Mvr),
                "MWK" => Ok(Self::Mwk),
                "MXN" => Ok(Self::Mxn),
                "MXV" => Ok(Self::Mxv),
                "MYR" => Ok(Self::Myr),
                "MZN" => Ok(Self::Mzn),
                "NAD" => Ok(Self::Nad),
                "NGN" => Ok(Self::Ngn),
                "NIO" => Ok(Self::Nio),
                "NOK" => Ok(Self::Nok),
                "NPR" => Ok(Self::Npr),
                "NZD" => Ok(Self::Nzd),
                "OMR" => Ok(Self::Omr),
                "PAB" => Ok(Self::Pab),
                "PEN" => Ok(Self::Pen),
                "PGK" => Ok(Self::Pgk),
                "PHP" => Ok(Self::Php),
                "PKR" => Ok(Self::Pkr),
                "PLN" => Ok(Self::Pln),
                "PYG" => Ok(Self::Pyg),
                "QAR" => Ok(Self::Qar),
                "RON" => Ok(Self::Ron),
                "RSD" => Ok(Self::Rsd),
                "RUB" => Ok(Self::Rub),
                "RWF" => Ok(Self::Rwf),
                "SAR" => Ok(Self::Sar),
                "SBD" => Ok(Self::Sbd),
                "SCR" => Ok(Self::Scr),
                "SDG" => Ok(Self::Sdg),
                "SEK" => Ok(Self::Sek),
                "SGD" => Ok(Self::Sgd),
                "SHP" => Ok(Self::Shp),
                "SLE" => Ok(Self::Sle),
                "SLL" => Ok(Self::Sll),
                "SOS" => Ok(Self::Sos),
                "SRD" => Ok(Self::Srd),
                "SSP" => Ok(Self::Ssp),
                "STN" => Ok(Self::Stn),
                "SVC" => Ok(Self::Svc),
                "SYP" => Ok(Self::Syp),
                "SZL" => Ok(Self::Szl),
                "THB" => Ok(Self::Thb),
                "TJS" => Ok(Self::Tjs),
                "TMT" => Ok(Self::Tmt),
                "TND" => Ok(Self::Tnd),
                "TOP" => Ok(Self::Top),
                "TRY" => Ok(Self::Try),
                "TTD" => Ok(Self::Ttd),
                "TWD" => Ok(Self::Twd),
                "TZS" => Ok(Self::Tzs),
                "UAH" => Ok(Self::Uah),
                "UGX" => Ok(Self::Ugx),
                "USD" => Ok(Self::Usd),
                "USN" => Ok(Self::Usn),
                "UYI" => Ok(Self::Uyi),
                "UYU" => Ok(Self::Uyu),
                "UYW" => Ok(Self::Uyw),
                "UZS" => Ok(Self::Uzs),
                "VED" => Ok(Self::Ved),
                "VES" => Ok(Self::Ves),
                "VND" => Ok(Self::Vnd),
                "VUV" => Ok(Self::Vuv),
                "WST" => Ok(Self::Wst),
                "XAD" => Ok(Self::Xad),
                "XAF" => Ok(Self::Xaf),
                "XAG" => Ok(Self::Xag),
                "XAU" => Ok(Self::Xau),
                "XBA" => Ok(Self::Xba),
                "XBB" => Ok(Self::Xbb),
                "XBC" => Ok(Self::Xbc),
                "XBD" => Ok(Self::Xbd),
                "XCD" => Ok(Self::Xcd),
                "XCG" => Ok(Self::Xcg),
                "XDR" => Ok(Self::Xdr),
                "XOF" => Ok(Self::Xof),
                "XPD" => Ok(Self::Xpd),
                "XPF" => Ok(Self::Xpf),
                "XPT" => Ok(Self::Xpt),
                "XSU" => Ok(Self::Xsu),
                "XTS" => Ok(Self::Xts),
                "XUA" => Ok(Self::Xua),
                "XXX" => Ok(Self::Xxx),
                "YER" => Ok(Self::Yer),
                "ZAR" => Ok(Self::Zar),
                "ZMW" => Ok(Self::Zmw),
                "ZWG" => Ok(Self::Zwg),
                "ZWL" => Ok(Self::Zwl),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PriceCurrency {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PriceCurrency {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The body of an error response (RFC 9457, Problem Details).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Problem {
        pub code: ::std::string::String,
        ///The cause in this case and what to do about it, for people.
        pub detail: ::std::string::String,
        ///The invalid fields.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub errors: ::std::vec::Vec<FieldError>,
        ///The id of the request, by which the operator finds it in the log.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        ///The HTTP status.
        pub status: i32,
        ///The problem type, for people.
        pub title: ::std::string::String,
        ///The URI of the problem type: `/problems/` and the code.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }
    ///The stable code of a problem, for programs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ProblemCode {
        #[serde(rename = "bad-request")]
        BadRequest,
        #[serde(rename = "malformed-json")]
        MalformedJson,
        #[serde(rename = "unknown-field")]
        UnknownField,
        #[serde(rename = "invalid-parameter")]
        InvalidParameter,
        #[serde(rename = "invalid-page-token")]
        InvalidPageToken,
        #[serde(rename = "unauthenticated")]
        Unauthenticated,
        #[serde(rename = "invalid-credentials")]
        InvalidCredentials,
        #[serde(rename = "forbidden")]
        Forbidden,
        #[serde(rename = "already-authenticated")]
        AlreadyAuthenticated,
        #[serde(rename = "cross-site-request")]
        CrossSiteRequest,
        #[serde(rename = "wrong-current-password")]
        WrongCurrentPassword,
        #[serde(rename = "not-found")]
        NotFound,
        #[serde(rename = "order-not-found")]
        OrderNotFound,
        #[serde(rename = "method-not-allowed")]
        MethodNotAllowed,
        #[serde(rename = "request-timeout")]
        RequestTimeout,
        #[serde(rename = "conflict")]
        Conflict,
        #[serde(rename = "username-taken")]
        UsernameTaken,
        #[serde(rename = "precondition-failed")]
        PreconditionFailed,
        #[serde(rename = "payload-too-large")]
        PayloadTooLarge,
        #[serde(rename = "unsupported-media-type")]
        UnsupportedMediaType,
        #[serde(rename = "invalid-username")]
        InvalidUsername,
        #[serde(rename = "invalid-password")]
        InvalidPassword,
        #[serde(rename = "invalid-product")]
        InvalidProduct,
        #[serde(rename = "invalid-order")]
        InvalidOrder,
        #[serde(rename = "duplicate-product")]
        DuplicateProduct,
        #[serde(rename = "unknown-product")]
        UnknownProduct,
        #[serde(rename = "product-not-orderable")]
        ProductNotOrderable,
        #[serde(rename = "mixed-currencies")]
        MixedCurrencies,
        #[serde(rename = "total-too-large")]
        TotalTooLarge,
        #[serde(rename = "insufficient-stock")]
        InsufficientStock,
        #[serde(rename = "idempotency-key-reused")]
        IdempotencyKeyReused,
        #[serde(rename = "order-not-cancellable")]
        OrderNotCancellable,
        #[serde(rename = "invalid-transition")]
        InvalidTransition,
        #[serde(rename = "too-many-attempts")]
        TooManyAttempts,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "unavailable")]
        Unavailable,
        #[serde(rename = "maintenance")]
        Maintenance,
    }
    impl ::std::fmt::Display for ProblemCode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::BadRequest => f.write_str("bad-request"),
                Self::MalformedJson => f.write_str("malformed-json"),
                Self::UnknownField => f.write_str("unknown-field"),
                Self::InvalidParameter => f.write_str("invalid-parameter"),
                Self::InvalidPageToken => f.write_str("invalid-page-token"),
                Self::Unauthenticated => f.write_str("unauthenticated"),
                Self::InvalidCredentials => f.write_str("invalid-credentials"),
                Self::Forbidden => f.write_str("forbidden"),
                Self::AlreadyAuthenticated => f.write_str("already-authenticated"),
                Self::CrossSiteRequest => f.write_str("cross-site-request"),
                Self::WrongCurrentPassword => f.write_str("wrong-current-password"),
                Self::NotFound => f.write_str("not-found"),
                Self::OrderNotFound => f.write_str("order-not-found"),
                Self::MethodNotAllowed => f.write_str("method-not-allowed"),
                Self::RequestTimeout => f.write_str("request-timeout"),
                Self::Conflict => f.write_str("conflict"),
                Self::UsernameTaken => f.write_str("username-taken"),
                Self::PreconditionFailed => f.write_str("precondition-failed"),
                Self::PayloadTooLarge => f.write_str("payload-too-large"),
                Self::UnsupportedMediaType => f.write_str("unsupported-media-type"),
                Self::InvalidUsername => f.write_str("invalid-username"),
                Self::InvalidPassword => f.write_str("invalid-password"),
                Self::InvalidProduct => f.write_str("invalid-product"),
                Self::InvalidOrder => f.write_str("invalid-order"),
                Self::DuplicateProduct => f.write_str("duplicate-product"),
                Self::UnknownProduct => f.write_str("unknown-product"),
                Self::ProductNotOrderable => f.write_str("product-not-orderable"),
                Self::MixedCurrencies => f.write_str("mixed-currencies"),
                Self::TotalTooLarge => f.write_str("total-too-large"),
                Self::InsufficientStock => f.write_str("insufficient-stock"),
                Self::IdempotencyKeyReused => f.write_str("idempotency-key-reused"),
                Self::OrderNotCancellable => f.write_str("order-not-cancellable"),
                Self::InvalidTransition => f.write_str("invalid-transition"),
                Self::TooManyAttempts => f.write_str("too-many-attempts"),
                Self::Internal => f.write_str("internal"),
                Self::Unavailable => f.write_str("unavailable"),
                Self::Maintenance => f.write_str("maintenance"),
            }
        }
    }
    impl ::std::str::FromStr for ProblemCode {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "bad-request" => Ok(Self::BadRequest),
                "malformed-json" => Ok(Self::MalformedJson),
                "unknown-field" => Ok(Self::UnknownField),
                "invalid-parameter" => Ok(Self::InvalidParameter),
                "invalid-page-token" => Ok(Self::InvalidPageToken),
                "unauthenticated" => Ok(Self::Unauthenticated),
                "invalid-credentials" => Ok(Self::InvalidCredentials),
                "forbidden" => Ok(Self::Forbidden),
                "already-authenticated" => Ok(Self::AlreadyAuthenticated),
                "cross-site-request" => Ok(Self::CrossSiteRequest),
                "wrong-current-password" => Ok(Self::WrongCurrentPassword),
                "not-found" => Ok(Self::NotFound),
                "order-not-found" => Ok(Self::OrderNotFound),
                "method-not-allowed" => Ok(Self::MethodNotAllowed),
                "request-timeout" => Ok(Self::RequestTimeout),
                "conflict" => Ok(Self::Conflict),
                "username-taken" => Ok(Self::UsernameTaken),
                "precondition-failed" => Ok(Self::PreconditionFailed),
                "payload-too-large" => Ok(Self::PayloadTooLarge),
                "unsupported-media-type" => Ok(Self::UnsupportedMediaType),
                "invalid-username" => Ok(Self::InvalidUsername),
                "invalid-password" => Ok(Self::InvalidPassword),
                "invalid-product" => Ok(Self::InvalidProduct),
                "invalid-order" => Ok(Self::InvalidOrder),
                "duplicate-product" => Ok(Self::DuplicateProduct),
                "unknown-product" => Ok(Self::UnknownProduct),
                "product-not-orderable" => Ok(Self::ProductNotOrderable),
                "mixed-currencies" => Ok(Self::MixedCurrencies),
                "total-too-large" => Ok(Self::TotalTooLarge),
                "insufficient-stock" => Ok(Self::InsufficientStock),
                "idempotency-key-reused" => Ok(Self::IdempotencyKeyReused),
                "order-not-cancellable" => Ok(Self::OrderNotCancellable),
                "invalid-transition" => Ok(Self::InvalidTransition),
                "too-many-attempts" => Ok(Self::TooManyAttempts),
                "internal" => Ok(Self::Internal),
                "unavailable" => Ok(Self::Unavailable),
                "maintenance" => Ok(Self::Maintenance),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProblemCode {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProblemCode {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a problem's `type` identifies.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProblemType {
        ///What a client should do about it, for people.
        pub advice: ::std::string::String,
        ///The stable code, for programs.
        pub code: ::std::string::String,
        ///When a request gets this problem, for people.
        pub meaning: ::std::string::String,
        /**The operations that return it, by their ids in the OpenAPI document. It is empty for a problem of requests that
        are for no operation.*/
        pub operations: ::std::vec::Vec<::std::string::String>,
        ///The HTTP status.
        pub status: i32,
        ///The code in a few words, for people.
        pub title: ::std::string::String,
    }
    ///A product.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Product {
        ///When the product was created.
        #[serde(rename = "createDate")]
        pub create_date: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The description.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The id, a `UUIDv7`.
        pub id: ::uuid::Uuid,
        ///When the product was created or last updated. Orders don't change it.
        #[serde(rename = "lastUpdateDate")]
        pub last_update_date: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The name.
        pub name: ::std::string::String,
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub price: ::std::option::Option<Money>,
        ///The number of units in stock; null if the stock is not tracked.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub stock: ::std::option::Option<i64>,
    }
    ///A product was created.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProductCreatedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: ProductCreatedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: ProductSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: ProductCreatedEventType,
    }
    ///The fields of the product.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProductCreatedEventData {
        ///The description, if there is one.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The name.
        pub name: ::std::string::String,
        ///The price of one unit; null if the product can't be ordered.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub price: ::std::option::Option<Money>,
        ///The number of units in stock; null if the stock is not tracked.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub stock: ::std::option::Option<i64>,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ProductCreatedEventType {
        ProductCreated,
    }
    impl ::std::fmt::Display for ProductCreatedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::ProductCreated => f.write_str("ProductCreated"),
            }
        }
    }
    impl ::std::str::FromStr for ProductCreatedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "ProductCreated" => Ok(Self::ProductCreated),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProductCreatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProductCreatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A product was deleted.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProductDeletedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: ProductDeletedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: ProductSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: ProductDeletedEventType,
    }
    ///The name of the deleted product.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProductDeletedEventData {
        ///The name.
        pub name: ::std::string::String,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ProductDeletedEventType {
        ProductDeleted,
    }
    impl ::std::fmt::Display for ProductDeletedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::ProductDeleted => f.write_str("ProductDeleted"),
            }
        }
    }
    impl ::std::str::FromStr for ProductDeletedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "ProductDeleted" => Ok(Self::ProductDeleted),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProductDeletedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProductDeletedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What an event is about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProductSubject {
        ///Its id.
        pub id: ::uuid::Uuid,
        ///The kind of the subject.
        pub kind: ProductSubjectKind,
    }
    ///The kind of the subject.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ProductSubjectKind {
        #[serde(rename = "product")]
        Product,
    }
    impl ::std::fmt::Display for ProductSubjectKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Product => f.write_str("product"),
            }
        }
    }
    impl ::std::str::FromStr for ProductSubjectKind {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "product" => Ok(Self::Product),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProductSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProductSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A product was updated.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProductUpdatedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: ProductUpdatedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: ProductSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: ProductUpdatedEventType,
    }
    ///The fields that were set, with their new values. The others are absent, and unchanged.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    pub struct ProductUpdatedEventData {
        ///The description; null if it was removed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///The price of one unit; null if it was removed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub price: ::std::option::Option<Money>,
        ///The number of units in stock; null if the stock is no longer tracked.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stock: ::std::option::Option<i64>,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ProductUpdatedEventType {
        ProductUpdated,
    }
    impl ::std::fmt::Display for ProductUpdatedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::ProductUpdated => f.write_str("ProductUpdated"),
            }
        }
    }
    impl ::std::str::FromStr for ProductUpdatedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "ProductUpdated" => Ok(Self::ProductUpdated),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProductUpdatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProductUpdatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The results of all checks.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ReadinessBody {
        pub checks: Checks,
        pub status: ::std::string::String,
    }
    ///Units that were put back in stock.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ReturnedUnits {
        ///The id of the product.
        #[serde(rename = "productId")]
        pub product_id: ::uuid::Uuid,
        ///The number of units.
        pub quantity: i32,
    }
    ///The role of a user, which decides what the user may do.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum Role {
        #[serde(rename = "user")]
        User,
        #[serde(rename = "admin")]
        Admin,
        #[serde(rename = "super_admin")]
        SuperAdmin,
    }
    impl ::std::fmt::Display for Role {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::User => f.write_str("user"),
                Self::Admin => f.write_str("admin"),
                Self::SuperAdmin => f.write_str("super_admin"),
            }
        }
    }
    impl ::std::str::FromStr for Role {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "user" => Ok(Self::User),
                "admin" => Ok(Self::Admin),
                "super_admin" => Ok(Self::SuperAdmin),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Role {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Role {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A session ended: by log-out, from the list of sessions, or by a newer one over the limit.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SessionEndedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: SessionEndedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: SessionEndedEventType,
    }
    ///The session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SessionEndedEventData {
        ///The public id of the session, which is no credential.
        #[serde(rename = "sessionId")]
        pub session_id: ::uuid::Uuid,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum SessionEndedEventType {
        SessionEnded,
    }
    impl ::std::fmt::Display for SessionEndedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::SessionEnded => f.write_str("SessionEnded"),
            }
        }
    }
    impl ::std::str::FromStr for SessionEndedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "SessionEnded" => Ok(Self::SessionEnded),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionEndedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionEndedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A session got another id and secret, since its user's role or password changed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SessionReissuedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: SessionReissuedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: SessionReissuedEventType,
    }
    ///The session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SessionReissuedEventData {
        ///The public id of the session, which is no credential.
        #[serde(rename = "sessionId")]
        pub session_id: ::uuid::Uuid,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum SessionReissuedEventType {
        SessionReissued,
    }
    impl ::std::fmt::Display for SessionReissuedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::SessionReissued => f.write_str("SessionReissued"),
            }
        }
    }
    impl ::std::str::FromStr for SessionReissuedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "SessionReissued" => Ok(Self::SessionReissued),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionReissuedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionReissuedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A user logged in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SessionStartedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: SessionStartedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: SessionStartedEventType,
    }
    ///The session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SessionStartedEventData {
        ///The public id of the session, which is no credential.
        #[serde(rename = "sessionId")]
        pub session_id: ::uuid::Uuid,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum SessionStartedEventType {
        SessionStarted,
    }
    impl ::std::fmt::Display for SessionStartedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::SessionStarted => f.write_str("SessionStarted"),
            }
        }
    }
    impl ::std::str::FromStr for SessionStartedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "SessionStarted" => Ok(Self::SessionStarted),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionStartedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionStartedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The new password of a user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct SetPasswordRequest {
        ///8 to 128 characters; neither a common password nor the username.
        pub password: ::std::string::String,
    }
    ///The account to create.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct SignUpRequest {
        ///8 to 128 characters; neither a common password nor the username.
        pub password: ::std::string::String,
        /**5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique regardless of
        case.*/
        pub username: ::std::string::String,
    }
    ///A started session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct StartedSession {
        ///When the session expires, unless it is used before.
        #[serde(rename = "expiresAt")]
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The public id, a `UUIDv7`. It is not a credential.
        pub id: ::uuid::Uuid,
    }
    ///The status of a healthy service.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Status {
        pub status: ::std::string::String,
    }
    ///What an event is about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SubjectOfMessage {
        ///Its id.
        pub id: ::uuid::Uuid,
        ///The kind of the subject.
        pub kind: ::std::string::String,
    }
    /**The fields of the product to change, at least one. Absent fields stay as they are; null clears a field that may be
    null.*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct UpdateProductRequest {
        ///The description, without control characters but newline and tab.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The name: 1 to 200 characters, not counting white space at its ends, and no control characters but newline and tab. It can't be null.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub price: ::std::option::Option<Price>,
        ///The number of units in stock; null if the stock is not tracked.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stock: ::std::option::Option<i64>,
    }
    ///A user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct User {
        ///When the user was created.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The id, a `UUIDv7`.
        pub id: ::uuid::Uuid,
        ///Whether the user is active. An inactive user can't log in.
        #[serde(rename = "isActive")]
        pub is_active: bool,
        ///The user's role.
        pub role: ::std::string::String,
        ///The username as it was entered at sign-up.
        pub username: ::std::string::String,
    }
    ///An admin or the operator created a user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserCreatedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: UserCreatedEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: UserCreatedEventType,
    }
    ///The account as it was opened.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserCreatedEventData {
        ///The role of the user.
        pub role: ::std::string::String,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum UserCreatedEventType {
        UserCreated,
    }
    impl ::std::fmt::Display for UserCreatedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::UserCreated => f.write_str("UserCreated"),
            }
        }
    }
    impl ::std::str::FromStr for UserCreatedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "UserCreated" => Ok(Self::UserCreated),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for UserCreatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserCreatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An account was deactivated.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserInactivatedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It has no fields yet.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: UserInactivatedEventType,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum UserInactivatedEventType {
        UserInactivated,
    }
    impl ::std::fmt::Display for UserInactivatedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::UserInactivated => f.write_str("UserInactivated"),
            }
        }
    }
    impl ::std::str::FromStr for UserInactivatedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "UserInactivated" => Ok(Self::UserInactivated),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for UserInactivatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserInactivatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An account was reactivated.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserReactivatedEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It has no fields yet.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: UserReactivatedEventType,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum UserReactivatedEventType {
        UserReactivated,
    }
    impl ::std::fmt::Display for UserReactivatedEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::UserReactivated => f.write_str("UserReactivated"),
            }
        }
    }
    impl ::std::str::FromStr for UserReactivatedEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "UserReactivated" => Ok(Self::UserReactivated),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for UserReactivatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserReactivatedEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A user signed up.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserSignedUpEvent {
        ///The id of the acting user; null for the operator of the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When it happened.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        pub data: UserSignedUpEventData,
        ///The id of the event, a `UUIDv7`: a repeated delivery has the same.
        pub id: ::uuid::Uuid,
        ///The id of the request that caused it, as in the header `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        pub subject: UserSubject,
        ///The type of the event.
        #[serde(rename = "type")]
        pub type_: UserSignedUpEventType,
    }
    ///The account as it was opened.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserSignedUpEventData {
        ///The role of the user.
        pub role: ::std::string::String,
    }
    ///The type of the event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum UserSignedUpEventType {
        UserSignedUp,
    }
    impl ::std::fmt::Display for UserSignedUpEventType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::UserSignedUp => f.write_str("UserSignedUp"),
            }
        }
    }
    impl ::std::str::FromStr for UserSignedUpEventType {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "UserSignedUp" => Ok(Self::UserSignedUp),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for UserSignedUpEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserSignedUpEventType {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What an event is about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserSubject {
        ///Its id.
        pub id: ::uuid::Uuid,
        ///The kind of the subject.
        pub kind: UserSubjectKind,
    }
    ///The kind of the subject.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum UserSubjectKind {
        #[serde(rename = "user")]
        User,
    }
    impl ::std::fmt::Display for UserSubjectKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::User => f.write_str("user"),
            }
        }
    }
    impl ::std::str::FromStr for UserSubjectKind {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "user" => Ok(Self::User),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for UserSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserSubjectKind {
        type Error = self::error::ConversionError;
        fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The running version.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Version {
        ///The optional parts that are built in: stores, and the console.
        pub features: ::std::vec::Vec<::std::string::String>,
        pub name: ::std::string::String,
        ///The git revision of the build; null if unknown.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub revision: ::std::option::Option<::std::string::String>,
        pub version: ::std::string::String,
    }
    ///The events of an order, oldest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ViewOrderHistoryResponse {
        pub events: ::std::vec::Vec<OrderEvent>,
    }
    ///A product and the number of units. The price is that of the product.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct WantedItem {
        ///The id of the product.
        #[serde(rename = "productId")]
        pub product_id: ::uuid::Uuid,
        ///The number of units.
        pub quantity: i64,
    }
    ///An event. Later releases may add types of events, and fields to those that are here: receivers ignore what they don't know.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(untagged)]
    pub enum WebhookEvent {
        UserSignedUpEvent(UserSignedUpEvent),
        UserCreatedEvent(UserCreatedEvent),
        PasswordHashUpgradedEvent(PasswordHashUpgradedEvent),
        SessionStartedEvent(SessionStartedEvent),
        SessionEndedEvent(SessionEndedEvent),
        UserInactivatedEvent(UserInactivatedEvent),
        UserReactivatedEvent(UserReactivatedEvent),
        AdminGrantedEvent(AdminGrantedEvent),
        AdminRevokedEvent(AdminRevokedEvent),
        PasswordChangedEvent(PasswordChangedEvent),
        PasswordSetEvent(PasswordSetEvent),
        SessionReissuedEvent(SessionReissuedEvent),
        ProductCreatedEvent(ProductCreatedEvent),
        ProductUpdatedEvent(ProductUpdatedEvent),
        ProductDeletedEvent(ProductDeletedEvent),
        OrderPlacedEvent(OrderPlacedEvent),
        OrderProcessingStartedEvent(OrderProcessingStartedEvent),
        OrderShippedEvent(OrderShippedEvent),
        OrderDeliveredEvent(OrderDeliveredEvent),
        OrderCancelledEvent(OrderCancelledEvent),
    }
    impl ::std::convert::From<UserSignedUpEvent> for WebhookEvent {
        fn from(value: UserSignedUpEvent) -> Self {
            Self::UserSignedUpEvent(value)
        }
    }
    impl ::std::convert::From<UserCreatedEvent> for WebhookEvent {
        fn from(value: UserCreatedEvent) -> Self {
            Self::UserCreatedEvent(value)
        }
    }
    impl ::std::convert::From<PasswordHashUpgradedEvent> for WebhookEvent {
        fn from(value: PasswordHashUpgradedEvent) -> Self {
            Self::PasswordHashUpgradedEvent(value)
        }
    }
    impl ::std::convert::From<SessionStartedEvent> for WebhookEvent {
        fn from(value: SessionStartedEvent) -> Self {
            Self::SessionStartedEvent(value)
        }
    }
    impl ::std::convert::From<SessionEndedEvent> for WebhookEvent {
        fn from(value: SessionEndedEvent) -> Self {
            Self::SessionEndedEvent(value)
        }
    }
    impl ::std::convert::From<UserInactivatedEvent> for WebhookEvent {
        fn from(value: UserInactivatedEvent) -> Self {
            Self::UserInactivatedEvent(value)
        }
    }
    impl ::std::convert::From<UserReactivatedEvent> for WebhookEvent {
        fn from(value: UserReactivatedEvent) -> Self {
            Self::UserReactivatedEvent(value)
        }
    }
    impl ::std::convert::From<AdminGrantedEvent> for WebhookEvent {
        fn from(value: AdminGrantedEvent) -> Self {
            Self::AdminGrantedEvent(value)
        }
    }
    impl ::std::convert::From<AdminRevokedEvent> for WebhookEvent {
        fn from(value: AdminRevokedEvent) -> Self {
            Self::AdminRevokedEvent(value)
        }
    }
    impl ::std::convert::From<PasswordChangedEvent> for WebhookEvent {
        fn from(value: PasswordChangedEvent) -> Self {
            Self::PasswordChangedEvent(value)
        }
    }
    impl ::std::convert::From<PasswordSetEvent> for WebhookEvent {
        fn from(value: PasswordSetEvent) -> Self {
            Self::PasswordSetEvent(value)
        }
    }
    impl ::std::convert::From<SessionReissuedEvent> for WebhookEvent {
        fn from(value: SessionReissuedEvent) -> Self {
            Self::SessionReissuedEvent(value)
        }
    }
    impl ::std::convert::From<ProductCreatedEvent> for WebhookEvent {
        fn from(value: ProductCreatedEvent) -> Self {
            Self::ProductCreatedEvent(value)
        }
    }
    impl ::std::convert::From<ProductUpdatedEvent> for WebhookEvent {
        fn from(value: ProductUpdatedEvent) -> Self {
            Self::ProductUpdatedEvent(value)
        }
    }
    impl ::std::convert::From<ProductDeletedEvent> for WebhookEvent {
        fn from(value: ProductDeletedEvent) -> Self {
            Self::ProductDeletedEvent(value)
        }
    }
    impl ::std::convert::From<OrderPlacedEvent> for WebhookEvent {
        fn from(value: OrderPlacedEvent) -> Self {
            Self::OrderPlacedEvent(value)
        }
    }
    impl ::std::convert::From<OrderProcessingStartedEvent> for WebhookEvent {
        fn from(value: OrderProcessingStartedEvent) -> Self {
            Self::OrderProcessingStartedEvent(value)
        }
    }
    impl ::std::convert::From<OrderShippedEvent> for WebhookEvent {
        fn from(value: OrderShippedEvent) -> Self {
            Self::OrderShippedEvent(value)
        }
    }
    impl ::std::convert::From<OrderDeliveredEvent> for WebhookEvent {
        fn from(value: OrderDeliveredEvent) -> Self {
            Self::OrderDeliveredEvent(value)
        }
    }
    impl ::std::convert::From<OrderCancelledEvent> for WebhookEvent {
        fn from(value: OrderCancelledEvent) -> Self {
            Self::OrderCancelledEvent(value)
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Tranche

Accounts, a catalogue and orders of a backend. Bodies are JSON; every refusal is an `application/problem+json` with a stable `code`. Logging in sets a cookie, which authenticates further calls. People use [the console](/console/).

Version: 0.2.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::session::Session,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::session::Session) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(baseurl: &str, client: reqwest::Client, inner: crate::session::Session) -> Self {
        Self { baseurl: baseurl.to_string(), client, inner }
    }
}
impl ClientInfo<crate::session::Session> for Client {
    fn api_version() -> &'static str {
        "0.2.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::session::Session {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::session::Session>,
    {
    }
};
#[allow(clippy::all)]
impl Client {
    /**Get the status of the API

    Sends a `GET` request to `/api/v1/`

    */
    pub async fn greet<'a>(&'a self) -> Result<ResponseValue<types::Status>, Error<()>> {
        let url = format!("{}/api/v1/", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "greet" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Log in

    Starts a session and sets its cookie. For callers without a session. An unknown username, a wrong password and an
    inactive user are refused alike, with `invalid-credentials`; after too many attempts, with `too-many-attempts`.

    Sends a `POST` request to `/api/v1/auth/login`

    */
    pub async fn log_in<'a>(
        &'a self,
        body: &'a types::LogInRequest,
    ) -> Result<ResponseValue<types::LogInResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/auth/login", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "log_in" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            429u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Log out

    Ends the session of the request and clears its cookie. For signed-in users. The cookie of a session that was
    replaced, because the user's role or password changed, ends the session that replaced it.

    Sends a `DELETE` request to `/api/v1/auth/logout`

    */
    pub async fn log_out<'a>(&'a self) -> Result<ResponseValue<()>, Error<types::Problem>> {
        let url = format!("{}/api/v1/auth/logout", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "log_out" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get the current user

    Returns the signed-in user and the session of the request. For signed-in users.

    Sends a `GET` request to `/api/v1/auth/me`

    */
    pub async fn current_user<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::CurrentUserResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/auth/me", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "current_user" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Change your password

    Replaces the password of the signed-in user. Every other session of the user ends, and this one continues under a
    new id: the response sets its cookie. A wrong current password is refused with `wrong-current-password`, and after
    too many of them with `too-many-attempts`.

    Sends a `PUT` request to `/api/v1/auth/password`

    */
    pub async fn change_password<'a>(
        &'a self,
        body: &'a types::ChangePasswordRequest,
    ) -> Result<ResponseValue<()>, Error<types::Problem>> {
        let url = format!("{}/api/v1/auth/password", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .put(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "change_password" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            429u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List your sessions

    Returns a page of the live sessions of the signed-in user, oldest first.

    Sends a `GET` request to `/api/v1/auth/sessions`

    Arguments:
    - `next_token`: The `nextToken` of the previous page.
    - `page_size`: The maximum number of sessions; 20 by default.
    */
    pub async fn list_sessions<'a>(
        &'a self,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
    ) -> Result<ResponseValue<types::ListSessionsResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/auth/sessions", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .query(&progenitor_client::QueryParam::new("nextToken", &next_token))
            .query(&progenitor_client::QueryParam::new("pageSize", &page_size))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "list_sessions" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**End one of your sessions

    Ends a live session of the signed-in user at once; if it is the session of the request, clears its cookie. The id of
    a session that was replaced, because the user's role or password changed, ends the session that replaced it. Other
    users' sessions are `not-found`.

    Sends a `DELETE` request to `/api/v1/auth/sessions/{id}`

    Arguments:
    - `id`: The session's id.
    */
    pub async fn end_session<'a>(&'a self, id: &'a ::uuid::Uuid) -> Result<ResponseValue<()>, Error<types::Problem>> {
        let url = format!("{}/api/v1/auth/sessions/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "end_session" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sign up

    Creates an account with the role `user`, without logging in. For callers without a session. A username that is
    taken, in any letter case, is refused with `username-taken`.

    Sends a `POST` request to `/api/v1/auth/signup`

    */
    pub async fn sign_up<'a>(
        &'a self,
        body: &'a types::SignUpRequest,
    ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
        let url = format!("{}/api/v1/auth/signup", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "sign_up" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            429u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List dead letters

    Returns a page of the events whose delivery was given up after its last attempt, oldest event first.
    For super admins.

    Sends a `GET` request to `/api/v1/dead-letters`

    Arguments:
    - `next_token`: The `nextToken` of the previous page.
    - `page_size`: The maximum number of dead letters; 20 by default.
    */
    pub async fn list_dead_letters<'a>(
        &'a self,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
    ) -> Result<ResponseValue<types::ListDeadLettersResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/dead-letters", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .query(&progenitor_client::QueryParam::new("nextToken", &next_token))
            .query(&progenitor_client::QueryParam::new("pageSize", &page_size))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "list_dead_letters" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Redeliver a dead letter

    Puts a dead letter back into the outbox, as if its event had never been delivered: the next delivery follows within
    seconds. A repeated call is `not-found`, unless the event has become a dead letter again. The audit trail gets a
    `DeadLetterRedelivered`. For super admins.

    Sends a `POST` request to `/api/v1/dead-letters/{id}/redeliver`

    Arguments:
    - `id`: The dead letter's id, which is that of its event.
    */
    pub async fn redeliver_dead_letter<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
    ) -> Result<ResponseValue<()>, Error<types::Problem>> {
        let url = format!("{}/api/v1/dead-letters/{}/redeliver", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "redeliver_dead_letter" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            202u16 => Ok(ResponseValue::empty(response)),
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List events

    Returns a page of the audit trail, newest first: who changed what, when, by which request. The filters narrow it
    together. For admins, who see the events of all users, those of super admins and of the operator included.

    Sends a `GET` request to `/api/v1/events`

    Arguments:
    - `from`: Only events at this time or later.
    - `next_token`: The `nextToken` of the previous page. It is valid only with the same filters.
    - `page_size`: The maximum number of events; 20 by default.
    - `subject_id`: Only events about the subject with this id, whose kind is `subjectKind`.
    - `subject_kind`: The kind of the subject in `subjectId`.
    - `to`: Only events before this time.
    - `type_`: Only events of this type.
    - `user_id`: Only events of changes that this user made: those whose `actorId` is this id.
    */
    pub async fn list_events<'a>(
        &'a self,
        from: Option<&'a ::chrono::DateTime<::chrono::offset::Utc>>,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
        subject_id: Option<&'a ::uuid::Uuid>,
        subject_kind: Option<types::ListEventsSubjectKind>,
        to: Option<&'a ::chrono::DateTime<::chrono::offset::Utc>>,
        type_: Option<types::ListEventsType>,
        user_id: Option<&'a ::uuid::Uuid>,
    ) -> Result<ResponseValue<types::ListEventsResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/events", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .query(&progenitor_client::QueryParam::new("from", &from))
            .query(&progenitor_client::QueryParam::new("nextToken", &next_token))
            .query(&progenitor_client::QueryParam::new("pageSize", &page_size))
            .query(&progenitor_client::QueryParam::new("subjectId", &subject_id))
            .query(&progenitor_client::QueryParam::new("subjectKind", &subject_kind))
            .query(&progenitor_client::QueryParam::new("to", &to))
            .query(&progenitor_client::QueryParam::new("type", &type_))
            .query(&progenitor_client::QueryParam::new("userId", &user_id))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "list_events" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List orders

    Returns a page of your own orders, newest first. For signed-in users. Only admins may use `userId` and `scope`, for
    the orders of another user or of all users; others get `forbidden`.

    Sends a `GET` request to `/api/v1/orders`

    Arguments:
    - `next_token`: The `nextToken` of the previous page. It is valid only with the same filters.
    - `page_size`: The maximum number of orders; 20 by default.
    - `scope`: `all` for the orders of all users. For admins, and not together with `userId`.
    - `status`: Only orders with this status.
    - `user_id`: Only orders of this user. For admins.
    */
    pub async fn list_orders<'a>(
        &'a self,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
        scope: Option<types::ListOrdersScope>,
        status: Option<types::ListOrdersStatus>,
        user_id: Option<&'a ::uuid::Uuid>,
    ) -> Result<ResponseValue<types::ListOrdersResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/orders", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .query(&progenitor_client::QueryParam::new("nextToken", &next_token))
            .query(&progenitor_client::QueryParam::new("pageSize", &page_size))
            .query(&progenitor_client::QueryParam::new("scope", &scope))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("userId", &user_id))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "list_orders" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Place an order

    Orders products at their current names and prices, and takes the units from their stocks, all or nothing. For
    signed-in users. With an `Idempotency-Key` the order is placed once: a client that got no response can send the
    request again.

    Sends a `POST` request to `/api/v1/orders`

    Arguments:
    - `idempotency_key`: A key for this request, chosen by the client. For 24 hours, the same body under the same key gets the first
    response again, and another body is refused. A refused request leaves the key unused.
    - `body`
    */
    pub async fn place_order<'a>(
        &'a self,
        idempotency_key: Option<&'a str>,
        body: &'a types::PlaceOrderRequest,
    ) -> Result<ResponseValue<types::Order>, Error<types::Problem>> {
        let url = format!("{}/api/v1/orders", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = idempotency_key {
            header_map.append("Idempotency-Key", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "place_order" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get an order

    Returns an order. For the user who placed it and for admins. Another user's order is `order-not-found`, like an
    unknown one.

    Sends a `GET` request to `/api/v1/orders/{id}`

    Arguments:
    - `id`: The order's id.
    - `if_none_match`: The `ETag`s that the client has cached: if the resource still has one of them, the response is 304. A value that
    is not a list of tags is ignored.
    */
    pub async fn view_order<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        if_none_match: Option<&'a str>,
    ) -> Result<ResponseValue<types::Order>, Error<types::Problem>> {
        let url = format!("{}/api/v1/orders/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_none_match {
            header_map.append("If-None-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "view_order" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Cancel an order

    Cancels a pending or processing order, and returns its units to the stocks. For the user who placed the order and
    for admins. Any other status is refused with `order-not-cancellable`; another user's order is `order-not-found`.

    Sends a `DELETE` request to `/api/v1/orders/{id}`

    Arguments:
    - `id`: The order's id.
    - `if_match`: The `ETag`s that allow the change: it fails unless the resource has one of them; `*` allows any. A weak one
    (`W/"..."`) never matches.
    */
    pub async fn cancel_order<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        if_match: Option<&'a str>,
    ) -> Result<ResponseValue<types::CancelOrderResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/orders/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_match {
            header_map.append("If-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "cancel_order" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            412u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Advance an order

    Moves an order to its next status: from `pending` to `processing`, to `shipped`, to `delivered`. For admins. Any
    other status is refused with `invalid-transition`, whose member `allowed` lists the possible ones.

    Sends a `PATCH` request to `/api/v1/orders/{id}`

    Arguments:
    - `id`: The order's id.
    - `if_match`: The `ETag`s that allow the change: it fails unless the resource has one of them; `*` allows any. A weak one
    (`W/"..."`) never matches.
    - `body`
    */
    pub async fn advance_order<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        if_match: Option<&'a str>,
        body: &'a types::AdvanceOrderRequest,
    ) -> Result<ResponseValue<types::Order>, Error<types::Problem>> {
        let url = format!("{}/api/v1/orders/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_match {
            header_map.append("If-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "advance_order" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            412u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List the events of an order

    Returns all events of an order, oldest first. For the user who placed the order and for admins. Another user's order
    is `order-not-found`.

    Sends a `GET` request to `/api/v1/orders/{id}/events`

    Arguments:
    - `id`: The order's id.
    */
    pub async fn view_order_history<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
    ) -> Result<ResponseValue<types::ViewOrderHistoryResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/orders/{}/events", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "view_order_history" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List products

    Returns a page of products, oldest first. Public.

    Sends a `GET` request to `/api/v1/products`

    Arguments:
    - `next_token`: The `nextToken` of the previous page.
    - `page_size`: The maximum number of products; 20 by default.
    */
    pub async fn list_products<'a>(
        &'a self,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
    ) -> Result<ResponseValue<types::ListProductsResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/products", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .query(&progenitor_client::QueryParam::new("nextToken", &next_token))
            .query(&progenitor_client::QueryParam::new("pageSize", &page_size))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "list_products" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create a product

    Adds a product to the catalogue. For admins.

    Sends a `POST` request to `/api/v1/products`

    */
    pub async fn create_product<'a>(
        &'a self,
        body: &'a types::CreateProductRequest,
    ) -> Result<ResponseValue<types::Product>, Error<types::Problem>> {
        let url = format!("{}/api/v1/products", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "create_product" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get a product

    Returns a product. Public.

    Sends a `GET` request to `/api/v1/products/{id}`

    Arguments:
    - `id`: The product's id.
    - `if_none_match`: The `ETag`s that the client has cached: if the resource still has one of them, the response is 304. A value that
    is not a list of tags is ignored.
    */
    pub async fn view_product<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        if_none_match: Option<&'a str>,
    ) -> Result<ResponseValue<types::Product>, Error<types::Problem>> {
        let url = format!("{}/api/v1/products/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_none_match {
            header_map.append("If-None-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "view_product" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Update a product

    Changes the given fields of a product. For admins. `lastUpdateDate` changes too, even if the fields have these
    values already. With `If-Match`, a product that has changed since is refused with `precondition-failed`.

    Sends a `PUT` request to `/api/v1/products/{id}`

    Arguments:
    - `id`: The product's id.
    - `if_match`: The `ETag`s that allow the change: it fails unless the resource has one of them; `*` allows any. A weak one
    (`W/"..."`) never matches.
    - `body`
    */
    pub async fn update_product<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        if_match: Option<&'a str>,
        body: &'a types::UpdateProductRequest,
    ) -> Result<ResponseValue<types::Product>, Error<types::Problem>> {
        let url = format!("{}/api/v1/products/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_match {
            header_map.append("If-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .put(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "update_product" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            412u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Delete a product

    Removes a product from the catalogue. Orders stay as they are: they have its name and price. For admins. With
    `If-Match`, a product that has changed since is refused with `precondition-failed`.

    Sends a `DELETE` request to `/api/v1/products/{id}`

    Arguments:
    - `id`: The product's id.
    - `if_match`: The `ETag`s that allow the change: it fails unless the resource has one of them; `*` allows any. A weak one
    (`W/"..."`) never matches.
    */
    pub async fn delete_product<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        if_match: Option<&'a str>,
    ) -> Result<ResponseValue<()>, Error<types::Problem>> {
        let url = format!("{}/api/v1/products/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_match {
            header_map.append("If-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "delete_product" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            412u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Count refused log-ins

    Returns how many log-ins were refused in the last day because no active account has the credentials. Those beyond a
    limit on guessing, which get a 429, are not among them. For admins.

    Sends a `GET` request to `/api/v1/refused-log-ins`

    */
    pub async fn count_refused_log_ins<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::CountRefusedLogInsResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/refused-log-ins", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "count_refused_log_ins" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List users

    Returns a page of all users that match the filters. For admins.

    Sends a `GET` request to `/api/v1/users`

    Arguments:
    - `is_active`: Only active users, or only inactive ones.
    - `next_token`: The `nextToken` of the previous page. It is valid only with the same order and filters.
    - `page_size`: The maximum number of users; 20 by default.
    - `role`: Only users with this role.
    - `sort`: The order; by creation, oldest first, by default.
    */
    pub async fn list_users<'a>(
        &'a self,
        is_active: Option<bool>,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
        role: Option<types::ListUsersRole>,
        sort: Option<types::ListUsersSort>,
    ) -> Result<ResponseValue<types::ListUsersResponse>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .query(&progenitor_client::QueryParam::new("isActive", &is_active))
            .query(&progenitor_client::QueryParam::new("nextToken", &next_token))
            .query(&progenitor_client::QueryParam::new("pageSize", &page_size))
            .query(&progenitor_client::QueryParam::new("role", &role))
            .query(&progenitor_client::QueryParam::new("sort", &sort))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "list_users" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create a user

    Creates an active user with the role `user` or `admin`. For admins; the configuration decides whether only super
    admins may create admins. A username that is taken, in any letter case, is refused with `username-taken`.

    Sends a `POST` request to `/api/v1/users`

    */
    pub async fn create_user<'a>(
        &'a self,
        body: &'a types::CreateUserRequest,
    ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "create_user" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Grant the role of admin

    Grants the role `admin` to a user, from the next request on. A repeated call changes nothing. For users who manage
    admins: super admins or, if so configured, admins. The target must be another user, and not a super admin.

    Sends a `PATCH` request to `/api/v1/users/grant`

    */
    pub async fn grant_admin<'a>(
        &'a self,
        body: &'a types::NamedUser,
    ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users/grant", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "grant_admin" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Deactivate a user

    Ends every session of a user at once, and refuses further log-ins. A repeated call changes nothing. For admins. The
    target must be another user; an admin as the target requires the right to manage admins, a super admin the role
    `super_admin`.

    Sends a `PATCH` request to `/api/v1/users/inactivate`

    */
    pub async fn inactivate_user<'a>(
        &'a self,
        body: &'a types::NamedUser,
    ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users/inactivate", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "inactivate_user" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Reactivate a user

    Lets a deactivated user log in again; ended sessions stay ended. A repeated call changes nothing. For admins. The
    target must be another user; an admin as the target requires the right to manage admins, a super admin the role
    `super_admin`.

    Sends a `PATCH` request to `/api/v1/users/reactivate`

    */
    pub async fn reactivate_user<'a>(
        &'a self,
        body: &'a types::NamedUser,
    ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users/reactivate", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "reactivate_user" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Revoke the role of admin

    Gives the role `user` to an admin, from the next request on. A repeated call changes nothing. For users who manage
    admins: super admins or, if so configured, admins. The target must be another user; a super admin as the target
    requires the role `super_admin`.

    Sends a `PATCH` request to `/api/v1/users/revoke`

    */
    pub async fn revoke_admin<'a>(
        &'a self,
        body: &'a types::NamedUser,
    ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users/revoke", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "revoke_admin" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get a user

    Returns a user. For admins.

    Sends a `GET` request to `/api/v1/users/{id}`

    Arguments:
    - `id`: The user's id.
    - `if_none_match`: The `ETag`s that the client has cached: if the resource still has one of them, the response is 304. A value that
    is not a list of tags is ignored.
    */
    pub async fn view_user<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        if_none_match: Option<&'a str>,
    ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_none_match {
            header_map.append("If-None-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "view_user" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Set a user's password

    Replaces the password of a user, and ends every session of the user at once. For admins. The target must be another
    user; an admin as the target requires the right to manage admins, a super admin the role `super_admin`.

    Sends a `PUT` request to `/api/v1/users/{id}/password`

    Arguments:
    - `id`: The user's id.
    - `body`
    */
    pub async fn set_password<'a>(
        &'a self,
        id: &'a ::uuid::Uuid,
        body: &'a types::SetPasswordRequest,
    ) -> Result<ResponseValue<()>, Error<types::Problem>> {
        let url = format!("{}/api/v1/users/{}/password", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .put(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "set_password" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            401u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            403u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            408u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            409u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            413u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            415u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            422u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Check liveness

    Sends a `GET` request to `/livez`

    */
    pub async fn liveness<'a>(&'a self) -> Result<ResponseValue<types::Status>, Error<()>> {
        let url = format!("{}/livez", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "liveness" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get the OpenAPI document

    Sends a `GET` request to `/openapi.json`

    Arguments:
    - `if_none_match`: The `ETag`s that the client has cached: if the resource still has one of them, the response is 304. A value that
    is not a list of tags is ignored.
    */
    pub async fn openapi<'a>(
        &'a self,
        if_none_match: Option<&'a str>,
    ) -> Result<ResponseValue<::serde_json::Value>, Error<()>> {
        let url = format!("{}/openapi.json", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_none_match {
            header_map.append("If-None-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "openapi" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List the problem types

    Returns every code that a problem can have, with its meaning, what a client should do about it, and the operations
    that return it. Where `Accept` prefers `text/html`, the response is a page.

    Sends a `GET` request to `/problems`

    Arguments:
    - `if_none_match`: The `ETag`s that the client has cached: if the resource still has one of them, the response is 304. A value that
    is not a list of tags is ignored.
    */
    pub async fn list_problems<'a>(
        &'a self,
        if_none_match: Option<&'a str>,
    ) -> Result<ResponseValue<types::ListProblemsResponse>, Error<types::Problem>> {
        let url = format!("{}/problems", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_none_match {
            header_map.append("If-None-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "list_problems" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get a problem type

    Returns what the `type` of a problem refers to: its meaning, what a client should do about it, and the operations
    that return it. Where `Accept` prefers `text/html`, the response is a page.

    Sends a `GET` request to `/problems/{code}`

    Arguments:
    - `code`: The code of the problem.
    - `if_none_match`: The `ETag`s that the client has cached: if the resource still has one of them, the response is 304. A value that
    is not a list of tags is ignored.
    */
    pub async fn view_problem<'a>(
        &'a self,
        code: &'a str,
        if_none_match: Option<&'a str>,
    ) -> Result<ResponseValue<types::ProblemType>, Error<types::Problem>> {
        let url = format!("{}/problems/{}", self.baseurl, encode_path(&code.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        if let Some(value) = if_none_match {
            header_map.append("If-None-Match", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "view_problem" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            404u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Check readiness

    The process is not ready while the store is unreachable or refuses writes, migrations are missing or the server is
    draining; `checks` in the problem says which. It is ready in maintenance, and `checks` says so.

    Sends a `GET` request to `/readyz`

    */
    pub async fn readiness<'a>(&'a self) -> Result<ResponseValue<types::ReadinessBody>, Error<types::Problem>> {
        let url = format!("{}/readyz", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "readiness" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            500u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            503u16 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get the version

    Sends a `GET` request to `/version`

    */
    pub async fn version<'a>(&'a self) -> Result<ResponseValue<types::Version>, Error<()>> {
        let url = format!("{}/version", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json"))
            .headers(header_map)
            .build()?;
        let info = OperationInfo { operation_id: "version" };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
