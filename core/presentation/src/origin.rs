use url::Url;

use crate::Scheme;

/// A web origin (RFC 6454): scheme, host and port, normalized for comparison, `scheme://host[:port]`.
///
/// Letter case, the scheme's default port, a dot at the end of the host name and the spelling of an IPv6 address make
/// no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Parses `scheme://host[:port]`; `None` for anything else, such as `null`, a list or a URL with a path.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, authority) = text.split_once("://")?;
        // `Url` would accept more than an origin, and drop white space.
        let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        let ends_as_origin = is_web && !authority.contains(['/', '\\', '?', '#', '@', '*']);
        if !ends_as_origin || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return None;
        }
        let mut url = Url::parse(text).ok()?;
        let undotted = url.domain().and_then(|name| name.strip_suffix('.')).map(ToOwned::to_owned);
        if let Some(name) = undotted {
            url.set_host(Some(&name)).ok()?;
        }
        Some(Self(url.origin().ascii_serialization()))
    }

    /// The origin of a server, from the `Host` of a request.
    pub(crate) fn of_host(scheme: Scheme, host: &str) -> Option<Self> {
        Self::parse(&format!("{}://{host}", scheme.as_str()))
    }

    /// The origin as browsers write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_origin_are_equal() {
        for (spelling, origin) in [
            ("http://shop.test", "http://shop.test"),
            ("HTTP://Shop.TEST", "http://shop.test"),
            ("http://shop.test:80", "http://shop.test"),
            ("http://shop.test:080", "http://shop.test"),
            ("http://shop.test:", "http://shop.test"),
            ("http://shop.test.", "http://shop.test"),
            ("http://shop.test.:80", "http://shop.test"),
            ("https://shop.test:443", "https://shop.test"),
            ("https://shop.test:80", "https://shop.test:80"),
            ("http://shop.test:443", "http://shop.test:443"),
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("http://[::1]:80", "http://[::1]"),
            ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
            ("http://[2001:DB8::A]:8000", "http://[2001:db8::a]:8000"),
        ] {
            assert_eq!(Origin::parse(spelling).unwrap().as_str(), origin, "{spelling}");
        }
    }

    #[test]
    fn what_is_no_origin_is_none() {
        for text in [
            "",
            "null",
            "shop.test",
            "http://",
            "http://.",
            "http://shop.test/",
            "http://shop.test?a",
            "http://me@shop.test",
            "http://shop.test https://evil.test",
            " http://shop.test",
            "http://shop.\ttest",
            "http://shop.test:x",
            "http://shop.test:65536",
            "http://[::1",
            "http://::1",
            "ws://shop.test",
            "file://",
        ] {
            assert_eq!(Origin::parse(text), None, "{text:?}");
        }
    }
}
