use std::{collections::BTreeMap, sync::Arc};

use actix_http::{Payload, Request};
use actix_web::{
    HttpMessage,
    http::{
        Method, Uri,
        header::{HeaderName, HeaderValue},
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use presentation::{Gateway, Scheme, forwarded_peer, forwarded_scheme, read_hop};
use thiserror::Error;
use url::form_urlencoded;

use super::{
    base_path::{behind_route, behind_stage},
    formats::{V1, V2},
};

/// A request, in a common form for all formats.
#[derive(Debug)]
pub(super) struct GatewayRequest {
    method: String,
    /// As the client sent it, without stage and base path.
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    is_base64: bool,
    peer: Peer,
    /// The caller's identity by the gateway's authorization, if it has one.
    caller: Option<String>,
}

/// The client's address as the gateway saw it.
#[derive(Debug)]
enum Peer {
    /// From the event.
    Named(Option<String>),
    /// The last hop of `X-Forwarded-For`.
    LastForwarded,
}

impl From<V2> for GatewayRequest {
    fn from(event: V2) -> Self {
        let context = event.request_context;
        let pattern = event.route_key.split_once(' ').map_or("", |(_method, pattern)| pattern);
        let path = behind_route(&event.raw_path, pattern, &event.path_parameters)
            .unwrap_or_else(|| behind_stage(&event.raw_path, &context.stage))
            .to_owned();
        let mut headers: Vec<_> = event.headers.into_iter().collect();
        if !event.cookies.is_empty() {
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("cookie"));
            headers.push(("cookie".to_owned(), event.cookies.join("; ")));
        }
        Self {
            method: context.http.method,
            path,
            query: event.raw_query_string,
            headers,
            body: event.body,
            is_base64: event.is_base64_encoded,
            peer: Peer::Named(context.http.source_ip),
            caller: context.authorizer.iam.user_arn,
        }
    }
}

impl From<V1> for GatewayRequest {
    fn from(event: V1) -> Self {
        let context = &event.request_context;
        let (path, stage) = (event.path.as_str(), context.stage.as_str());
        let path = behind_route(path, &event.resource, &event.path_parameters).unwrap_or_else(|| {
            // A REST API's path lacks the stage, an HTTP API's has it; the path in the context has it in both.
            let is_without_stage = context.path == format!("/{stage}{path}");
            if is_without_stage { path } else { behind_stage(path, stage) }
        });
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(all_values(
            event.multi_value_query_string_parameters,
            event.query_string_parameters,
            |name, other| name == other,
        ));
        let mut headers = all_values(event.multi_value_headers, event.headers, str::eq_ignore_ascii_case);
        if event.version.is_none() {
            // A REST API sends a body in base64 to the client as it is, unless it is configured for binary media types.
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("accept-encoding"));
        }
        Self {
            path: path.to_owned(),
            method: event.http_method,
            query: query.finish(),
            headers,
            body: event.body,
            is_base64: event.is_base64_encoded,
            peer: Peer::Named(event.request_context.identity.source_ip),
            caller: event.request_context.identity.user_arn,
        }
    }
}

impl GatewayRequest {
    /// The request of a load balancer: the whole path, parameters as the client sent them, and no address but that in
    /// `X-Forwarded-For`, to which it added its own peer.
    pub(super) fn of_load_balancer(event: V1) -> Self {
        let parameters =
            all_values(event.multi_value_query_string_parameters, event.query_string_parameters, |name, other| {
                name == other
            });
        let query: Vec<_> = parameters.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        Self {
            method: event.http_method,
            path: event.path,
            query: query.join("&"),
            headers: all_values(event.multi_value_headers, event.headers, str::eq_ignore_ascii_case),
            body: event.body,
            is_base64: event.is_base64_encoded,
            peer: Peer::LastForwarded,
            caller: None,
        }
    }
}

/// Every value of each name, or the last one if only that is known.
fn all_values(
    all: BTreeMap<String, Vec<String>>,
    last: BTreeMap<String, String>,
    is_same: impl Fn(&str, &str) -> bool,
) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> =
        all.into_iter().flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value))).collect();
    let known = pairs.len();
    for (name, value) in last {
        if !pairs.iter().take(known).any(|(other, _)| is_same(&name, other)) {
            pairs.push((name, value));
        }
    }
    pairs
}

/// A request that no HTTP server would accept.
#[derive(Debug, Error)]
#[error("the gateway passed on an invalid request: check its method, path, headers and body")]
pub(super) struct NoRequest;

impl GatewayRequest {
    /// Whether the response leaves out the body.
    pub(super) fn wants_no_body(&self) -> bool {
        self.method == "HEAD"
    }

    /// The request for the app.
    pub(super) fn into_request(self) -> Result<Request, NoRequest> {
        let body = match (self.body, self.is_base64) {
            (None, _) => Vec::new(),
            (Some(text), false) => text.into_bytes(),
            (Some(text), true) => STANDARD.decode(text).map_err(|_| NoRequest)?,
        };
        let mut request = Request::with_payload(Payload::from(body));
        let head = request.head_mut();
        head.method = Method::from_bytes(self.method.as_bytes()).map_err(|_| NoRequest)?;
        head.uri = target(&self.path, &self.query)?;
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| NoRequest)?;
            let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| NoRequest)?;
            head.headers.append(name, value);
        }
        let gateway = Gateway {
            peer: match self.peer {
                Peer::Named(address) => address.as_deref().and_then(read_hop),
                Peer::LastForwarded => forwarded_peer(&head.headers),
            },
            // The gateway sets it on every request. A client that sets it itself deceives only itself.
            scheme: forwarded_scheme(&head.headers).unwrap_or(Scheme::Https),
            caller: self.caller.map(Arc::from),
        };
        request.extensions_mut().insert(gateway);
        Ok(request)
    }
}

/// Characters that a request target can't hold unencoded. A gateway may have decoded some.
const NOT_IN_A_TARGET: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'`');

/// Paths alone: no gateway passes on a proxy's form or `OPTIONS *`.
fn target(path: &str, query: &str) -> Result<Uri, NoRequest> {
    if !path.starts_with('/') {
        return Err(NoRequest);
    }
    let path = utf8_percent_encode(path, &NOT_IN_A_PATH).to_string();
    let target =
        if query.is_empty() { path } else { format!("{path}?{}", utf8_percent_encode(query, NOT_IN_A_TARGET)) };
    target.parse().map_err(|_| NoRequest)
}

/// A question mark in a path was encoded, or it would have ended the path.
const NOT_IN_A_PATH: AsciiSet = NOT_IN_A_TARGET.add(b'?');
