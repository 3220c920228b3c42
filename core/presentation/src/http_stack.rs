use std::sync::Arc;

use actix_cors::Cors;
use actix_web::{
    App, Error,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderName},
    middleware::{Condition, from_fn},
    web,
};
use application::{Authenticator, Ids, RateLimiter, Services};
use shaku::HasComponent;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt;

use crate::{
    HttpSettings, Origin, PageTokens, RouteTable, Routes,
    concurrency_limit::{ConcurrencyLimit, limit_concurrency},
    edge::edge,
    open_sets, operations,
    problem::add_problem_schemas,
    request::REQUEST_ID,
    route_table::not_found_or_method_not_allowed,
    webhooks::add_webhooks,
};

/// The HTTP stack of every route. The server and the tests of slices build their apps from it, so both have the same
/// edge.
#[derive(Clone)]
pub struct HttpStack {
    settings: web::Data<HttpSettings>,
    ids: web::Data<dyn Ids>,
    authenticator: web::Data<dyn Authenticator>,
    limits: web::Data<dyn RateLimiter>,
    page_tokens: web::Data<PageTokens>,
    undocumented: Vec<&'static str>,
    concurrency_limit: Option<web::Data<ConcurrencyLimit>>,
}

impl HttpStack {
    /// An HTTP stack of these parts.
    #[must_use]
    pub fn new(settings: HttpSettings, page_tokens: PageTokens, ids: Arc<dyn Ids>, services: &dyn Services) -> Self {
        Self {
            settings: web::Data::new(settings),
            ids: web::Data::from(ids),
            authenticator: web::Data::from(HasComponent::<dyn Authenticator>::resolve(services)),
            limits: web::Data::from(HasComponent::<dyn RateLimiter>::resolve(services)),
            page_tokens: web::Data::new(page_tokens),
            undocumented: Vec::new(),
            concurrency_limit: None,
        }
    }

    /// Adds paths that respond to `GET` and are not in the OpenAPI document.
    #[must_use]
    pub fn with_undocumented(mut self, paths: &'static [&'static str]) -> Self {
        self.undocumented.extend(paths);
        self
    }

    /// Limits how many requests are in flight at a time, in all apps of this stack and its clones together. Requests
    /// for the paths `exempt` don't count.
    #[must_use]
    pub fn with_concurrency_limit(mut self, most: usize, exempt: &'static [&'static str]) -> Self {
        self.concurrency_limit = Some(web::Data::new(ConcurrencyLimit::new(most, exempt)));
        self
    }

    /// `outline` with the descriptions of `routes` and of webhooks added.
    #[must_use]
    pub fn document(outline: OpenApi, routes: Routes) -> OpenApi {
        let (_, mut document) =
            App::new().into_utoipa_app().openapi(outline).configure(|config| routes.register(config)).split_for_parts();
        add_problem_schemas(&mut document);
        operations::complete(&mut document);
        add_webhooks(&mut document);
        open_sets::mark(&mut document);
        document
    }

    /// The app that serves `routes`.
    pub fn app(
        &self,
        routes: Routes,
    ) -> App<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>
        + use<>,
    > {
        let (app, document) =
            App::new().into_utoipa_app().configure(|config| routes.register(config)).split_for_parts();
        let table =
            self.undocumented.iter().fold(RouteTable::from_openapi(&document), |table, path| table.with_readable(path));
        let app = match &self.concurrency_limit {
            Some(concurrency_limit) => app.app_data(concurrency_limit.clone()),
            None => app,
        };
        app.app_data(self.settings.clone())
            .app_data(self.ids.clone())
            .app_data(self.authenticator.clone())
            .app_data(self.limits.clone())
            .app_data(self.page_tokens.clone())
            .app_data(web::Data::new(table))
            .default_service(web::to(not_found_or_method_not_allowed))
            .wrap(from_fn(limit_concurrency))
            .wrap(Condition::new(!self.settings.allowed_origins.is_empty(), cors(&self.settings)))
            .wrap(from_fn(edge))
    }
}

/// The response headers that pages of other origins may read, besides the CORS-safelisted ones.
const EXPOSED: [HeaderName; 6] =
    [header::ALLOW, header::ETAG, header::LOCATION, header::RETRY_AFTER, header::WWW_AUTHENTICATE, REQUEST_ID];

/// Lets pages of the allowed origins, and no others, read responses and send the session cookie.
fn cors(settings: &HttpSettings) -> Cors {
    let cors = Cors::default()
        .allow_any_method()
        .allow_any_header()
        .expose_headers(EXPOSED)
        .supports_credentials()
        .block_on_origin_mismatch(false);
    let allowed = settings.allowed_origins.clone();
    // The same comparison decides whether a cross-site request is refused.
    cors.allowed_origin_fn(move |origin, _| {
        origin.to_str().ok().and_then(Origin::parse).is_some_and(|origin| allowed.contains(&origin))
    })
}
