use std::{net::IpAddr, sync::Arc};

use strum::VariantArray;

/// What a gateway knows that hands requests over by itself, and not over a connection. It stands among the extensions of
/// such a request.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Who connected to the gateway.
    pub peer: Option<IpAddr>,
    /// What the client speaks to the gateway.
    pub scheme: Scheme,
    /// Whom the gateway takes the caller for, where it asks.
    pub caller: Option<Arc<str>>,
}

/// What the client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Scheme {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
}

impl Scheme {
    /// The scheme as it stands in an origin.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}
