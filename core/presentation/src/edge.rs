use std::{any::Any, error::Error as _, panic::AssertUnwindSafe};

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method, StatusCode, Uri,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use application::{ErrorChain, Ids, Outcome, SecurityEvent, with_shared_timeout};
use futures_util::FutureExt;
use tracing::error;

use crate::{
    Code, HttpSettings, Problem, RequestInfo, RouteTable, Scheme,
    request::{REQUEST_ID, RenewedCookie, refuse_cross_site},
};

/// The paths under this prefix work with and without a trailing slash.
const API: &str = "/api/v1/";

/// The outermost middleware: the rules for every request and every response, on every route.
///
/// It gives the request an id, handles `HEAD` as `GET`, accepts a trailing slash, refuses cross-site requests, turns
/// every failure and panic into a problem, limits how long a request waits for stores, and sets the headers of every
/// response.
///
/// # Errors
/// A panic becomes an error that carries its finished response.
pub async fn edge(
    settings: web::Data<HttpSettings>,
    ids: web::Data<dyn Ids>,
    table: web::Data<RouteTable>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let info = RequestInfo::of(&request, &settings, &**ids);
    take_either_slash(&mut request);
    if request.method() == Method::HEAD {
        // The server omits the body by itself: it remembers the original method.
        request.head_mut().method = Method::GET;
    }
    if let Err(problem) = table.refuse_other_methods(routed_path(&request), request.method()) {
        return Ok(finish(request.error_response(problem), &info));
    }
    if let Err(problem) = refuse_cross_site(&request, info.scheme, &settings)
        && table.methods(routed_path(&request)).contains(&request.method())
    {
        SecurityEvent::CrossSiteCall.log(Outcome::Refused, &info.caller, None, None);
        return Ok(finish(request.error_response(problem), &info));
    }
    match AssertUnwindSafe(with_shared_timeout(async { next.call(request).await })).catch_unwind().await {
        Ok(Ok(response)) => Ok(finish(response, &info)),
        Ok(Err(error)) => {
            let refusal = error.error_response();
            let mut response = as_problem(&refusal, Some(&error), &info);
            set_common_headers(response.headers_mut(), &info);
            Err(InternalError::from_response(error, response).into())
        }
        Err(panic) => {
            let problem = Problem::internal(format!("panicked: {}", panic_message(&*panic)));
            log_failure(&problem);
            let mut response = problem.respond(Some(info.caller.request_id.as_str()));
            set_common_headers(response.headers_mut(), &info);
            Err(InternalError::from_response(problem, response).into())
        }
    }
}

/// Completes a response: its problem body, a renewed cookie and the common headers.
fn finish(response: ServiceResponse<impl MessageBody + 'static>, info: &RequestInfo) -> ServiceResponse<BoxBody> {
    let status = response.status();
    let mut response = if status.is_client_error() || status.is_server_error() {
        let problem = as_problem(response.response(), response.response().error(), info);
        response.into_response(problem)
    } else {
        response.map_into_boxed_body()
    };
    let renewed = response.request().extensions_mut().remove::<RenewedCookie>();
    if let Some(RenewedCookie(cookie)) = renewed
        && !response.headers().contains_key(header::SET_COOKIE)
        && let Ok(value) = HeaderValue::from_str(&cookie.to_header())
    {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    set_common_headers(response.headers_mut(), info);
    response
}

/// An error response as a problem with the request id. Headers of the original response stay, except those of its body:
/// CORS lets a page of an allowed origin read a problem too.
fn as_problem<B>(refusal: &HttpResponse<B>, error: Option<&Error>, info: &RequestInfo) -> HttpResponse {
    let made_by_library;
    let problem = if let Some(problem) = error.and_then(Error::as_error::<Problem>) {
        problem
    } else {
        made_by_library = of_status(refusal.status(), error);
        &made_by_library
    };
    // What has no cause is an answer by design, such as that of a server that drains: the log of accesses has it.
    if problem.code().status().is_server_error() && problem.source().is_some() {
        log_failure(problem);
    }
    let mut response = problem.respond(Some(info.caller.request_id.as_str()));
    let own: Vec<_> = response.headers().keys().cloned().collect();
    for (name, value) in refusal.headers() {
        if !own.contains(name) && !OF_THE_BODY.contains(name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    response
}

/// Headers that describe the body, and would be wrong for the problem that replaces it.
const OF_THE_BODY: [HeaderName; 4] =
    [header::CONTENT_DISPOSITION, header::CONTENT_ENCODING, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];

/// The problem for an error response of a library. The cause is logged only.
fn of_status(status: StatusCode, error: Option<&Error>) -> Problem {
    let code = match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
        StatusCode::REQUEST_TIMEOUT => Code::RequestTimeout,
        status if status.is_client_error() => Code::BadRequest,
        status => {
            let reason = error.map(|error| format!(": {error}")).unwrap_or_default();
            return Problem::internal(format!("a library responded with {status}{reason}"));
        }
    };
    Problem::new(code, code.title())
}

fn log_failure(problem: &Problem) {
    error!(code = problem.code().as_str(), error = %ErrorChain(problem), "a request failed");
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("with a payload that is not text")
}

/// Sets the headers of every response, except those that the route has set.
fn set_common_headers(headers: &mut HeaderMap, info: &RequestInfo) {
    // OWASP ASVS 5.0, chapter V3.4, requires these; an API that serves no documents needs no more.
    const COMMON: [(HeaderName, &str); 5] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in COMMON {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if info.scheme == Scheme::Https {
        let two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    if let Ok(request_id) = HeaderValue::from_str(info.caller.request_id.as_str()) {
        headers.insert(REQUEST_ID, request_id);
    }
}

/// The percent-decoded path, as the router matches it: `/log%69n` is `/login`, and refused like it.
fn routed_path(request: &ServiceRequest) -> &str {
    request.match_info().as_str()
}

/// Rewrites an API path, with or without a trailing slash, to the form that is routed.
fn take_either_slash(request: &mut ServiceRequest) {
    let path = request.path();
    let routed = match path.strip_suffix('/') {
        Some(trimmed) if path.len() > API.len() && path.starts_with(API) => trimmed.to_owned(),
        None if Some(path) == API.strip_suffix('/') => API.to_owned(),
        _ => return,
    };
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = request.uri().clone().into_parts();
    let Ok(target) = format!("{routed}{query}").parse() else { return };
    parts.path_and_query = Some(target);
    if let Ok(uri) = Uri::from_parts(parts) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
}
