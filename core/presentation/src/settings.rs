use std::time::Duration;

use ipnet::IpNet;

use crate::{CookieSettings, Origin};

/// What is configured about HTTP, the same for every request.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// The largest body, in bytes.
    pub body_limit: usize,
    /// How long a body may take to arrive.
    pub body_timeout: Duration,
    /// How the session cookie is set.
    pub cookie: CookieSettings,
    /// The origin that browsers see, where it isn't scheme and `Host`.
    pub public_origin: Option<Origin>,
    /// The networks whose `X-Forwarded-For` and `X-Forwarded-Proto` count.
    pub trusted_proxies: Vec<IpNet>,
    /// The foreign origins that may call with the user's cookie.
    pub allowed_origins: Vec<Origin>,
}
