use std::sync::Arc;

use actix_web::{
    App, Error,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
};

use crate::{
    composition::Composition,
    configuration::Settings,
    documentation::{self, OpenApiText},
    readiness::Readiness,
    routes, system,
};

/// What each worker builds its app from.
#[derive(Clone)]
pub(super) struct AppFactory {
    composition: Composition,
    readiness: Arc<Readiness>,
    /// The document to serve, where documentation is served.
    openapi: Option<OpenApiText>,
}

impl AppFactory {
    /// # Errors
    /// A document that can't be written as JSON.
    pub(super) fn new(
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

    /// The app of one worker.
    pub(super) fn build(
        &self,
    ) -> App<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>
        + use<>,
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
        app
    }
}
