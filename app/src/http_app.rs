use std::sync::Arc;

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Condition, from_fn},
};
use tracing_actix_web::TracingLogger;

#[cfg(feature = "console")]
use crate::console;
use crate::{
    composition::Composition,
    configuration::Settings,
    documentation::{self, OpenApiText},
    documentation_page,
    logging::RequestSpan,
    metrics,
    problems::{self, ProblemTypes},
    readiness::Readiness,
    routes, system,
    telemetry::TraceRequests,
};

/// Builds the app of each worker of the server, and of the function.
#[derive(Clone)]
pub(crate) struct HttpApp {
    composition: Composition,
    readiness: Arc<Readiness>,
    /// The OpenAPI document, if documentation is served.
    openapi: Option<OpenApiText>,
    problems: Arc<ProblemTypes>,
    #[cfg(feature = "console")]
    has_console: bool,
    is_traced: bool,
    is_measured: bool,
}

impl HttpApp {
    pub(crate) fn new(settings: &Settings, composition: &Composition, readiness: &Arc<Readiness>) -> Self {
        Self {
            composition: composition.clone(),
            readiness: readiness.clone(),
            openapi: settings.docs.enabled.then(|| OpenApiText::of(composition).with_console(settings.console.enabled)),
            problems: Arc::new(ProblemTypes::of(composition, documentation::describe, settings.docs.enabled)),
            #[cfg(feature = "console")]
            has_console: settings.console.enabled,
            is_traced: composition.is_traced,
            is_measured: settings.metrics.listen.is_some(),
        }
    }

    /// An app for the calling thread.
    pub(crate) fn build(
        &self,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<impl MessageBody + use<>>,
            Error = Error,
            InitError = (),
        > + use<>,
    > {
        let Self { composition, readiness, openapi, problems, is_traced, is_measured, .. } = self.clone();
        let mut http_stack = composition.http_stack;
        if openapi.is_some() {
            http_stack = http_stack.with_undocumented(documentation_page::PATHS);
        }
        let documented = openapi.map(documentation::routes);
        let routes = system::routes(readiness)
            .and(problems::routes(problems))
            .and(documented.unwrap_or_default())
            .and(routes::slices(&composition.module));
        #[cfg(feature = "console")]
        let (http_stack, routes) = if self.has_console {
            (http_stack.with_undocumented(console::PATHS), routes.and(console::routes()))
        } else {
            (http_stack, routes)
        };
        http_stack
            .app(routes)
            .wrap(Condition::new(is_measured, from_fn(metrics::measure)))
            .wrap(TracingLogger::<RequestSpan>::new())
            .wrap(Condition::new(is_traced, TraceRequests))
    }
}
