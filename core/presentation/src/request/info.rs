use std::{sync::Arc, time::Instant};

use actix_web::{HttpMessage, dev::ServiceRequest, http::header::HeaderName};
use application::{Caller, Ids, RequestId};

use super::{Gateway, Scheme, forwarded};
use crate::HttpSettings;

/// The header with the request id, of requests and responses.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The information about a request before a handler runs.
#[derive(Clone, Debug)]
pub struct RequestInfo {
    /// The client's address and the request id.
    pub caller: Caller,
    /// The scheme that the client uses, possibly with a proxy in front of the server.
    pub scheme: Scheme,
    /// The caller's identity according to a gateway. For the log only: the session decides who acts.
    pub gateway_caller: Option<Arc<str>>,
    /// When the request began, to measure its duration.
    pub started: Instant,
}

impl RequestInfo {
    /// The information about this request, computed once and kept in its extensions.
    pub fn of(request: &ServiceRequest, settings: &HttpSettings, ids: &dyn Ids) -> Self {
        if let Some(info) = request.extensions().get::<Self>() {
            return info.clone();
        }
        let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
        let request_id = given.and_then(RequestId::parse).unwrap_or_else(|| RequestId::new(ids.next()));
        let gateway = request.extensions_mut().remove::<Gateway>().unwrap_or_else(|| Gateway {
            peer: request.peer_addr().map(|address| address.ip()),
            scheme: Scheme::Http,
            caller: None,
        });
        let (address, scheme) = forwarded::resolve(&gateway, request.headers(), &settings.trusted_proxies);
        let scheme = match &settings.public_origin {
            Some(origin) if origin.as_str().starts_with("https:") => Scheme::Https,
            _ => scheme,
        };
        let caller = Caller { request_id, address };
        let info = Self { caller, scheme, gateway_caller: gateway.caller, started: Instant::now() };
        request.extensions_mut().insert(info.clone());
        info
    }
}
