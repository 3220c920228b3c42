use std::{cell::RefCell, collections::HashMap, time::Instant};

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
};
use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};
use presentation::Overloaded;

/// The label of a request without a route.
const UNMATCHED: &str = "unmatched";

/// Counts a request and measures its duration, until the first byte of the response's body.
///
/// # Errors
/// The error of the service.
pub(crate) async fn measure<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    // The edge makes `GET` of `HEAD`.
    let method = known(request.method());
    let mut underway = Underway::begin();
    let started = Instant::now();
    let outcome = next.call(request).await;
    underway.is_answered = true;
    let (status, request) = match &outcome {
        Ok(response) => (response.status(), Some(response.request())),
        Err(error) => (error.as_response_error().status_code(), None),
    };
    // The template and not the path: clients could create any number of labels.
    let route = request.and_then(actix_web::HttpRequest::match_pattern);
    let route = route.as_deref().unwrap_or(UNMATCHED);
    if request.is_some_and(|request| request.extensions().contains::<Overloaded>()) {
        counter!("http_requests_refused_total").increment(1);
    }
    ROUTE_METRICS.with_borrow_mut(|routes| {
        let route_metrics = match routes.get_mut(route) {
            Some(known) => known,
            None => routes.entry(route.to_owned()).or_default(),
        };
        route_metrics.answered(route, method, status.as_u16());
        route_metrics.took(route, method, started.elapsed().as_secs_f64());
    });
    outcome
}

/// The method, if a route accepts it.
fn known(method: &Method) -> &'static str {
    const METHODS: [Method; 7] =
        [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
    const NAMES: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let found = METHODS.iter().zip(NAMES).find(|(known, _)| *known == method);
    found.map_or("other", |(_, name)| name)
}

/// A request without a response yet; the client hung up if this is dropped before the response.
struct Underway {
    in_flight: Gauge,
    is_answered: bool,
}

impl Underway {
    fn begin() -> Self {
        let in_flight = gauge!("http_requests_in_flight");
        in_flight.increment(1.0);
        Self { in_flight, is_answered: false }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.in_flight.decrement(1.0);
        if !self.is_answered {
            counter!("http_requests_abandoned_total").increment(1);
        }
    }
}

thread_local! {
    /// Looking up a metric by its labels is slower than counting.
    static ROUTE_METRICS: RefCell<HashMap<String, Route>> = RefCell::default();
}

#[derive(Default)]
struct Route {
    answered: HashMap<(&'static str, u16), Counter>,
    took: HashMap<&'static str, Histogram>,
}

impl Route {
    fn answered(&mut self, route: &str, method: &'static str, status: u16) {
        let new = || counter!("http_requests_total", "route" => route.to_owned(), "method" => method, "status" => status.to_string());
        self.answered.entry((method, status)).or_insert_with(new).increment(1);
    }

    fn took(&mut self, route: &str, method: &'static str, seconds: f64) {
        let new = || histogram!("http_request_duration_seconds", "route" => route.to_owned(), "method" => method);
        self.took.entry(method).or_insert_with(new).record(seconds);
    }
}
