//! Traces of requests, exported to an OTLP receiver if one is configured.
//!
//! Spans come from `tracing`, with the target [`TARGET`]: from the interactors themselves, and from wrappers around the
//! requests ([`TraceRequests`]), the store, the hasher and the publisher. Without a receiver nothing is wrapped and the
//! target is off.

mod client;
mod publisher;
mod requests;
mod security;
mod store;
mod store_span;
mod traceparent;

pub(crate) use publisher::TracedPublisher;
pub(crate) use requests::TraceRequests;
pub(crate) use security::traced as traced_security;
pub(crate) use store::traced as traced_store;
pub(crate) use traceparent::traceparent;

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

/// The target of all traced spans, and of nothing else.
pub(crate) const TARGET: &str = "spans";

/// The timeout for exporting a batch.
const EXPORTING: Duration = Duration::from_secs(5);
/// How long spans wait for their batch to fill.
const WAITING: Duration = Duration::from_secs(1);
/// The most spans that wait; further ones are dropped.
const QUEUE: usize = 8192;
/// The most spans of a batch.
const BATCH: usize = 512;
/// How long exporting delays the end of the process.
const GRACE: Duration = Duration::from_secs(2);

/// Exports traces in a thread of its own: requests never wait for it.
#[derive(Clone)]
pub(crate) struct Telemetry(Option<SdkTracerProvider>);

impl Telemetry {
    /// Configures the export as the settings say. It sends nothing yet; an unreachable receiver fails at the first
    /// export.
    ///
    /// # Errors
    /// The exporter can't use the endpoint.
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
        // Attributes such as the host come from OTEL_RESOURCE_ATTRIBUTES, as everywhere.
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

    /// The layer that exports the spans of [`TARGET`]; `None` if tracing is off.
    pub(crate) fn layer<S>(&self) -> Option<impl Layer<S> + use<S>>
    where
        S: Subscriber + for<'a> LookupSpan<'a> + Send + Sync,
    {
        let provider = self.0.as_ref()?;
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("tranche"));
        // An operator has no use for source locations.
        let bare = layer.with_location(false).with_threads(false).with_tracked_inactivity(false).with_target(false);
        Some(bare.with_filter(Targets::new().with_target(TARGET, LevelFilter::INFO)))
    }

    /// Exports what waits, for environments where nothing runs between requests. Returns in bounded time, exported or
    /// not.
    #[cfg(feature = "lambda")]
    pub(crate) async fn flush(&self) {
        if let Some(provider) = self.0.clone() {
            // The client logs failures; the SDK gives up after five seconds.
            let _ = tokio::task::spawn_blocking(move || provider.force_flush()).await;
        }
    }

    /// Exports what waits, within the delay that the end of the process allows. The rest is dropped.
    pub(crate) async fn stop(self) {
        if let Some(provider) = self.0 {
            // The client logs failures.
            let _ = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(GRACE)).await;
        }
    }
}
