use std::sync::Arc;

use actix_web::{
    App, Error,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::from_fn,
};

use tracing_actix_web::{StreamSpan, TracingLogger};

use crate::{
    composition::Composition,
    configuration::Settings,
    documentation::{self, OpenApiText},
    logging::RequestSpan,
    metrics,
    readiness::Readiness,
    routes, system,
    telemetry::TraceRequests,
};

/// What each worker of the server, and the function, build their app from.
#[derive(Clone)]
pub(crate) struct HttpApp {
    composition: Composition,
    readiness: Arc<Readiness>,
    /// The document to serve, where documentation is served.
    openapi: Option<OpenApiText>,
    tracing: TraceRequests,
    is_measured: bool,
}

impl HttpApp {
    /// # Errors
    /// A document that can't be written as JSON.
    pub(crate) fn new(
        settings: &Settings,
        composition: &Composition,
        readiness: &Arc<Readiness>,
    ) -> Result<Self, serde_json::Error> {
        let openapi = if settings.docs.enabled {
            Some(OpenApiText::new(documentation::render(&documentation::describe(composition))?))
        } else {
            None
        };
        let is_traced = settings.telemetry.otlp_endpoint.is_some();
        let tracing = if is_traced { TraceRequests::On } else { TraceRequests::Off };
        let is_measured = settings.metrics.listen.is_some();
        Ok(Self { composition: composition.clone(), readiness: readiness.clone(), openapi, tracing, is_measured })
    }

    /// An app of its own for the calling thread.
    pub(crate) fn build(
        &self,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<StreamSpan<BoxBody>>,
            Error = Error,
            InitError = (),
        > + use<>,
    > {
        let Self { composition, readiness, openapi, tracing, is_measured } = self.clone();
        let kit = match openapi {
            Some(_) => composition.kit.with_undocumented(documentation::PATHS),
            None => composition.kit,
        };
        let (app, _) = kit.app(documentation::outline(), move |config| {
            system::routes(config, &readiness);
            if let Some(text) = &openapi {
                system::documentation_routes(config, text);
                documentation::routes(config);
            }
            routes::slices(&composition.module, config);
        });
        app.wrap(from_fn(move |request, next| metrics::measure(is_measured, request, next)))
            .wrap(TracingLogger::<RequestSpan>::new())
            .wrap(tracing)
    }
}
