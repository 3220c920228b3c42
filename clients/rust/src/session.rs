use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use reqwest::{
    Client, Request, Response,
    header::{COOKIE, HeaderMap, HeaderValue, SET_COOKIE},
};

/// The names of the session's cookie, in plain HTTP and over TLS.
const NAMES: [&str; 2] = ["access_token", "__Host-access_token"];

/// How a client sends requests again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// How often at most.
    pub retries: u32,
    /// The longest `Retry-After` to wait for; an answer that asks for more is handed on.
    pub longest_wait: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self { retries: 3, longest_wait: Duration::from_secs(10) }
    }
}

/// What a client holds besides: the cookie as the last answer set it, since the server sets another whenever it renews the
/// session.
#[derive(Clone, Debug)]
pub struct Session {
    pub(crate) retries: Retries,
    cookie: Arc<Mutex<Option<HeaderValue>>>,
}

impl Session {
    pub(crate) fn new(retries: Retries) -> Self {
        Self { retries, cookie: Arc::default() }
    }

    /// Sends a request once. The answer has its body, which may be lost too.
    pub(crate) async fn exchange(
        &self,
        client: &Client,
        mut request: Request,
    ) -> reqwest::Result<http::Response<Bytes>> {
        if let Some(cookie) = self.cookie() {
            request.headers_mut().insert(COOKIE, cookie);
        }
        let response = client.execute(request).await?;
        self.keep(response.headers());
        whole(response).await
    }

    fn cookie(&self) -> Option<HeaderValue> {
        self.cookie.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, headers: &HeaderMap) {
        for line in headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let pair = line.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=').filter(|(name, _)| NAMES.contains(name)) {
                // Log-out clears the cookie by an empty one.
                let cookie = (!value.is_empty()).then(|| HeaderValue::try_from(format!("{name}={value}")));
                let cookie = cookie.and_then(Result::ok).map(|mut cookie| {
                    cookie.set_sensitive(true);
                    cookie
                });
                *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = cookie;
            }
        }
    }
}

async fn whole(response: Response) -> reqwest::Result<http::Response<Bytes>> {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut whole = http::Response::new(response.bytes().await?);
    *whole.status_mut() = status;
    *whole.headers_mut() = headers;
    Ok(whole)
}
