use std::sync::Arc;

use actix_web::{
    App, Error,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
};

use tracing_actix_web::{StreamSpan, TracingLogger};

use crate::{
    composition::Composition,
    configuration::Settings,
    documentation::{self, OpenApiText},
    logging::RequestSpan,
    readiness::Readiness,
    routes, system,
};

/// What each worker of the server, and the function, build their app from.
#[derive(Clone)]
pub(crate) struct HttpApp {
    composition: Composition,
    readiness: Arc<Readiness>,
    /// The document to serve, where documentation is served.
    openapi: Option<OpenApiText>,
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
        Ok(Self { composition: composition.clone(), readiness: readiness.clone(), openapi })
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
        let Self { composition, readiness, openapi } = self.clone();
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
        app.wrap(TracingLogger::<RequestSpan>::new())
    }
}
