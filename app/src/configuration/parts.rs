use application::RateLimitSettings;

use super::{
    error::Diagnostic,
    mode::Mode,
    reader::Reader,
    secret_rules,
    sections::{
        Authorization, Bootstrap, Console, Cors, Docs, Events, GivenSecurity, GivenWebhook, Log, Metrics, Server,
        Session, Store, Telemetry, rate_limit,
    },
    settings::Settings,
    shown::Shown,
    sources::Sources,
};

/// Every section, typed, except that secrets may be missing.
pub(super) struct Parts {
    mode: Mode,
    server: Server,
    cors: Cors,
    docs: Docs,
    console: Console,
    store: Store,
    pub(super) security: GivenSecurity,
    session: Session,
    authorization: Authorization,
    rate_limit: RateLimitSettings,
    events: Events,
    pub(super) webhook: GivenWebhook,
    bootstrap: Option<Bootstrap>,
    log: Log,
    metrics: Metrics,
    telemetry: Telemetry,
}

impl Parts {
    /// Reads every section, in the order of the reference.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mode = Mode::read(reader);
        Self {
            mode,
            server: Server::read(reader, mode),
            cors: Cors::read(reader),
            docs: Docs::read(reader),
            console: Console::read(reader),
            store: Store::read(reader),
            security: GivenSecurity::read(reader),
            session: Session::read(reader, mode),
            authorization: Authorization::read(reader),
            rate_limit: rate_limit(reader),
            events: Events::read(reader),
            webhook: GivenWebhook::read(reader),
            bootstrap: Bootstrap::read(reader),
            log: Log::read(reader),
            metrics: Metrics::read(reader),
            telemetry: Telemetry::read(reader),
        }
    }

    /// Validates settings against each other, and the requirements of production.
    pub(super) fn check(&self, reader: &mut Reader<'_>) {
        let Self { mode, security, webhook, .. } = self;
        security.check(reader, *mode);
        webhook.check(reader, *mode);
        secret_rules::check_differences(reader, &[&security.pepper, &security.jwt, &webhook.secrets]);
        self.session.check(reader, *mode);
        if let Some(bootstrap) = &self.bootstrap {
            bootstrap.check(reader, security.passwords.policy);
        }
    }

    /// The settings, with generated secrets for those that are missing.
    pub(super) fn complete(self, sources: &Sources, mut shown: Shown) -> Result<Settings, Diagnostic> {
        let events = Events { webhook: self.webhook.complete()?, ..self.events };
        let (security, missing) = self.security.complete(&self.store, sources, &mut shown)?;
        Ok(Settings {
            mode: self.mode,
            server: self.server,
            cors: self.cors,
            docs: self.docs,
            console: self.console,
            store: self.store,
            security,
            session: self.session,
            authorization: self.authorization,
            rate_limit: self.rate_limit,
            events,
            bootstrap: self.bootstrap,
            log: self.log,
            metrics: self.metrics,
            telemetry: self.telemetry,
            shown,
            missing,
        })
    }
}
