use std::fmt;

use url::{Host, Url};

/// A receiver's URL. Path and query may hold its credentials, so neither `Debug` nor `Display` shows them.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookUrl(Url);

impl WebhookUrl {
    /// Parses a URL.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).ok().filter(|url| {
            let is_bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
            matches!(url.scheme(), "http" | "https") && url.has_host() && is_bare
        });
        url.map(Self).ok_or_else(|| {
            "must be a URL, `https://` or `http://` with a host, and without a user's name or a fragment".to_owned()
        })
    }

    /// The URL itself, for the publisher.
    #[must_use]
    pub fn to_url(&self) -> Url {
        self.0.clone()
    }

    /// Whether events that are sent there could be read on their way.
    pub(super) fn is_in_clear(&self) -> bool {
        self.0.scheme() == "http" && !self.is_local()
    }

    /// Whether the receiver is on this machine.
    fn is_local(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_bare = self.0.path() == "/" && self.0.query().is_none();
        write!(formatter, "{}/{}", self.0.origin().ascii_serialization(), if is_bare { "" } else { "[set]" })
    }
}

impl fmt::Debug for WebhookUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WebhookUrl({self})")
    }
}
