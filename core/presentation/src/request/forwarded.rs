use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use ipnet::IpNet;
use strum::VariantArray;

use super::{Gateway, Scheme};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The client's address and scheme. Forwarded headers count only if the peer is a trusted proxy: the client is then the
/// right-most hop that is not one. An invalid hop hides those before it: the client is then the trusted proxy that
/// added it.
pub(super) fn resolve(gateway: &Gateway, headers: &HeaderMap, trusted: &[IpNet]) -> (Option<IpAddr>, Scheme) {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let peer = gateway.peer.map(|peer| peer.to_canonical());
    let Some(peer) = peer.filter(|peer| is_trusted(*peer)) else {
        return (peer, gateway.scheme);
    };
    let mut client = peer;
    for hop in elements(headers, &FORWARDED_FOR).rev() {
        let Some(address) = str::from_utf8(hop).ok().and_then(read_hop) else { break };
        client = address;
        if !is_trusted(address) {
            break;
        }
    }
    (Some(client), forwarded_scheme(headers).unwrap_or(gateway.scheme))
}

/// The last hop of `X-Forwarded-For`: the peer of the proxy that wrote the header.
#[must_use]
pub fn forwarded_peer(headers: &HeaderMap) -> Option<IpAddr> {
    elements(headers, &FORWARDED_FOR).next_back().and_then(|hop| read_hop(str::from_utf8(hop).ok()?))
}

/// The last scheme of `X-Forwarded-Proto`; `None` unless it is `http` or `https`.
#[must_use]
pub fn forwarded_scheme(headers: &HeaderMap) -> Option<Scheme> {
    let last = elements(headers, &FORWARDED_PROTO).next_back()?;
    let scheme = unquoted(str::from_utf8(last).ok()?);
    Scheme::VARIANTS.iter().copied().find(|known| scheme.eq_ignore_ascii_case(known.as_str()))
}

/// Parses the address of a hop as proxies write it: with or without a port, in brackets (IPv6), in quotes, with the
/// zone of a link. An IPv4-mapped IPv6 address becomes IPv4. `None` for `unknown`, `_hidden` and the like.
#[must_use]
pub fn read_hop(hop: &str) -> Option<IpAddr> {
    let hop = unquoted(hop);
    let address = if let Some(bracketed) = hop.strip_prefix('[') {
        let (address, port) = bracketed.split_once(']')?;
        if !port.is_empty() && !port.strip_prefix(':').is_some_and(is_port) {
            return None;
        }
        read_v6(address)?.into()
    } else if let Some(address) = read_v6(hop) {
        address.into()
    } else {
        match hop.split_once(':') {
            Some((address, port)) if is_port(port) => address.parse::<Ipv4Addr>().ok()?.into(),
            Some(_) => return None,
            None => hop.parse::<Ipv4Addr>().ok()?.into(),
        }
    };
    Some(IpAddr::to_canonical(&address))
}

fn read_v6(text: &str) -> Option<Ipv6Addr> {
    let address = text.split_once('%').map_or(text, |(address, _zone)| address);
    address.parse().ok()
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map_or(text, str::trim)
}

/// The elements of a list header, over all of its lines, in order. Empty ones are ignored (RFC 9110, section 5.6.1).
///
/// A comma always separates: an unclosed quotation mark of a client must not swallow the hops that a proxy added. For
/// the same reason, a line is not dropped because some of its bytes are not text.
fn elements<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl DoubleEndedIterator<Item = &'a [u8]> {
    let lines: Vec<_> = headers.get_all(name).map(HeaderValue::as_bytes).collect();
    let elements = lines.into_iter().flat_map(|line| line.split(|byte| *byte == b','));
    elements.map(<[u8]>::trim_ascii).filter(|element| !element.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(peer: &str, forwarded: &[(&HeaderName, &str)]) -> (String, Scheme) {
        let mut headers = HeaderMap::new();
        for (name, value) in forwarded {
            headers.append((*name).clone(), HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "192.0.2.7/32".parse().unwrap()];
        let gateway = Gateway { peer: Some(peer.parse().unwrap()), scheme: Scheme::Http, caller: None };
        let (address, scheme) = resolve(&gateway, &headers, &trusted);
        (address.unwrap().to_string(), scheme)
    }

    #[test]
    fn forwarded_headers_of_an_untrusted_peer_are_ignored() {
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

    #[test]
    fn a_hop_is_read_however_proxies_write_it() {
        for (hop, address) in [
            ("198.51.100.1", "198.51.100.1"),
            ("198.51.100.1:4711", "198.51.100.1"),
            ("\"198.51.100.1:4711\"", "198.51.100.1"),
            ("2001:db8::1", "2001:db8::1"),
            ("2001:DB8:0:0::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("\"[2001:db8::1]\"", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%25eth0]:443", "fe80::1"),
            ("::ffff:198.51.100.1", "198.51.100.1"),
            ("[::ffff:198.51.100.1]:443", "198.51.100.1"),
        ] {
            assert_eq!(read_hop(hop).map(|address| address.to_string()).as_deref(), Some(address), "{hop}");
            assert_eq!(resolved("10.1.1.1", &[(&FORWARDED_FOR, hop)]).0, address, "{hop}");
        }
        for hop in [
            "unknown",
            "_hidden",
            "\"_hidden\"",
            "\"\"",
            "\"198.51.100.1",
            "198.51.100.1\"",
            "198.51.100",
            "198.51.100.1:",
            "198.51.100.1:x",
            "198.51.100.1:65536",
            "[198.51.100.1]",
            "[2001:db8::1",
            "2001:db8::1]:443",
            "[2001:db8::1]443",
            "[2001:db8::1]:",
            "for=198.51.100.1",
            "\u{fc}",
        ] {
            assert_eq!(read_hop(hop), None, "{hop}");
            assert_eq!(resolved("10.1.1.1", &[(&FORWARDED_FOR, hop)]).0, "10.1.1.1", "{hop}");
        }
    }

    #[test]
    fn empty_elements_are_none_and_commas_always_separate() {
        for lines in [
            &["198.51.100.1,"][..],
            &[",198.51.100.1, ,", ""],
            &["198.51.100.1", ",", "10.2.2.2 ,"],
            &["\"1.2.3.4, 198.51.100.1"],
            &["\u{fc}, 198.51.100.1"],
            &["\u{fc}", "198.51.100.1"],
        ] {
            let name = FORWARDED_FOR;
            let lines: Vec<_> = lines.iter().map(|line| (&name, *line)).collect();
            assert_eq!(resolved("10.1.1.1", &lines).0, "198.51.100.1", "{lines:?}");
        }
        assert_eq!(resolved("10.1.1.1", &[(&FORWARDED_FOR, ",")]).0, "10.1.1.1");
    }

    #[test]
    fn the_scheme_is_the_last_that_can_be_one() {
        for (lines, scheme) in [
            (&["https"][..], Scheme::Https),
            (&["HTTPS"], Scheme::Https),
            (&["\"https\""], Scheme::Https),
            (&["http, https,"], Scheme::Https),
            (&["http", "https"], Scheme::Https),
            (&["https, http"], Scheme::Http),
            (&["https, gopher"], Scheme::Http),
            (&["https, \u{fc}"], Scheme::Http),
            (&[","], Scheme::Http),
        ] {
            let name = FORWARDED_PROTO;
            let lines: Vec<_> = lines.iter().map(|line| (&name, *line)).collect();
            assert_eq!(resolved("10.1.1.1", &lines).1, scheme, "{lines:?}");
        }
    }
}
