//! The kinds of values that settings have.

use std::{
    fmt::Display,
    net::{IpAddr, SocketAddr},
    ops::RangeInclusive,
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use domain::Username;
use ipnet::{IpNet, Ipv4Net};
use presentation::Origin;
use toml::Value;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use url::{Host, Url};

use super::{kind::Kind, path};

/// The longest that a session or a count may last: a year.
pub(super) const YEAR_SECONDS: u32 = 31_536_000;

/// The length of a day, leap seconds aside.
const DAY: Duration = Duration::from_hours(24);

/// A whole number within bounds.
pub(super) fn number<T>(bounds: RangeInclusive<T>) -> Kind<T>
where
    T: Copy + Display + FromStr + PartialOrd + TryInto<i64> + 'static,
{
    let range = format!("{} to {}", bounds.start(), bounds.end());
    let refusal = format!("must be a whole number from {range}");
    let parse = move |text: &str| {
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        number.ok_or_else(|| refusal.clone())
    };
    Kind { bounds: range, ..Kind::new(parse, |number| Value::Integer((*number).try_into().unwrap_or(i64::MAX))) }
}

/// A whole number of seconds within bounds.
pub(super) fn seconds(bounds: RangeInclusive<u32>) -> Kind<Duration> {
    whole(Duration::from_secs(1), bounds)
}

/// A whole number of milliseconds within bounds.
pub(super) fn milliseconds(bounds: RangeInclusive<u32>) -> Kind<Duration> {
    whole(Duration::from_millis(1), bounds)
}

/// A whole number of days within bounds.
pub(super) fn days(bounds: RangeInclusive<u32>) -> Kind<Duration> {
    whole(DAY, bounds)
}

fn whole(unit: Duration, bounds: RangeInclusive<u32>) -> Kind<Duration> {
    let count = move |duration: &Duration| u32::try_from(duration.as_millis() / unit.as_millis()).unwrap_or(u32::MAX);
    number(bounds).map(move |count| unit * count, count)
}

/// A share, 0 to 1.
pub(super) fn share() -> Kind<f64> {
    let parse = |text: &str| {
        let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
        share.ok_or_else(|| "must be a number from 0 to 1".to_owned())
    };
    Kind { bounds: "0 to 1".to_owned(), ..Kind::new(parse, |share| Value::Float(*share)) }
}

/// `true` or `false`.
pub(super) fn boolean() -> Kind<bool> {
    let parse = |text: &str| text.parse().map_err(|_| "must be `true` or `false`".to_owned());
    Kind::new(parse, |value| Value::Boolean(*value))
}

/// One of a few names.
pub(super) fn one_of<T, const N: usize>(values: [(&'static str, T); N]) -> Kind<T>
where
    T: Copy + PartialEq + 'static,
{
    let parse = move |text: &str| {
        let found = values.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        found.ok_or_else(|| format!("must be {}", values.map(|(name, _)| format!("`{name}`")).join(" or ")))
    };
    let name = move |value: &T| values.iter().find(|(_, named)| named == value).map_or("", |(name, _)| name);
    Kind::new(parse, move |value| name(value).into())
}

/// An address or host name to listen on, without a port.
pub(super) fn host() -> Kind<String> {
    Kind::text(|text| {
        let is_host = text.parse::<IpAddr>().is_ok() || matches!(Host::parse(text), Ok(Host::Domain(_)));
        is_host
            .then(|| text.to_owned())
            .ok_or_else(|| "must be an IP address or a host name, without a port".to_owned())
    })
}

/// An address to listen on, with a port.
pub(super) fn socket_address() -> Kind<SocketAddr> {
    let refusal = "must be an IP address with a port, such as `127.0.0.1:9464` or `[::1]:9464`";
    Kind::text(|text| text.parse().map_err(|_| refusal.to_owned()))
}

/// A user's name.
pub(super) fn username() -> Kind<Username> {
    let parse = |text: &str| {
        Username::parse(text).map_err(|_| {
            let (least, most) = (Username::MIN_LENGTH, Username::MAX_LENGTH);
            format!(
                "must be {least} to {most} of `A-Z a-z 0-9 . _ -`, with a letter or digit at both ends and no two of \
                 `. _ -` in a row"
            )
        })
    };
    Kind::new(parse, |name| name.as_str().into())
}

/// A path, without expansion.
pub(super) fn path() -> Kind<PathBuf> {
    Kind::new(
        |text| {
            let path = PathBuf::from(text);
            path::check(&path).map(|()| path)
        },
        |path| path.display().to_string().into(),
    )
}

/// A network, or one address.
pub(super) fn network() -> Kind<IpNet> {
    Kind::text(|text| {
        let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(|network| unmapped(network.trunc())).map_err(|_| "must be networks such as `10.0.0.0/8`".to_owned())
    })
}

/// An IPv4 network that is written as IPv6 becomes the IPv4 one, as do the addresses that are compared with it.
fn unmapped(network: IpNet) -> IpNet {
    let IpNet::V6(v6) = network else { return network };
    let length = v6.prefix_len().checked_sub(96);
    let v4 = v6.addr().to_ipv4_mapped().zip(length).and_then(|(address, length)| Ipv4Net::new(address, length).ok());
    v4.map_or(network, IpNet::V4)
}

/// A web origin, in the browsers' notation.
pub(super) fn origin() -> Kind<Origin> {
    let refusal = "must be an exact origin, `http://` or `https://` with host and port alone";
    Kind::new(|text| Origin::parse(text).ok_or_else(|| refusal.to_owned()), |origin| origin.as_str().into())
}

/// A URL below which paths are added. `config show` shows it, so it must hold no credentials.
pub(super) fn endpoint() -> Kind<Url> {
    Kind::text(|text| {
        let url = Url::parse(text).ok().filter(|url| {
            let is_bare = url.username().is_empty() && url.password().is_none();
            let ends_in_path = url.query().is_none() && url.fragment().is_none();
            matches!(url.scheme(), "http" | "https") && url.has_host() && is_bare && ends_in_path
        });
        url.ok_or_else(|| {
            "must be a URL, `http://` or `https://` with a host, and without a user's name, a query or a fragment"
                .to_owned()
        })
    })
}

/// A name for people, on one line.
pub(super) fn short_name() -> Kind<String> {
    Kind::text(|text| {
        let is_name = (1..=64).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        is_name.then(|| text.to_owned()).ok_or_else(|| "must be 1 to 64 characters on one line".to_owned())
    })
}

/// Directives of a log filter.
pub(super) fn log_level() -> Kind<String> {
    // A bare word that is no level would be taken for the name of a target, and switch everything else off.
    let is_clear = |part: &str| part.contains(['=', '[', ']', '{', '}']) || part.trim().parse::<LevelFilter>().is_ok();
    Kind::text(move |text| {
        let is_filter = text.split(',').all(is_clear) && EnvFilter::builder().parse(text).is_ok();
        is_filter
            .then(|| text.to_owned())
            .ok_or_else(|| "must be a level such as `info`, or levels by target such as `info,sqlx=warn`".to_owned())
    })
}
