use std::{net::IpAddr, sync::Arc};

use strum::VariantArray;

/// A request extension: what a gateway knows of a request that it passes on directly, without a connection.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// The address of the gateway's peer.
    pub peer: Option<IpAddr>,
    /// The scheme between the client and the gateway.
    pub scheme: Scheme,
    /// The caller's identity, if the gateway authenticates callers.
    pub caller: Option<Arc<str>>,
}

/// The scheme that the client uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Scheme {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
}

impl Scheme {
    /// The scheme as written in an origin.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}
