use std::{sync::Arc, time::Instant};

use actix_web::{HttpMessage, dev::ServiceRequest, http::header::HeaderName};
use application::{Caller, Ids, RequestId};

use super::{Gateway, Scheme, forwarded};
use crate::HttpSettings;

/// The header that carries a request's name, both ways.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is known of a request before anybody handles it.
#[derive(Clone, Debug)]
pub struct RequestInfo {
    /// Where it comes from, and its name.
    pub caller: Caller,
    /// What the client speaks, maybe to a proxy in front of us.
    pub scheme: Scheme,
    /// Whom a gateway in front of us took the caller for. It is for the log: who acts is said by the session.
    pub gateway_caller: Option<Arc<str>>,
    /// When it began, for how long it takes.
    pub started: Instant,
}

impl RequestInfo {
    /// What is known of this request; found out once and kept with it.
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
