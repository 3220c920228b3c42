use std::net::IpAddr;

use actix_web::http::header::{HeaderMap, HeaderName};
use ipnet::IpNet;

use super::{Gateway, Scheme};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The client's address and scheme. What a peer says of others counts only where the peer is a trusted proxy: the
/// client is then the right-most hop that is none.
pub(super) fn resolve(gateway: &Gateway, headers: &HeaderMap, trusted: &[IpNet]) -> (Option<IpAddr>, Scheme) {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let peer = gateway.peer.map(|peer| peer.to_canonical());
    let Some(peer) = peer.filter(|peer| is_trusted(*peer)) else {
        return (peer, gateway.scheme);
    };
    let mut client = peer;
    for hop in values(headers, &FORWARDED_FOR).rev() {
        let Some(address) = parse_hop(hop) else { break };
        client = address;
        if !is_trusted(address) {
            break;
        }
    }
    let scheme = match values(headers, &FORWARDED_PROTO).next_back() {
        Some(scheme) if scheme.eq_ignore_ascii_case("https") => Scheme::Https,
        Some(_) => Scheme::Http,
        None => gateway.scheme,
    };
    (Some(client), scheme)
}

/// The members of a list header, over all of its lines, in order.
fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl DoubleEndedIterator<Item = &'a str> {
    let lines: Vec<_> = headers.get_all(name).filter_map(|line| line.to_str().ok()).collect();
    lines.into_iter().flat_map(|line| line.split(',')).map(str::trim)
}

/// Reads an address, with or without a port: some proxies add it.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let address =
        hop.parse::<IpAddr>().ok().or_else(|| hop.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn resolved(peer: &str, forwarded: &[(&HeaderName, &'static str)]) -> (String, Scheme) {
        let mut headers = HeaderMap::new();
        for (name, value) in forwarded {
            headers.append((*name).clone(), HeaderValue::from_static(value));
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "192.0.2.7/32".parse().unwrap()];
        let gateway = Gateway { peer: Some(peer.parse().unwrap()), scheme: Scheme::Http, caller: None };
        let (address, scheme) = resolve(&gateway, &headers, &trusted);
        (address.unwrap().to_string(), scheme)
    }

    #[test]
    fn a_stranger_can_claim_nothing() {
        let claims = [(&FORWARDED_FOR, "198.51.100.1"), (&FORWARDED_PROTO, "https")];
        assert_eq!(resolved("203.0.113.9", &claims), ("203.0.113.9".to_owned(), Scheme::Http));
    }

    #[test]
    fn the_client_is_the_right_most_hop_that_is_no_trusted_proxy() {
        let claims =
            [(&FORWARDED_FOR, "1.2.3.4, 198.51.100.1"), (&FORWARDED_FOR, "192.0.2.7"), (&FORWARDED_PROTO, "https")];
        assert_eq!(resolved("10.1.1.1", &claims), ("198.51.100.1".to_owned(), Scheme::Https));
    }

    #[test]
    fn hops_behind_an_unreadable_one_are_not_believed() {
        assert_eq!(resolved("10.1.1.1", &[(&FORWARDED_FOR, "1.2.3.4, unknown, 10.2.2.2")]).0, "10.2.2.2");
        assert_eq!(resolved("10.1.1.1", &[(&FORWARDED_FOR, "[2001:db8::1]:443")]).0, "2001:db8::1");
        assert_eq!(resolved("10.1.1.1", &[]).0, "10.1.1.1");
    }
}
