use std::time::Duration;

use ipnet::IpNet;

use crate::{CookieSettings, Origin};

/// The HTTP configuration, the same for every request.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// The maximum size of a request body, in bytes.
    pub body_limit: usize,
    /// The timeout of a request body.
    pub body_timeout: Duration,
    /// How the session cookie is set.
    pub cookie: CookieSettings,
    /// The origin that browsers see, if it differs from scheme and `Host`.
    pub public_origin: Option<Origin>,
    /// The networks whose `X-Forwarded-For` and `X-Forwarded-Proto` count.
    pub trusted_proxies: Vec<IpNet>,
    /// The other origins that may call with the user's cookie.
    pub allowed_origins: Vec<Origin>,
}
