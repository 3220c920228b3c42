use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
};
use application::IssuedToken;
use secrecy::ExposeSecret;

/// How the session cookie is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieSettings {
    /// Whether browsers send it over TLS alone. It also decides the `__Host-` prefix, which browsers honour on secure
    /// cookies only.
    pub secure: bool,
}

/// The `Set-Cookie` that sets or clears the session cookie.
#[derive(Clone)]
pub struct SessionCookie(Cookie<'static>);

impl CookieSettings {
    /// The cookie's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        if self.secure { "__Host-access_token" } else { "access_token" }
    }

    /// The cookie that carries `token` for as long as it is valid.
    #[must_use]
    pub fn carrying(self, token: &IssuedToken) -> SessionCookie {
        let seconds = token.expires_at.unix_seconds() - token.issued_at.unix_seconds();
        self.cookie(token.token.expose_secret().to_owned(), Duration::seconds(seconds))
    }

    /// The expired cookie that makes a browser delete the session cookie.
    #[must_use]
    pub fn cleared(self) -> SessionCookie {
        self.cookie(String::new(), Duration::ZERO)
    }

    /// The session token of a request. Of two cookies with the name neither counts: a sibling domain may have planted
    /// one.
    pub(crate) fn token(self, request: &HttpRequest) -> Option<&str> {
        let mut tokens = request
            .headers()
            .get_all(header::COOKIE)
            .flat_map(|value| value.as_bytes().split(|byte| *byte == b';'))
            .filter_map(|pair| pair.trim_ascii().strip_prefix(self.name().as_bytes())?.strip_prefix(b"="));
        let token = tokens.next()?;
        if tokens.next().is_some() {
            return None;
        }
        str::from_utf8(token).ok()
    }

    fn cookie(self, value: String, max_age: Duration) -> SessionCookie {
        let cookie = Cookie::build(self.name(), value)
            .http_only(true)
            .same_site(SameSite::Strict)
            .path("/")
            .max_age(max_age)
            .secure(self.secure)
            .finish();
        SessionCookie(cookie)
    }
}

impl SessionCookie {
    /// The value of the `Set-Cookie` header.
    #[must_use]
    pub fn to_header(&self) -> String {
        self.0.to_string()
    }
}

impl From<SessionCookie> for Cookie<'static> {
    fn from(cookie: SessionCookie) -> Self {
        cookie.0
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use domain::Timestamp;

    use super::*;

    const PLAIN: CookieSettings = CookieSettings { secure: false };
    const SECURE: CookieSettings = CookieSettings { secure: true };

    #[test]
    fn the_cookie_says_what_the_contract_says() {
        let token = IssuedToken {
            token: "abc".into(),
            issued_at: Timestamp::from_unix_millis(10_000).unwrap(),
            expires_at: Timestamp::from_unix_millis(1_810_000).unwrap(),
        };
        assert_eq!(
            PLAIN.carrying(&token).to_header(),
            "access_token=abc; HttpOnly; SameSite=Strict; Path=/; Max-Age=1800"
        );
        assert_eq!(
            SECURE.carrying(&token).to_header(),
            "__Host-access_token=abc; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=1800"
        );
        assert_eq!(PLAIN.cleared().to_header(), "access_token=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    }

    #[test]
    fn only_one_cookie_of_the_exact_name_counts() {
        let token = |cookies: &[&[u8]]| {
            let mut request = TestRequest::default();
            for cookie in cookies {
                request = request.append_header((header::COOKIE, header::HeaderValue::from_bytes(cookie).unwrap()));
            }
            PLAIN.token(&request.to_http_request()).map(str::to_owned)
        };
        assert_eq!(token(&[b"access_token=a"]), Some("a".to_owned()));
        assert_eq!(token(&[b"x=1; access_token=a;y=2"]), Some("a".to_owned()));
        assert_eq!(token(&[b"x=1", b"access_token=a"]), Some("a".to_owned()));
        assert_eq!(token(&[b"access_token=a; access_token=b"]), None);
        assert_eq!(token(&[b"access_token=a", b"access_token=a"]), None);
        assert_eq!(token(&[b"__Host-access_token=a; access_token2=b; Access_Token=c"]), None);
        assert_eq!(token(&[b"access_token"]), None);
        assert_eq!(token(&[b"access_token=\xff\xfe"]), None);
        assert_eq!(token(&[b"other=\xff\xfe; access_token=a"]), Some("a".to_owned()));
    }
}
