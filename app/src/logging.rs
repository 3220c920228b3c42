use std::io::{self, IsTerminal};

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    web,
};
use application::Ids;
use presentation::{HttpSettings, RequestInfo};
use tracing::{Span, field::Empty, info, info_span};
use tracing_actix_web::RootSpanBuilder;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::{
    EnvFilter,
    filter::{LevelFilter, Targets},
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use crate::configuration::{Log, LogFormat};

/// Libraries that tell of bytes and statements when they are asked for much. Those hold passwords and cookies, so
/// whatever the level, they tell no more than this.
const QUIET: [(&str, LevelFilter); 16] = [
    ("actix_http", LevelFilter::INFO),
    // To it, whatever a stranger sends that is no HTTP is an error: nobody should be woken by that, nor a disk be filled.
    ("actix_http::h1::dispatcher", LevelFilter::OFF),
    ("actix_server", LevelFilter::WARN),
    ("actix_web", LevelFilter::INFO),
    ("aws", LevelFilter::INFO),
    ("h2", LevelFilter::INFO),
    ("hyper", LevelFilter::INFO),
    ("hyper_util", LevelFilter::INFO),
    ("lambda_runtime", LevelFilter::INFO),
    ("mio", LevelFilter::INFO),
    ("reqwest", LevelFilter::INFO),
    ("rustls", LevelFilter::INFO),
    ("sea_orm", LevelFilter::INFO),
    ("sea_orm_migration", LevelFilter::WARN),
    ("sqlx", LevelFilter::INFO),
    ("tokio", LevelFilter::INFO),
];

/// Writes the log to standard output until the guard is dropped.
///
/// Lines are handed to a thread of their own; where the reader of a pipe stops reading, lines are dropped and requests
/// go on.
///
/// # Errors
/// A level that can't be read.
pub(crate) fn start(log: &Log) -> Result<WorkerGuard, Box<dyn std::error::Error + Send + Sync>> {
    let (writer, guard) = tracing_appender::non_blocking(io::stdout());
    write_to(writer, log)?;
    Ok(guard)
}

/// Writes each line of the log to standard output before whoever tells it goes on: after an answer nothing runs on.
///
/// # Errors
/// A level that can't be read.
#[cfg(feature = "lambda")]
pub(crate) fn start_unbuffered(log: &Log) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    write_to(io::stdout, log)
}

fn write_to(
    writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static,
    log: &Log,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // A line passes both filters: what is asked for can be less than what libraries may tell, and not more.
    let asked_for = EnvFilter::try_new(&log.level)?;
    let quiet = Targets::new().with_default(LevelFilter::TRACE).with_targets(QUIET);
    let registry = tracing_subscriber::registry().with(asked_for).with(quiet);
    match log.format {
        LogFormat::Json => {
            let lines = fmt::layer().json().flatten_event(true).with_current_span(false).with_writer(writer);
            registry.with(lines).try_init()?;
        }
        LogFormat::Pretty => {
            let lines = fmt::layer().with_ansi(io::stdout().is_terminal()).with_writer(writer);
            registry.with(lines).try_init()?;
        }
    }
    Ok(())
}

/// The span that every line about one request stands in, and the one line about each answer.
pub(crate) struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let settings = request.app_data::<web::Data<HttpSettings>>();
        let ids = request.app_data::<web::Data<dyn Ids>>();
        let request_id = settings.zip(ids).map(|(settings, ids)| RequestInfo::of(request, settings, &***ids));
        info_span!(
            "request",
            request_id = request_id.as_ref().map(|info| info.caller.request_id.as_str()),
            method = %request.method(),
            route = Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let (status, request) = match outcome {
            Ok(response) => (response.status(), Some(response.request())),
            Err(error) => (error.as_response_error().status_code(), None),
        };
        let info = request.and_then(|request| request.extensions().get::<RequestInfo>().cloned());
        // The template and not the path: paths hold ids, and whatever else a client put there.
        let route = request.and_then(actix_web::HttpRequest::match_pattern);
        span.in_scope(|| {
            info!(
                target: "access",
                status = status.as_u16(),
                route,
                address = info.as_ref().and_then(|info| info.caller.address).map(tracing::field::display),
                gateway_caller = info.as_ref().and_then(|info| info.gateway_caller.as_deref()),
                duration_ms = info.as_ref().map(|info| info.started.elapsed().as_secs_f64() * 1_000.0),
                "answered"
            );
        });
    }
}
