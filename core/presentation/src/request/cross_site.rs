use actix_web::{
    dev::ServiceRequest,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName},
    },
};

use super::Scheme;
use crate::{Code, HttpSettings, Origin, Problem};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses a state-changing request that another site made a browser send: CSRF, with the user's cookie or to log in.
///
/// `Sec-Fetch-Site` decides, which browsers set and scripts can't; for browsers without it, `Origin` does. A request
/// with neither comes from no browser. `SameSite` cookies are not enough: a sibling domain is same-site.
///
/// # Errors
/// The problem `cross-site-request`.
pub(crate) fn refuse_cross_site(
    request: &ServiceRequest,
    scheme: Scheme,
    settings: &HttpSettings,
) -> Result<(), Problem> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE)
        || is_own_or_allowed(request.headers(), scheme, settings)
    {
        return Ok(());
    }
    Err(Problem::new(
        Code::CrossSiteRequest,
        "A page of another site sent this request. The operator of the service can allow the origin of that site.",
    ))
}

fn is_own_or_allowed(headers: &HeaderMap, scheme: Scheme, settings: &HttpSettings) -> bool {
    let origin = match single(headers, &header::ORIGIN) {
        Single::Value(text) => Origin::parse(text).map_or(Single::Unusable, Single::Value),
        Single::Absent => Single::Absent,
        Single::Unusable => Single::Unusable,
    };
    if let Single::Value(origin) = &origin
        && settings.allowed_origins.contains(origin)
    {
        return true;
    }
    match single(headers, &SEC_FETCH_SITE) {
        Single::Value(site) => site == "same-origin" || site == "none",
        Single::Unusable => false,
        Single::Absent => match origin {
            Single::Value(origin) => is_own(&origin, headers, scheme, settings),
            Single::Unusable => false,
            Single::Absent => true,
        },
    }
}

fn is_own(origin: &Origin, headers: &HeaderMap, scheme: Scheme, settings: &HttpSettings) -> bool {
    if let Some(own) = &settings.public_origin {
        return own == origin;
    }
    let Single::Value(host) = single(headers, &header::HOST) else {
        return false;
    };
    Origin::of_host(scheme, host).is_some_and(|own| own == *origin)
}

/// A header that may occur at most once.
enum Single<T> {
    Absent,
    Value(T),
    Unusable,
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Single<&'a str> {
    let mut values = headers.get_all(name);
    match (values.next(), values.next()) {
        (None, _) => Single::Absent,
        (Some(value), None) => value.to_str().map_or(Single::Unusable, Single::Value),
        (Some(_), Some(_)) => Single::Unusable,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use actix_web::test::TestRequest;

    use super::*;
    use crate::CookieSettings;

    fn settings() -> HttpSettings {
        HttpSettings {
            body_limit: 65_536,
            body_timeout: Duration::from_secs(20),
            cookie: CookieSettings { secure: false },
            public_origin: None,
            trusted_proxies: Vec::new(),
            allowed_origins: vec![Origin::parse("https://shop.example.com").unwrap()],
        }
    }

    fn passes(headers: &[(&str, &str)], settings: &HttpSettings) -> bool {
        let mut request = TestRequest::post().insert_header(("host", "api.example.com:8000"));
        for (name, value) in headers {
            request = request.append_header((*name, *value));
        }
        refuse_cross_site(&request.to_srv_request(), Scheme::Http, settings).is_ok()
    }

    #[test]
    fn what_no_browser_sends_passes() {
        assert!(passes(&[], &settings()));
    }

    #[test]
    fn sec_fetch_site_decides_where_it_stands() {
        for (site, expected) in
            [("same-origin", true), ("none", true), ("same-site", false), ("cross-site", false), ("", false)]
        {
            assert_eq!(passes(&[("sec-fetch-site", site)], &settings()), expected, "{site:?}");
        }
        assert!(!passes(&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")], &settings()));
        assert!(!passes(&[("sec-fetch-site", "cross-site"), ("origin", "http://api.example.com:8000")], &settings()));
    }

    #[test]
    fn origin_decides_otherwise() {
        for (origin, expected) in [
            ("http://api.example.com:8000", true),
            ("http://API.example.com:8000", true),
            ("https://api.example.com:8000", false),
            ("http://api.example.com", false),
            ("http://evil.example", false),
            ("null", false),
            ("", false),
        ] {
            assert_eq!(passes(&[("origin", origin)], &settings()), expected, "{origin:?}");
        }
        let own = ("origin", "http://api.example.com:8000");
        assert!(!passes(&[own, own], &settings()));
    }

    #[test]
    fn one_origin_may_be_spelt_in_many_ways() {
        for (scheme, host, origin) in [
            (Scheme::Http, "shop.test:80", "http://shop.test"),
            (Scheme::Http, "shop.test", "http://shop.test:80"),
            (Scheme::Https, "shop.test:443", "https://shop.test"),
            (Scheme::Http, "Shop.Test", "HTTP://shop.test"),
            (Scheme::Http, "shop.test", "http://shop.test."),
            (Scheme::Https, "shop.test.:443", "https://shop.test."),
            (Scheme::Http, "[2001:DB8::1]:80", "http://[2001:db8:0::1]"),
            (Scheme::Https, "[::1]:8443", "https://[::1]:8443"),
        ] {
            let request = || TestRequest::post().insert_header(("host", host)).insert_header(("origin", origin));
            let is_allowed = |scheme| refuse_cross_site(&request().to_srv_request(), scheme, &settings()).is_ok();
            assert!(is_allowed(scheme), "{host} {origin}");
            let other = if scheme == Scheme::Http { Scheme::Https } else { Scheme::Http };
            assert!(!is_allowed(other), "{host} {origin}");
        }
        for (host, origin) in [
            ("shop.test:80", "https://shop.test"),
            ("shop.test:443", "http://shop.test"),
            ("shop.test:8080", "http://shop.test"),
            ("shop.test..", "http://shop.test"),
            ("", "http://shop.test"),
        ] {
            let request = TestRequest::post().insert_header(("host", host)).insert_header(("origin", origin));
            assert!(
                refuse_cross_site(&request.to_srv_request(), Scheme::Http, &settings()).is_err(),
                "{host} {origin}"
            );
        }
    }

    #[test]
    fn configured_origins_may_be_spelt_in_many_ways_too() {
        let settings = HttpSettings { public_origin: Origin::parse("https://WWW.example.com.:443"), ..settings() };
        for origin in ["https://www.example.com", "https://www.example.com:443", "https://shop.example.com.:443"] {
            assert!(passes(&[("origin", origin)], &settings), "{origin}");
        }
        assert!(!passes(&[("origin", "https://www.example.com:8443")], &settings));
    }

    #[test]
    fn a_public_origin_replaces_host() {
        let settings = HttpSettings { public_origin: Origin::parse("https://www.example.com"), ..settings() };
        assert!(passes(&[("origin", "https://www.example.com")], &settings));
        assert!(!passes(&[("origin", "http://api.example.com:8000")], &settings));
    }

    #[test]
    fn allowed_origins_pass_whatever_the_fetch_metadata_says() {
        let allowed = [("origin", "https://shop.example.com"), ("sec-fetch-site", "cross-site")];
        assert!(passes(&allowed, &settings()));
        assert!(!passes(&[("origin", "https://shop.example.com.evil.example")], &settings()));
    }

    #[test]
    fn reading_is_never_refused() {
        let request = TestRequest::get().insert_header(("sec-fetch-site", "cross-site")).to_srv_request();
        assert!(refuse_cross_site(&request, Scheme::Http, &settings()).is_ok());
    }
}
