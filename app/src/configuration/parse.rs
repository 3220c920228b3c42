//! Texts into values. Each error says what the value must be, and leaves it to the caller to say what it is.

use std::{
    fmt::Display,
    net::{IpAddr, SocketAddr},
    ops::RangeInclusive,
    str::FromStr,
    time::Duration,
};

use domain::Username;
use ipnet::{IpNet, Ipv4Net};
use presentation::Origin;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use url::{Host, Url};

/// As long as every day is held to be.
pub(super) const DAY: Duration = Duration::from_hours(24);

/// A whole number within bounds.
pub(super) fn number<T>(bounds: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, String>
where
    T: FromStr + PartialOrd + Display,
{
    move |text| {
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        number.ok_or_else(|| format!("must be a whole number from {} to {}", bounds.start(), bounds.end()))
    }
}

/// A whole number of seconds within bounds.
pub(super) fn seconds(bounds: RangeInclusive<u64>) -> impl Fn(&str) -> Result<Duration, String> {
    let number = number(bounds);
    move |text| number(text).map(Duration::from_secs)
}

/// A whole number of milliseconds within bounds.
pub(super) fn milliseconds(bounds: RangeInclusive<u64>) -> impl Fn(&str) -> Result<Duration, String> {
    let number = number(bounds);
    move |text| number(text).map(Duration::from_millis)
}

/// A whole number of days within bounds.
pub(super) fn days(bounds: RangeInclusive<u32>) -> impl Fn(&str) -> Result<Duration, String> {
    let number = number(bounds);
    move |text| number(text).map(|days| DAY * days)
}

/// A share, 0 to 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "must be a number from 0 to 1".to_owned())
}

/// `true` or `false`.
pub(super) fn boolean(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| "must be `true` or `false`".to_owned())
}

/// One of a few names.
pub(super) fn one_of<T: Copy, const N: usize>(values: [(&'static str, T); N]) -> impl Fn(&str) -> Result<T, String> {
    move |text| {
        let found = values.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        found.ok_or_else(|| {
            let names: Vec<_> = values.iter().map(|(name, _)| format!("`{name}`")).collect();
            format!("must be {}", names.join(" or "))
        })
    }
}

/// An address or host name to listen on, without a port.
pub(super) fn host(text: &str) -> Result<String, String> {
    let is_host = text.parse::<IpAddr>().is_ok() || matches!(Host::parse(text), Ok(Host::Domain(_)));
    is_host.then(|| text.to_owned()).ok_or_else(|| "must be an IP address or a host name, without a port".to_owned())
}

/// An address to listen on, with a port.
pub(super) fn socket_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "must be an IP address with a port, such as `127.0.0.1:9464` or `[::1]:9464`".to_owned())
}

/// A user's name.
pub(super) fn username(text: &str) -> Result<Username, String> {
    Username::parse(text).map_err(|_| {
        let (least, most) = (Username::MIN_LENGTH, Username::MAX_LENGTH);
        format!(
            "must be {least} to {most} of `A-Z a-z 0-9 . _ -`, with a letter or digit at both ends and no two of `. _ -` in \
             a row"
        )
    })
}

/// A network, or one address.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    network.map(|network| unmapped(network.trunc())).map_err(|_| "must be networks such as `10.0.0.0/8`".to_owned())
}

/// A network of IPv4 that is written as IPv6 is the IPv4 one, as are the addresses that are looked for in it.
fn unmapped(network: IpNet) -> IpNet {
    let IpNet::V6(v6) = network else { return network };
    let length = v6.prefix_len().checked_sub(96);
    let v4 = v6.addr().to_ipv4_mapped().zip(length).and_then(|(address, length)| Ipv4Net::new(address, length).ok());
    v4.map_or(network, IpNet::V4)
}

/// A web origin, as browsers write it.
pub(super) fn origin(text: &str) -> Result<Origin, String> {
    let refusal = "must be an exact origin, `http://` or `https://` with host and port alone";
    Origin::parse(text).ok_or_else(|| refusal.to_owned())
}

/// A URL that paths can be put below. It is told to whoever reads the configuration, so it opens nothing.
pub(super) fn endpoint(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| {
        let is_bare = url.username().is_empty() && url.password().is_none();
        let ends_in_path = url.query().is_none() && url.fragment().is_none();
        matches!(url.scheme(), "http" | "https") && url.has_host() && is_bare && ends_in_path
    });
    url.ok_or_else(|| {
        "must be a URL, `http://` or `https://` with a host, and without a user's name, a query or a fragment"
            .to_owned()
    })
}

/// A name for people, on one line.
pub(super) fn short_name(text: &str) -> Result<String, String> {
    let is_name = (1..=64).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    is_name.then(|| text.to_owned()).ok_or_else(|| "must be 1 to 64 characters on one line".to_owned())
}

/// Directives of a log filter.
pub(super) fn log_level(text: &str) -> Result<String, String> {
    // A bare word that is no level would be taken for the name of a target, and switch everything else off.
    let is_clear = |part: &str| part.contains(['=', '[', ']', '{', '}']) || part.trim().parse::<LevelFilter>().is_ok();
    let is_filter = text.split(',').all(is_clear) && EnvFilter::builder().parse(text).is_ok();
    is_filter
        .then(|| text.to_owned())
        .ok_or_else(|| "must be a level such as `info`, or levels by target such as `info,sqlx=warn`".to_owned())
}
