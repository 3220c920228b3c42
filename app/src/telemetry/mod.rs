//! Traces of requests, which are sent to a receiver of OTLP where one is configured.
//!
//! Spans are told through `tracing`, with the target [`TARGET`]: by the interactors themselves, and by what is wrapped
//! around the requests ([`TraceRequests`]), the store, the hasher and the publisher. Where no receiver is configured
//! nothing is wrapped and the target is off.

mod client;
mod publisher;
mod requests;
mod security;
mod store;
mod store_span;

pub(crate) use publisher::{TracedPublisher, traceparent};
pub(crate) use requests::TraceRequests;
pub(crate) use security::traced as traced_security;
pub(crate) use store::traced as traced_store;

use std::{error::Error, time::Duration};

use opentelemetry::{KeyValue, trace::TracerProvider};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    trace::{BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracerProvider},
};
use tracing::Subscriber;
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    registry::LookupSpan,
};

use crate::configuration;
use client::ReceiverClient;

/// The target of every span that is traced, and of nothing else.
pub(crate) const TARGET: &str = "spans";

/// How long the receiver may take to accept a batch.
const EXPORTING: Duration = Duration::from_secs(5);
/// How long spans wait until they are sent, where they don't fill a batch.
const WAITING: Duration = Duration::from_secs(1);
/// The most spans that wait. Whatever comes while so many wait is dropped.
const QUEUE: usize = 8192;
/// The most spans that are sent at once.
const BATCH: usize = 512;
/// How long what waits may hold the end of the process.
const GRACE: Duration = Duration::from_secs(2);

/// What sends traces, in a thread of its own: requests never wait for it.
#[derive(Clone)]
pub(crate) struct Telemetry(Option<SdkTracerProvider>);

impl Telemetry {
    /// What the settings ask for; nothing is sent yet, and a receiver that can't be reached shows in use.
    ///
    /// # Errors
    /// An endpoint that the exporter can't use.
    pub(crate) fn start(settings: &configuration::Telemetry) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let Some(endpoint) = &settings.otlp_endpoint else { return Ok(Self(None)) };
        let endpoint = format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/'));
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(ReceiverClient::new(EXPORTING))
            .with_endpoint(endpoint)
            .with_timeout(EXPORTING)
            .build()?;
        let batches = BatchConfigBuilder::default()
            .with_max_queue_size(QUEUE)
            .with_max_export_batch_size(BATCH)
            .with_scheduled_delay(WAITING)
            .build();
        // The address of the machine and the like come from OTEL_RESOURCE_ATTRIBUTES, as everywhere.
        let resource = Resource::builder()
            .with_service_name(settings.service_name.clone())
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_span_processor(BatchSpanProcessor::builder(exporter).with_batch_config(batches).build())
            .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(settings.sample_ratio))))
            .with_resource(resource)
            .build();
        Ok(Self(Some(provider)))
    }

    /// What makes spans of what `tracing` tells under [`TARGET`]; `None` where nothing is traced.
    pub(crate) fn layer<S>(&self) -> Option<impl Layer<S> + use<S>>
    where
        S: Subscriber + for<'a> LookupSpan<'a> + Send + Sync,
    {
        let provider = self.0.as_ref()?;
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("tranche"));
        // Where in the source a span stands is of no use to whoever runs the service.
        let bare = layer.with_location(false).with_threads(false).with_tracked_inactivity(false).with_target(false);
        Some(bare.with_filter(Targets::new().with_target(TARGET, LevelFilter::INFO)))
    }

    /// Sends what waits, for where nothing runs between requests. Returns after a bound, sent or not.
    #[cfg(feature = "lambda")]
    pub(crate) async fn flush(&self) {
        if let Some(provider) = self.0.clone() {
            // What could not be sent is told by the client; the SDK gives up after five seconds.
            let _ = tokio::task::spawn_blocking(move || provider.force_flush()).await;
        }
    }

    /// Sends what waits, for as long as the end of the process may be held. What is left then is dropped.
    pub(crate) async fn stop(self) {
        if let Some(provider) = self.0 {
            // What could not be sent is told by the client.
            let _ = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(GRACE)).await;
        }
    }
}
