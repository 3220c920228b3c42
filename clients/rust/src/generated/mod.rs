//! Generated from docs/openapi.json by clients/generate.sh: change that, not this.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{ClientHooks, OperationInfo, RequestBuilderExt, encode_path};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///How far the order has come now.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct AdvanceOrderRequest {
        pub status: OrderStatus,
    }
    ///A role that an account can be made with over the API.
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
    ///What became of the order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CancelOrderResponse {
        pub status: OrderStatus,
    }
    ///The password there is and the one there is to be.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct ChangePasswordRequest {
        ///The password that the account has.
        #[serde(rename = "currentPassword")]
        pub current_password: ::std::string::String,
        ///8 to 128 characters; not a common password, not the username.
        #[serde(rename = "newPassword")]
        pub new_password: ::std::string::String,
    }
    ///How each check went.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Checks {
        ///`ok`, `missing` or `unknown`.
        pub migrations: ::std::string::String,
        ///`ok` or `draining`.
        pub server: ::std::string::String,
        ///`ok`, `unreachable`, or `read-only` where it is reached and would refuse writes.
        pub store: ::std::string::String,
    }
    ///The product to add. What is left out is null.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct CreateProductRequest {
        ///What is said of it, without control characters but newline and tab.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///What it is called: 1 to 200 characters, not counting white space at its ends, and no control characters but newline and tab. It can't be null.
        pub name: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub price: ::std::option::Option<Price>,
        ///How many units there are; null where nobody counts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stock: ::std::option::Option<i64>,
    }
    ///The account to make for somebody.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct CreateUserRequest {
        ///8 to 128 characters; not a common password, not the username.
        pub password: ::std::string::String,
        pub role: AssignableRole,
        /**5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique regardless of
        case.*/
        pub username: ::std::string::String,
    }
    ///The session of this call.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CurrentSession {
        ///When the user logged in.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///From when on the session is dead, unless it is used before.
        #[serde(rename = "expiresAt")]
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The public handle, a `UUIDv7`; it opens nothing.
        pub id: ::uuid::Uuid,
    }
    ///The signed-in user and the session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CurrentUserResponse {
        pub session: CurrentSession,
        pub user: User,
    }
    ///What is wrong with one field of a body.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct FieldError {
        ///The stable name of what is wrong.
        pub code: FieldErrorCode,
        ///What is wrong, for people.
        pub detail: ::std::string::String,
        ///Which field, as a JSON Pointer (RFC 6901).
        pub pointer: ::std::string::String,
    }
    ///The stable name of what is wrong.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum FieldErrorCode {
        #[serde(rename = "invalid-username")]
        InvalidUsername,
        #[serde(rename = "invalid-password")]
        InvalidPassword,
        #[serde(rename = "invalid-product")]
        InvalidProduct,
        #[serde(rename = "invalid-order")]
        InvalidOrder,
        #[serde(rename = "unknown-product")]
        UnknownProduct,
        #[serde(rename = "product-not-orderable")]
        ProductNotOrderable,
        #[serde(rename = "insufficient-stock")]
        InsufficientStock,
        #[serde(rename = "mixed-currencies")]
        MixedCurrencies,
        #[serde(rename = "duplicate-product")]
        DuplicateProduct,
    }
    impl ::std::fmt::Display for FieldErrorCode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::InvalidUsername => f.write_str("invalid-username"),
                Self::InvalidPassword => f.write_str("invalid-password"),
                Self::InvalidProduct => f.write_str("invalid-product"),
                Self::InvalidOrder => f.write_str("invalid-order"),
                Self::UnknownProduct => f.write_str("unknown-product"),
                Self::ProductNotOrderable => f.write_str("product-not-orderable"),
                Self::InsufficientStock => f.write_str("insufficient-stock"),
                Self::MixedCurrencies => f.write_str("mixed-currencies"),
                Self::DuplicateProduct => f.write_str("duplicate-product"),
            }
        }
    }
    impl ::std::str::FromStr for FieldErrorCode {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "invalid-username" => Ok(Self::InvalidUsername),
                "invalid-password" => Ok(Self::InvalidPassword),
                "invalid-product" => Ok(Self::InvalidProduct),
                "invalid-order" => Ok(Self::InvalidOrder),
                "unknown-product" => Ok(Self::UnknownProduct),
                "product-not-orderable" => Ok(Self::ProductNotOrderable),
                "insufficient-stock" => Ok(Self::InsufficientStock),
                "mixed-currencies" => Ok(Self::MixedCurrencies),
                "duplicate-product" => Ok(Self::DuplicateProduct),
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
    ///A page of orders, newest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListOrdersResponse {
        ///Asks for the next page; null on the last one.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub orders: ::std::vec::Vec<Order>,
    }
    ///Whose orders.
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
    ///A page of products, oldest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListProductsResponse {
        ///Asks for the next page; null on the last one.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub products: ::std::vec::Vec<Product>,
    }
    ///A page of the own sessions, oldest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListSessionsResponse {
        ///Asks for the next page; null on the last one.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub sessions: ::std::vec::Vec<OwnSession>,
    }
    ///A page of users.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ListUsersResponse {
        ///Asks for the next page; null on the last one.
        #[serde(rename = "nextToken", deserialize_with = "::std::option::Option::deserialize")]
        pub next_token: ::std::option::Option<::std::string::String>,
        pub users: ::std::vec::Vec<User>,
    }
    ///An order of users. A minus turns it around.
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
    ///Who wants to log in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct LogInRequest {
        ///The password.
        pub password: ::std::string::String,
        ///The name, in whatever case.
        pub username: ::std::string::String,
    }
    ///The user and the session that was started.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct LogInResponse {
        pub session: StartedSession,
        pub user: User,
    }
    ///An amount of money, exact to the currency's smallest unit.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Money {
        ///How many of the currency's smallest unit: cents of EUR, yen of JPY.
        pub amount: i64,
        ///The currency's three letters (ISO 4217).
        pub currency: ::std::string::String,
    }
    ///Names the user that a call is about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NamedUser {
        ///The user's name, in whatever case.
        pub username: ::std::string::String,
    }
    ///An order as clients see one.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Order {
        ///When it was placed.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The identity, a `UUIDv7`.
        pub id: ::uuid::Uuid,
        ///What was ordered, as it was called and cost then.
        pub items: ::std::vec::Vec<OrderItem>,
        pub status: OrderStatus,
        pub total: Money,
        ///When its status last changed.
        #[serde(rename = "updatedAt")]
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Who ordered.
        #[serde(rename = "userId")]
        pub user_id: ::uuid::Uuid,
    }
    ///One thing that happened to an order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderEvent {
        ///Who did it: a user, or null for whoever operates the service.
        #[serde(rename = "actorId", deserialize_with = "::std::option::Option::deserialize")]
        pub actor_id: ::std::option::Option<::uuid::Uuid>,
        ///When.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What else there is to say of it, as fits what happened.
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        /**What happened: `OrderPlaced`, `OrderProcessingStarted`, `OrderShipped`, `OrderDelivered` or `OrderCancelled`.
        More may come.*/
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }
    ///One product of an order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderItem {
        ///What it was called.
        pub name: ::std::string::String,
        ///Which product; it may be gone by now.
        #[serde(rename = "productId")]
        pub product_id: ::uuid::Uuid,
        ///How much of it.
        pub quantity: i32,
        #[serde(rename = "unitPrice")]
        pub unit_price: Money,
    }
    ///How far an order has come.
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
    ///One of the own sessions.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OwnSession {
        ///When the user logged in.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Whether this call was made with it.
        pub current: bool,
        ///From when on the session is dead, unless it is used before.
        #[serde(rename = "expiresAt")]
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The public handle, a `UUIDv7`; it opens nothing.
        pub id: ::uuid::Uuid,
        ///When the session was started or last renewed: a use that renews nothing is not noted.
        #[serde(rename = "lastUsedAt")]
        pub last_used_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    ///What to order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct PlaceOrderRequest {
        ///The products, each once.
        pub items: ::std::vec::Vec<WantedItem>,
    }
    ///What one unit of a product is to cost.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Price {
        ///How many of the currency's smallest unit: cents of EUR, yen of JPY.
        pub amount: i64,
        ///The currency's three letters (ISO 4217).
        pub currency: PriceCurrency,
    }
    ///The currency's three letters (ISO 4217).
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
    ///Why a request was refused (RFC 9457).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Problem {
        ///The stable name of the problem.
        pub code: ::std::string::String,
        ///What happened here, and what to do about it.
        pub detail: ::std::string::String,
        ///The fields at fault.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub errors: ::std::vec::Vec<FieldError>,
        ///The request's name, for those who run the service.
        #[serde(rename = "requestId")]
        pub request_id: ::std::string::String,
        ///The status of the answer.
        pub status: i32,
        ///The kind of problem, for people.
        pub title: ::std::string::String,
        ///Names the kind of problem: `/problems/` and the code.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }
    ///The stable name of the problem.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum ProblemCode {
        #[serde(rename = "already-authenticated")]
        AlreadyAuthenticated,
        #[serde(rename = "bad-request")]
        BadRequest,
        #[serde(rename = "conflict")]
        Conflict,
        #[serde(rename = "cross-site-request")]
        CrossSiteRequest,
        #[serde(rename = "duplicate-product")]
        DuplicateProduct,
        #[serde(rename = "forbidden")]
        Forbidden,
        #[serde(rename = "idempotency-key-reused")]
        IdempotencyKeyReused,
        #[serde(rename = "insufficient-stock")]
        InsufficientStock,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "invalid-credentials")]
        InvalidCredentials,
        #[serde(rename = "invalid-order")]
        InvalidOrder,
        #[serde(rename = "invalid-page-token")]
        InvalidPageToken,
        #[serde(rename = "invalid-parameter")]
        InvalidParameter,
        #[serde(rename = "invalid-password")]
        InvalidPassword,
        #[serde(rename = "invalid-product")]
        InvalidProduct,
        #[serde(rename = "invalid-transition")]
        InvalidTransition,
        #[serde(rename = "invalid-username")]
        InvalidUsername,
        #[serde(rename = "maintenance")]
        Maintenance,
        #[serde(rename = "malformed-json")]
        MalformedJson,
        #[serde(rename = "method-not-allowed")]
        MethodNotAllowed,
        #[serde(rename = "mixed-currencies")]
        MixedCurrencies,
        #[serde(rename = "not-found")]
        NotFound,
        #[serde(rename = "order-not-cancellable")]
        OrderNotCancellable,
        #[serde(rename = "order-not-found")]
        OrderNotFound,
        #[serde(rename = "payload-too-large")]
        PayloadTooLarge,
        #[serde(rename = "precondition-failed")]
        PreconditionFailed,
        #[serde(rename = "product-not-orderable")]
        ProductNotOrderable,
        #[serde(rename = "request-timeout")]
        RequestTimeout,
        #[serde(rename = "too-many-attempts")]
        TooManyAttempts,
        #[serde(rename = "total-too-large")]
        TotalTooLarge,
        #[serde(rename = "unauthenticated")]
        Unauthenticated,
        #[serde(rename = "unavailable")]
        Unavailable,
        #[serde(rename = "unknown-field")]
        UnknownField,
        #[serde(rename = "unknown-product")]
        UnknownProduct,
        #[serde(rename = "unsupported-media-type")]
        UnsupportedMediaType,
        #[serde(rename = "username-taken")]
        UsernameTaken,
        #[serde(rename = "wrong-current-password")]
        WrongCurrentPassword,
    }
    impl ::std::fmt::Display for ProblemCode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::AlreadyAuthenticated => f.write_str("already-authenticated"),
                Self::BadRequest => f.write_str("bad-request"),
                Self::Conflict => f.write_str("conflict"),
                Self::CrossSiteRequest => f.write_str("cross-site-request"),
                Self::DuplicateProduct => f.write_str("duplicate-product"),
                Self::Forbidden => f.write_str("forbidden"),
                Self::IdempotencyKeyReused => f.write_str("idempotency-key-reused"),
                Self::InsufficientStock => f.write_str("insufficient-stock"),
                Self::Internal => f.write_str("internal"),
                Self::InvalidCredentials => f.write_str("invalid-credentials"),
                Self::InvalidOrder => f.write_str("invalid-order"),
                Self::InvalidPageToken => f.write_str("invalid-page-token"),
                Self::InvalidParameter => f.write_str("invalid-parameter"),
                Self::InvalidPassword => f.write_str("invalid-password"),
                Self::InvalidProduct => f.write_str("invalid-product"),
                Self::InvalidTransition => f.write_str("invalid-transition"),
                Self::InvalidUsername => f.write_str("invalid-username"),
                Self::Maintenance => f.write_str("maintenance"),
                Self::MalformedJson => f.write_str("malformed-json"),
                Self::MethodNotAllowed => f.write_str("method-not-allowed"),
                Self::MixedCurrencies => f.write_str("mixed-currencies"),
                Self::NotFound => f.write_str("not-found"),
                Self::OrderNotCancellable => f.write_str("order-not-cancellable"),
                Self::OrderNotFound => f.write_str("order-not-found"),
                Self::PayloadTooLarge => f.write_str("payload-too-large"),
                Self::PreconditionFailed => f.write_str("precondition-failed"),
                Self::ProductNotOrderable => f.write_str("product-not-orderable"),
                Self::RequestTimeout => f.write_str("request-timeout"),
                Self::TooManyAttempts => f.write_str("too-many-attempts"),
                Self::TotalTooLarge => f.write_str("total-too-large"),
                Self::Unauthenticated => f.write_str("unauthenticated"),
                Self::Unavailable => f.write_str("unavailable"),
                Self::UnknownField => f.write_str("unknown-field"),
                Self::UnknownProduct => f.write_str("unknown-product"),
                Self::UnsupportedMediaType => f.write_str("unsupported-media-type"),
                Self::UsernameTaken => f.write_str("username-taken"),
                Self::WrongCurrentPassword => f.write_str("wrong-current-password"),
            }
        }
    }
    impl ::std::str::FromStr for ProblemCode {
        type Err = self::error::ConversionError;
        fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "already-authenticated" => Ok(Self::AlreadyAuthenticated),
                "bad-request" => Ok(Self::BadRequest),
                "conflict" => Ok(Self::Conflict),
                "cross-site-request" => Ok(Self::CrossSiteRequest),
                "duplicate-product" => Ok(Self::DuplicateProduct),
                "forbidden" => Ok(Self::Forbidden),
                "idempotency-key-reused" => Ok(Self::IdempotencyKeyReused),
                "insufficient-stock" => Ok(Self::InsufficientStock),
                "internal" => Ok(Self::Internal),
                "invalid-credentials" => Ok(Self::InvalidCredentials),
                "invalid-order" => Ok(Self::InvalidOrder),
                "invalid-page-token" => Ok(Self::InvalidPageToken),
                "invalid-parameter" => Ok(Self::InvalidParameter),
                "invalid-password" => Ok(Self::InvalidPassword),
                "invalid-product" => Ok(Self::InvalidProduct),
                "invalid-transition" => Ok(Self::InvalidTransition),
                "invalid-username" => Ok(Self::InvalidUsername),
                "maintenance" => Ok(Self::Maintenance),
                "malformed-json" => Ok(Self::MalformedJson),
                "method-not-allowed" => Ok(Self::MethodNotAllowed),
                "mixed-currencies" => Ok(Self::MixedCurrencies),
                "not-found" => Ok(Self::NotFound),
                "order-not-cancellable" => Ok(Self::OrderNotCancellable),
                "order-not-found" => Ok(Self::OrderNotFound),
                "payload-too-large" => Ok(Self::PayloadTooLarge),
                "precondition-failed" => Ok(Self::PreconditionFailed),
                "product-not-orderable" => Ok(Self::ProductNotOrderable),
                "request-timeout" => Ok(Self::RequestTimeout),
                "too-many-attempts" => Ok(Self::TooManyAttempts),
                "total-too-large" => Ok(Self::TotalTooLarge),
                "unauthenticated" => Ok(Self::Unauthenticated),
                "unavailable" => Ok(Self::Unavailable),
                "unknown-field" => Ok(Self::UnknownField),
                "unknown-product" => Ok(Self::UnknownProduct),
                "unsupported-media-type" => Ok(Self::UnsupportedMediaType),
                "username-taken" => Ok(Self::UsernameTaken),
                "wrong-current-password" => Ok(Self::WrongCurrentPassword),
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
    ///A product as clients see one.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Product {
        ///When it was made.
        #[serde(rename = "createDate")]
        pub create_date: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What is said of it.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The identity, a `UUIDv7`.
        pub id: ::uuid::Uuid,
        ///When it was made or last edited; orders leave it as it is.
        #[serde(rename = "lastUpdateDate")]
        pub last_update_date: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What it is called.
        pub name: ::std::string::String,
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub price: ::std::option::Option<Money>,
        ///How many units there are; null where nobody counts.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub stock: ::std::option::Option<i64>,
    }
    ///What each check found.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ReadinessBody {
        pub checks: Checks,
        pub status: ::std::string::String,
    }
    ///What a user may do.
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
    ///The user's password from now on.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct SetPasswordRequest {
        ///8 to 128 characters; not a common password, not the username.
        pub password: ::std::string::String,
    }
    ///The account to make.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct SignUpRequest {
        ///8 to 128 characters; not a common password, not the username.
        pub password: ::std::string::String,
        /**5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique regardless of
        case.*/
        pub username: ::std::string::String,
    }
    ///A session that was just started.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct StartedSession {
        ///From when on the session is dead, unless it is used before.
        #[serde(rename = "expiresAt")]
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The public handle, a `UUIDv7`; it opens nothing.
        pub id: ::uuid::Uuid,
    }
    ///That all is well.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Status {
        pub status: ::std::string::String,
    }
    ///What to change about the product, at least one thing. What is left out stays; null clears, where it may be null.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct UpdateProductRequest {
        ///What is said of it, without control characters but newline and tab.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///What it is called: 1 to 200 characters, not counting white space at its ends, and no control characters but newline and tab. It can't be null.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub price: ::std::option::Option<Price>,
        ///How many units there are; null where nobody counts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stock: ::std::option::Option<i64>,
    }
    ///A user as clients see one.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct User {
        ///When the account was made.
        #[serde(rename = "createdAt")]
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The identity, a `UUIDv7`.
        pub id: ::uuid::Uuid,
        ///Whether the account may be used.
        #[serde(rename = "isActive")]
        pub is_active: bool,
        pub role: Role,
        ///The name as it was typed at sign-up.
        pub username: ::std::string::String,
    }
    ///What is running.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Version {
        pub name: ::std::string::String,
        ///The git revision it was built from, where that is known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub revision: ::std::option::Option<::std::string::String>,
        pub version: ::std::string::String,
    }
    ///What happened to an order, oldest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ViewOrderHistoryResponse {
        pub events: ::std::vec::Vec<OrderEvent>,
    }
    ///One product, and how much of it. What it costs is the product's to say.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct WantedItem {
        ///Which product.
        #[serde(rename = "productId")]
        pub product_id: ::uuid::Uuid,
        ///How much of it.
        pub quantity: i64,
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

Accounts, a catalogue and orders of a backend. Bodies are JSON; every refusal is an `application/problem+json` with a stable `code`. Log in and the cookie that is set signs further calls in.

Version: 0.1.0*/
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
            let dur = ::std::time::Duration::from_secs(30u64);
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
        "0.1.0"
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
    /**Greet the API

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

    Starts a session and sets the cookie that names it. Whatever is wrong with the credentials, the refusal is the same.

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

    Ends the session of this call and clears its cookie. A cookie that was just replaced, since the user's role or password
    changed, ends the session that took the place of its own.

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
    /**See who is signed in

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
    /**Change the own password

    Every other session ends, and this one gets another id: the answer sets its cookie.

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
    /**List the own sessions

    Sends a `GET` request to `/api/v1/auth/sessions`

    Arguments:
    - `next_token`: The `nextToken` of the page before.
    - `page_size`: How many sessions at most; 20 where it is left out.
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
    /**End one of the own sessions

    Whoever uses that session is signed out at once. Ending the session of this call clears its cookie. A session whose place
    another one took, since the user's role or password changed, stands for that one.

    Sends a `DELETE` request to `/api/v1/auth/sessions/{id}`

    Arguments:
    - `id`: The session's public handle.
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
    /**Make an account

    The account has the role `user`. Signing up does not log in.

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
    /**List orders

    The own ones, also for admins, unless they ask for those of a user or of everybody.

    Sends a `GET` request to `/api/v1/orders`

    Arguments:
    - `next_token`: The `nextToken` of the page before. It is good for the same orders and status alone.
    - `page_size`: How many orders at most; 20 where it is left out.
    - `scope`: `all` for the orders of everybody, in the place of the own ones; for admins, and without `userId`.
    - `status`: Only orders that have come this far.
    - `user_id`: Only orders of this user; for admins.
    */
    pub async fn list_orders<'a>(
        &'a self,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
        scope: Option<types::ListOrdersScope>,
        status: Option<types::OrderStatus>,
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
    /**Order products

    At the names and prices of this moment. What is counted is taken from the products' stocks, all of it or nothing.
    With an `Idempotency-Key` the order is placed once: whoever got no answer asks again.

    Sends a `POST` request to `/api/v1/orders`

    Arguments:
    - `idempotency_key`: A name for this call, of the client's choice. For 24 hours the same body under the same key is answered as the
    first time, and another body is refused. A refusal leaves the key free.
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
    /**Look at an order

    For its owner and for admins. Somebody else's is not found, as if there were none.

    Sends a `GET` request to `/api/v1/orders/{id}`

    Arguments:
    - `id`: The order's id.
    - `if_none_match`: The `ETag`s of it that the client has; where it has one of them still, the answer is 304. A text that
    is no list of tags is the same as none.
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

    While it is pending or processing; for its owner and for admins. What it took from stocks is given back.

    Sends a `DELETE` request to `/api/v1/orders/{id}`

    Arguments:
    - `id`: The order's id.
    - `if_match`: Change it only while it has one of these `ETag`s; `*` is any. A weak one (`W/"..."`) never matches.
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
    /**Take an order one step on

    From `pending` to `processing`, to `shipped`, to `delivered`. The problem `invalid-transition` has a member
    `allowed`: the statuses that the order can go to from where it is.

    Sends a `PATCH` request to `/api/v1/orders/{id}`

    Arguments:
    - `id`: The order's id.
    - `if_match`: Change it only while it has one of these `ETag`s; `*` is any. A weak one (`W/"..."`) never matches.
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
    /**See what happened to an order

    For its owner and for admins.

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

    In the order of their creation. Open to everybody.

    Sends a `GET` request to `/api/v1/products`

    Arguments:
    - `next_token`: The `nextToken` of the page before.
    - `page_size`: How many products at most; 20 where it is left out.
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
    /**Add a product

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
    /**Look at a product

    Open to everybody.

    Sends a `GET` request to `/api/v1/products/{id}`

    Arguments:
    - `id`: The product's id.
    - `if_none_match`: The `ETag`s of it that the client has; where it has one of them still, the answer is 304. A text that
    is no list of tags is the same as none.
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
    /**Edit a product

    The time of the last update moves, also where nothing else does.

    Sends a `PUT` request to `/api/v1/products/{id}`

    Arguments:
    - `id`: The product's id.
    - `if_match`: Change it only while it has one of these `ETag`s; `*` is any. A weak one (`W/"..."`) never matches.
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
    /**Remove a product

    Orders of it stay as they are: they hold its name and price.

    Sends a `DELETE` request to `/api/v1/products/{id}`

    Arguments:
    - `id`: The product's id.
    - `if_match`: Change it only while it has one of these `ETag`s; `*` is any. A weak one (`W/"..."`) never matches.
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
    /**List users

    Sends a `GET` request to `/api/v1/users`

    Arguments:
    - `is_active`: Only active users, or only inactive ones.
    - `next_token`: The `nextToken` of the page before. It is good for the same order and filters alone.
    - `page_size`: How many users at most; 20 where it is left out.
    - `role`: Only users with this role.
    - `sort`: The order; by creation, oldest first, where it is left out.
    */
    pub async fn list_users<'a>(
        &'a self,
        is_active: Option<bool>,
        next_token: Option<&'a str>,
        page_size: Option<i32>,
        role: Option<types::Role>,
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
    /**Make an account for somebody

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
    /**Make a user an admin

    The user has the rights of an admin from the next request on. Doing it twice changes nothing.

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
    /**Close an account

    The user can't log in any more, and every session ends at once. Doing it twice changes nothing.

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
    /**Open an account again

    The user may log in again; sessions that ended stay dead. Doing it twice changes nothing.

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
    /**Make an admin an ordinary user

    The user has lost the rights of an admin from the next request on. Doing it twice changes nothing.

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
    /**Look at a user

    Sends a `GET` request to `/api/v1/users/{id}`

    Arguments:
    - `id`: The user's id.
    - `if_none_match`: The `ETag`s of it that the client has; where it has one of them still, the answer is 304. A text that
    is no list of tags is the same as none.
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
    /**Give a user a password

    Every session of the user ends at once.

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
    /**See whether the process lives

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
    /**Get this document

    Sends a `GET` request to `/openapi.json`

    */
    pub async fn openapi<'a>(&'a self) -> Result<ResponseValue<::serde_json::Value>, Error<()>> {
        let url = format!("{}/openapi.json", self.baseurl,);
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
    /**See whether the process should get requests

    It should not while the store is unreachable or refuses writes, migrations are missing or the server is draining;
    `checks` in the problem says which.

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
    /**See what is running

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
