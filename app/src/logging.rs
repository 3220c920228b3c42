use std::{
    io::{self, BufWriter, IsTerminal, Write},
    thread,
    time::Duration,
};

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    web,
};
use application::Ids;
use presentation::{ActingUser, HttpSettings, RequestInfo};
use tracing::{Span, Subscriber, field::Empty, info, info_span};
use tracing_actix_web::RootSpanBuilder;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    filter::{FilterExt, LevelFilter, Targets},
    fmt::{self, MakeWriter, format::JsonFields},
    layer::SubscriberExt,
    registry::LookupSpan,
    util::SubscriberInitExt,
};

use crate::{
    configuration::{Log, LogFormat},
    log_lines::JsonLines,
    metrics,
    telemetry::{self, Telemetry},
};

/// Libraries that log bytes and statements at low levels. Those hold passwords and cookies, so these levels cap the
/// configured ones.
const QUIET: &[(&str, LevelFilter)] = &[
    ("actix_http", LevelFilter::INFO),
    // It logs each malformed request as an error: a client's mistake must not page an operator, nor fill a disk.
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
    // Spans are not log lines.
    (telemetry::TARGET, LevelFilter::OFF),
    ("sqlx", LevelFilter::INFO),
    ("tokio", LevelFilter::INFO),
    ("ureq", LevelFilter::INFO),
    ("ureq_proto", LevelFilter::INFO),
];

/// The most lines that wait to be written: a few megabytes.
const WAITING_LINES: usize = 8_192;

/// How long lines wait to be written together with others.
const MOMENT: Duration = Duration::from_millis(1);

/// Whether security events are counted as well as logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Yes,
    No,
}

/// Writes the log to standard output until the guard is dropped, and counts the lines that are dropped.
///
/// A thread of its own writes the lines; if the reader of a pipe stops reading, lines are dropped and requests
/// continue.
///
/// # Errors
/// The level can't be parsed.
pub(crate) fn start(
    log: &Log,
    telemetry: &Telemetry,
    counted: Counted,
) -> Result<(WorkerGuard, ErrorCounter), Box<dyn std::error::Error + Send + Sync>> {
    let (writer, guard) =
        NonBlockingBuilder::default().buffered_lines_limit(WAITING_LINES).finish(Batches::new(io::stdout()));
    let dropped_lines = writer.error_counter();
    write_to(writer, log, telemetry, counted)?;
    Ok((guard, dropped_lines))
}

/// Writes each line of the log to standard output before the caller continues: nothing runs after a response.
///
/// # Errors
/// The level can't be parsed.
#[cfg(feature = "lambda")]
pub(crate) fn start_unbuffered(
    log: &Log,
    telemetry: &Telemetry,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    write_to(io::stdout, log, telemetry, Counted::No)
}

/// Batches the lines of a moment under load: waking the writing thread for each line costs a request more than logging
/// the line.
struct Batches<W: Write> {
    lines: BufWriter<W>,
}

impl<W: Write> Batches<W> {
    fn new(writer: W) -> Self {
        Self { lines: BufWriter::new(writer) }
    }
}

impl<W: Write> Write for Batches<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.lines.write(bytes)
    }

    /// Called when no further line waits. Lines that arrive meanwhile don't wake the thread.
    fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()?;
        thread::sleep(MOMENT);
        Ok(())
    }
}

fn write_to(
    writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static,
    log: &Log,
    telemetry: &Telemetry,
    counted: Counted,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // A line passes both filters: the configuration can lower what libraries log, and not raise it.
    let asked_for = EnvFilter::try_new(&log.level)?;
    let quiet = Targets::new().with_default(LevelFilter::TRACE).with_targets(QUIET.iter().copied());
    let counting = (counted == Counted::Yes).then(metrics::security_events);
    let beside = [telemetry.layer().map(Layer::boxed), counting.map(Layer::boxed)];
    let mut layers: Vec<Box<dyn Layer<Registry> + Send + Sync>> = beside.into_iter().flatten().collect();
    if layers.is_empty() {
        tracing_subscriber::registry().with(asked_for).with(quiet).with(lines(log.format, writer)).try_init()?;
    } else {
        // Each layer has its own filter, so the log does not depend on the other layers, nor they on its level. They
        // are in one list, so that a callsite that no layer wants is as cheap as without any.
        layers.push(lines(log.format, writer).with_filter(asked_for.and(quiet)).boxed());
        tracing_subscriber::registry().with(layers).try_init()?;
    }
    Ok(())
}

fn lines<S>(
    format: LogFormat,
    writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static,
) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    match format {
        LogFormat::Json => {
            fmt::layer().fmt_fields(JsonFields::new()).event_format(JsonLines).with_writer(writer).boxed()
        }
        LogFormat::Pretty => fmt::layer().with_ansi(io::stdout().is_terminal()).with_writer(writer).boxed(),
    }
}

/// The span of every line about one request, and the one line about each response.
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
        let user = request.and_then(|request| request.extensions().get::<ActingUser>().copied());
        // The template and not the path: paths hold ids, and other data of a client.
        let route = request.and_then(actix_web::HttpRequest::match_pattern);
        span.in_scope(|| {
            info!(
                target: "access",
                status = status.as_u16(),
                route,
                address = info.as_ref().and_then(|info| info.caller.address).map(tracing::field::display),
                user_id = user.map(|user| tracing::field::display(user.0)),
                gateway_caller = info.as_ref().and_then(|info| info.gateway_caller.as_deref()),
                duration_ms = info.as_ref().map(|info| millis(info.started.elapsed())),
                "answered"
            );
        });
    }
}

/// Three decimals at most: whole microseconds.
fn millis(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}
