use actix_web::{
    dev::ServiceRequest,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName},
    },
};

use super::Scheme;
use crate::{Code, HttpSettings, Problem};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses a state-changing call that another site made a browser send, with the user's cookie or to log somebody in.
///
/// `Sec-Fetch-Site` tells, which browsers set and scripts can't; a browser too old for it is told by `Origin`. A call with
/// neither comes from no browser. `SameSite` cookies alone don't do: a sibling domain is same-site.
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
        "A page of another site made this request. Whoever runs the service can allow that site's origin.",
    ))
}

fn is_own_or_allowed(headers: &HeaderMap, scheme: Scheme, settings: &HttpSettings) -> bool {
    let origin = single(headers, &header::ORIGIN);
    if let Single::Value(origin) = origin
        && settings.allowed_origins.iter().any(|allowed| allowed.as_str().eq_ignore_ascii_case(origin))
    {
        return true;
    }
    match single(headers, &SEC_FETCH_SITE) {
        Single::Value(site) => site == "same-origin" || site == "none",
        Single::Unusable => false,
        Single::Absent => match origin {
            Single::Value(origin) => is_own(origin, headers, scheme, settings),
            Single::Unusable => false,
            Single::Absent => true,
        },
    }
}

fn is_own(origin: &str, headers: &HeaderMap, scheme: Scheme, settings: &HttpSettings) -> bool {
    if let Some(own) = &settings.public_origin {
        return own.as_str().eq_ignore_ascii_case(origin);
    }
    let Single::Value(host) = single(headers, &header::HOST) else {
        return false;
    };
    origin
        .split_once("://")
        .is_some_and(|(spoken, named)| spoken.eq_ignore_ascii_case(scheme.as_str()) && named.eq_ignore_ascii_case(host))
}

/// A header that may stand at most once.
#[derive(Clone, Copy)]
enum Single<'a> {
    Absent,
    Value(&'a str),
    Unusable,
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Single<'a> {
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
    use crate::{CookieSettings, Origin};

    fn settings() -> HttpSettings {
        HttpSettings {
            body_limit: 65_536,
            body_timeout: Duration::from_secs(20),
            cookie: CookieSettings { secure: false },
            public_origin: None,
            trusted_proxies: Vec::new(),
            allowed_origins: vec![Origin::new("https://shop.example.com")],
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
    fn a_public_origin_takes_the_place_of_host() {
        let settings = HttpSettings { public_origin: Some(Origin::new("https://www.example.com")), ..settings() };
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
