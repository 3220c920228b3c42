use std::sync::Arc;

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
use presentation::{Gateway, Scheme};
use thiserror::Error;
use url::form_urlencoded;

use super::event::{V1, V2};

/// A request, whichever format it came in.
#[derive(Debug)]
pub(super) struct GatewayRequest {
    method: String,
    /// As the client sent it, but for the stage of the API.
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    is_base64: bool,
    source_address: Option<String>,
    /// Whom the gateway takes the caller for, where it asks.
    caller: Option<String>,
}

impl From<V2> for GatewayRequest {
    fn from(event: V2) -> Self {
        let context = event.request_context;
        let path = without_stage(&event.raw_path, &context.stage).to_owned();
        let mut headers: Vec<_> = event.headers.into_iter().collect();
        if let Some(cookies) = event.cookies.filter(|cookies| !cookies.is_empty()) {
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("cookie"));
            headers.push(("cookie".to_owned(), cookies.join("; ")));
        }
        Self {
            method: context.http.method,
            path,
            query: event.raw_query_string,
            headers,
            body: event.body,
            is_base64: event.is_base64_encoded,
            source_address: Some(context.http.source_ip),
            caller: context.authorizer.and_then(|authorizer| authorizer.iam?.user_arn),
        }
    }
}

impl From<V1> for GatewayRequest {
    fn from(event: V1) -> Self {
        let context = event.request_context;
        let stage = context.stage.unwrap_or_default();
        // A REST API leaves the stage out of the path, an HTTP API does not; both have it in the context's.
        let is_without_stage = context.path.is_some_and(|whole| whole == format!("/{stage}{}", event.path));
        let path = if is_without_stage { &event.path } else { without_stage(&event.path, &stage) }.to_owned();
        let mut query = form_urlencoded::Serializer::new(String::new());
        match (event.multi_value_query_string_parameters, event.query_string_parameters) {
            (Some(parameters), _) => {
                for (name, values) in parameters {
                    query.extend_pairs(values.iter().map(|value| (&name, value)));
                }
            }
            (None, parameters) => {
                query.extend_pairs(parameters.unwrap_or_default());
            }
        }
        let headers = match (event.multi_value_headers, event.headers) {
            (Some(headers), _) => headers
                .into_iter()
                .flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value)))
                .collect(),
            (None, headers) => headers.unwrap_or_default().into_iter().collect(),
        };
        Self {
            method: event.http_method,
            path,
            query: query.finish(),
            headers,
            body: event.body,
            is_base64: event.is_base64_encoded,
            source_address: context.identity.source_ip,
            caller: context.identity.user_arn,
        }
    }
}

/// The path behind the name of the stage, with which an API without a domain of its own begins its paths.
fn without_stage<'a>(path: &'a str, stage: &str) -> &'a str {
    let rest = path.strip_prefix('/').and_then(|path| path.strip_prefix(stage));
    match rest {
        Some("") if !stage.is_empty() => "/",
        Some(rest) if !stage.is_empty() && rest.starts_with('/') => rest,
        _ => path,
    }
}

/// What no HTTP server would take for a request.
#[derive(Debug, Error)]
#[error("the gateway handed over what is no request")]
pub(super) struct NoRequest;

impl GatewayRequest {
    /// Whether the answer's body is to be left out.
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
        // The gateway says it of every request. Whoever can put it there otherwise cheats nobody but themselves.
        let is_plain = head.headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "http");
        let gateway = Gateway {
            peer: self.source_address.and_then(|address| address.parse().ok()),
            scheme: if is_plain { Scheme::Http } else { Scheme::Https },
            caller: self.caller.map(Arc::from),
        };
        request.extensions_mut().insert(gateway);
        Ok(request)
    }
}

/// What can't stand in a target as it is. A gateway may have undone some percent-encoding.
const NOT_IN_A_TARGET: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'`');

/// Paths alone: a proxy's form or that of `OPTIONS *` comes through no gateway.
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
