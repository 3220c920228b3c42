use std::{error::Error, num::NonZeroUsize, sync::Arc};

use application::{
    Caller, Clock, EventDispatcher, EventPublisher, Holder, HolderParameters, Ids, Maintenance, PUBLISHING,
    Persistence, RequestId, Schema, Security, ServiceSettings, services,
};
use event_publishers::{LogPublisher, UnusableWebhook, WebhookPublisher, WebhookSettings};
use presentation::{CookieSettings, HttpSettings, HttpStack, PageTokens};
use security::{SecuritySettings, system_security};

use crate::{
    configuration::{Events, Settings},
    module::{AppModule, Entities},
    stores::{self, ConnectionMetrics},
    telemetry::{TracedPublisher, traced_security, traced_store, traceparent},
};

/// Health checks, which are answered under any load: orchestrators and load balancers route requests by them.
const NEVER_REFUSED: [&str; 2] = ["/livez", "/readyz"];

/// The slices, wired to their adapters as the settings say.
#[derive(Clone)]
pub(crate) struct Composition {
    pub(crate) module: Arc<AppModule>,
    pub(crate) http_stack: HttpStack,
    pub(crate) persistence: Arc<dyn Persistence>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    /// Reports how many connections the store has.
    pub(crate) connection_metrics: Option<ConnectionMetrics>,
    /// Whether calls are traced.
    pub(crate) is_traced: bool,
}

/// Wires the slices. It opens no connection: a store that can't be reached fails at its first use.
///
/// # Errors
/// An adapter can't use a setting.
pub(crate) fn compose(settings: &Settings) -> Result<Composition, Box<dyn Error + Send + Sync>> {
    let is_traced = settings.telemetry.otlp_endpoint.is_some();
    let (mut persistence, connection_metrics) = stores::connect(&settings.store)?;
    let mut security = security(settings)?;
    if is_traced {
        persistence = traced_store(&persistence, &settings.store.url);
        security = traced_security(security);
    }
    let service_settings = ServiceSettings {
        session_lifetime: settings.session.lifetime,
        password_policy: settings.security.passwords.policy,
        attempts: settings.rate_limit,
        admin_management: settings.authorization.admin_management,
        max_sessions_per_user: settings.session.max_per_user,
    };
    let services = services(persistence.clone(), security.clone(), service_settings);
    let (clock, ids): (Arc<dyn Clock>, Arc<dyn Ids>) = (security.resolve(), security.resolve());
    let secrets = &settings.security.secrets;
    let page_tokens = PageTokens::new(&secrets.jwt_secret, &secrets.jwt_secrets_previous);
    let http_stack = HttpStack::new(http_settings(settings), page_tokens, ids.clone(), &*services)
        .with_concurrency_limit(settings.server.max_requests_in_flight, &NEVER_REFUSED);
    let module = AppModule::builder(persistence.clone(), security, services)
        .with_component_parameters::<Holder<Entities>>(HolderParameters::of(Entities(persistence.clone())))
        .build();
    let module = Arc::new(module);
    Ok(Composition { module, http_stack, persistence, clock, ids, connection_metrics, is_traced })
}

impl Composition {
    /// The schema of the store.
    pub(crate) fn schema(&self) -> Arc<dyn Schema> {
        self.persistence.resolve()
    }

    /// The maintenance of the store.
    pub(crate) fn maintenance(&self) -> Arc<dyn Maintenance> {
        self.persistence.resolve()
    }

    /// A dispatcher of events, with a lease owner id of its own.
    ///
    /// # Errors
    /// [`UnusableWebhook`].
    pub(crate) fn event_dispatcher(&self, settings: &Events) -> Result<EventDispatcher, UnusableWebhook> {
        let mut publisher = event_publisher(settings, &self.clock)?;
        if self.is_traced {
            publisher = Arc::new(TracedPublisher::new(publisher));
        }
        let (clock, owner) = (self.clock.clone(), self.ids.next());
        Ok(EventDispatcher::new(&*self.persistence, publisher, clock, owner, settings.max_attempts))
    }

    /// The caller for work that no request causes: the command line's, or the server's own.
    pub(crate) fn internal_caller(&self) -> Caller {
        Caller { request_id: RequestId::new(self.ids.next()), address: None }
    }
}

fn security(settings: &Settings) -> Result<Arc<dyn Security>, Box<dyn Error + Send + Sync>> {
    let configured = &settings.security;
    Ok(system_security(SecuritySettings {
        password_pepper: configured.secrets.password_pepper.clone(),
        password_peppers_previous: configured.secrets.password_peppers_previous.clone(),
        jwt_secret: configured.secrets.jwt_secret.clone(),
        jwt_secrets_previous: configured.secrets.jwt_secrets_previous.clone(),
        bcrypt_cost: configured.passwords.bcrypt_cost,
        hasher_threads: NonZeroUsize::new(configured.passwords.hasher_threads).unwrap_or(NonZeroUsize::MIN),
        hasher_queue: configured.passwords.hasher_queue,
    })?)
}

fn event_publisher(settings: &Events, clock: &Arc<dyn Clock>) -> Result<Arc<dyn EventPublisher>, UnusableWebhook> {
    let Some(webhook) = &settings.webhook else {
        return Ok(Arc::new(LogPublisher));
    };
    let secrets = std::iter::once(&webhook.secret).chain(&webhook.secrets_previous).cloned().collect();
    let settings = WebhookSettings { url: webhook.url.to_url(), secrets, timeout: PUBLISHING, traceparent };
    Ok(Arc::new(WebhookPublisher::new(settings, clock.clone())?))
}

fn http_settings(settings: &Settings) -> HttpSettings {
    HttpSettings {
        body_limit: settings.server.body_limit_bytes,
        body_timeout: settings.server.body_timeout,
        cookie: CookieSettings { secure: settings.session.cookie_secure },
        public_origin: settings.server.public_origin.clone(),
        trusted_proxies: settings.server.trusted_proxies.clone(),
        allowed_origins: settings.cors.allowed_origins.clone(),
    }
}
