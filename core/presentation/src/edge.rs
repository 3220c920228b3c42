use std::{any::Any, panic::AssertUnwindSafe};

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
use application::{ErrorChain, Ids};
use futures_util::FutureExt;
use tracing::error;

use crate::{
    Code, HttpSettings, Problem, RequestInfo, RouteTable, Scheme,
    request::{REQUEST_ID, RenewedCookie, refuse_cross_site},
};

/// The paths under this prefix mean the same with a slash at their end.
const API: &str = "/api/v1/";

/// The outermost middleware: what holds for every request and every answer, whichever route takes it.
///
/// It names the request, answers `HEAD` as `GET`, takes paths with a slash at their end, refuses cross-site calls, turns every
/// failure and panic into one shape of problem, and sets the headers that every answer carries.
///
/// # Errors
/// A panic becomes an error that carries its finished answer.
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
        // The server leaves the body out by itself: it remembers what was asked.
        request.head_mut().method = Method::GET;
    }
    if let Err(problem) = refuse_cross_site(&request, info.scheme, &settings)
        && table.methods(request.path()).contains(&request.method())
    {
        return Ok(finish(request.error_response(problem), &info));
    }
    match AssertUnwindSafe(async { next.call(request).await }).catch_unwind().await {
        Ok(Ok(response)) => Ok(finish(response, &info)),
        Ok(Err(error)) => Err(error),
        Err(panic) => {
            let problem = Problem::internal(format!("panicked: {}", panic_message(&*panic)));
            log_failure(&problem);
            let mut response = problem.respond(Some(info.caller.request_id.as_str()));
            set_common_headers(response.headers_mut(), &info);
            Err(InternalError::from_response(problem, response).into())
        }
    }
}

/// Gives an answer its final form.
fn finish(response: ServiceResponse<impl MessageBody + 'static>, info: &RequestInfo) -> ServiceResponse<BoxBody> {
    let mut response = match rendered_problem(&response, info) {
        Some(rendered) => response.into_response(rendered),
        None => response.map_into_boxed_body(),
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

/// The problem that an answer is, with the request's name in it; `None` for a success.
fn rendered_problem(response: &ServiceResponse<impl MessageBody>, info: &RequestInfo) -> Option<HttpResponse> {
    let request_id = Some(info.caller.request_id.as_str());
    if let Some(problem) = response.response().error().and_then(Error::as_error::<Problem>) {
        if problem.code().status().is_server_error() {
            log_failure(problem);
        }
        return Some(problem.respond(request_id));
    }
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    failed.then(|| of_status(status).respond(request_id))
}

/// The problem for a refusal that a library made.
fn of_status(status: StatusCode) -> Problem {
    let code = match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
        StatusCode::REQUEST_TIMEOUT => Code::RequestTimeout,
        status if status.is_client_error() => Code::BadRequest,
        status => return Problem::internal(format!("a library answered {status}")),
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
        .unwrap_or("with something that is no text")
}

/// Sets what every answer carries; what a route set itself stays.
fn set_common_headers(headers: &mut HeaderMap, info: &RequestInfo) {
    // OWASP ASVS 5.0, chapter V3.4, asks for these; an API that serves no documents needs no more.
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

/// Takes an API path with or without a slash at its end as the one that is routed.
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
