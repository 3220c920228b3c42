use application::AttemptSettings;
use event_publishers::WebhookSecret;
use secrecy::{ExposeSecret, SecretString};

use super::{
    Sources,
    error::Problem,
    generated::{self, Generated},
    key::Key,
    keys::KEYS,
    rules,
    secrets::{self, Given, GivenBootstrap, GivenSecrets},
    sections::{self, Delivery, Hashing},
    settings::{
        Authorization, Cors, Docs, Events, Log, Metrics, Mode, Secrets, Security, Server, Session, Settings, Store,
        Telemetry, Webhook,
    },
    show::Origins,
    values::{Noted, Values},
};

/// Every section, typed; what is missing are the secrets that nobody gave.
pub(super) struct Parts {
    mode: Mode,
    server: Server,
    cors: Cors,
    docs: Docs,
    store: Store,
    hashing: Hashing,
    given_secrets: GivenSecrets,
    session: Session,
    authorization: Authorization,
    rate_limit: AttemptSettings,
    delivery: Delivery,
    bootstrap: Option<GivenBootstrap>,
    log: Log,
    metrics: Metrics,
    telemetry: Telemetry,
}

impl Parts {
    /// Reads every section before it gives up, so that all problems are told at once.
    pub(super) fn read(values: &mut Values, sources: &Sources) -> Result<Self, Noted> {
        let mode = sections::mode(values);
        // What an unusable mode would ask for is not known: nothing is held against the rest on its account.
        let assumed = mode.unwrap_or(Mode::Development);
        let server = sections::server(values, assumed, sources.machine);
        let cors = sections::cors(values);
        let docs = sections::docs(values);
        let store = sections::store(values, sources);
        let hashing = sections::hashing(values, sources.machine);
        let given_secrets = secrets::read(values, sources);
        let session = sections::session(values, assumed);
        let authorization = sections::authorization(values);
        let rate_limit = sections::rate_limit(values);
        let delivery = sections::delivery(values);
        let bootstrap = secrets::bootstrap(values, sources);
        let log = sections::log(values, sources.machine);
        let metrics = sections::metrics(values);
        let telemetry = sections::telemetry(values);
        if let Ok(hashing) = hashing {
            rules::check_hashing(values, assumed, hashing);
        }
        if let Ok(given) = &given_secrets {
            rules::check_secrets(values, assumed, given);
        }
        if let (Ok(delivery), Ok(given)) = (&delivery, &given_secrets) {
            rules::check_webhook(values, assumed, delivery.webhook_url.as_ref(), given);
        }
        if let Ok(session) = &session {
            rules::check_session(values, assumed, session);
        }
        if let (Ok(hashing), Ok(Some(given))) = (hashing, &bootstrap) {
            rules::check_bootstrap(values, hashing.password_policy, &given.bootstrap);
        }
        Ok(Self {
            mode: mode?,
            server: server?,
            cors: cors?,
            docs: docs?,
            store: store?,
            hashing: hashing?,
            given_secrets: given_secrets?,
            session: session?,
            authorization: authorization?,
            rate_limit: rate_limit?,
            delivery: delivery?,
            bootstrap: bootstrap?,
            log: log?,
            metrics: metrics?,
            telemetry: telemetry?,
        })
    }

    /// The settings, with generated secrets where some are missing; in production the rules saw to it that none is.
    pub(super) fn complete(self, values: &Values, sources: &Sources) -> Result<Settings, Problem> {
        let Hashing { bcrypt_cost, hasher_threads, hasher_queue, password_policy } = self.hashing;
        let mut origins = origins(values, &self.given_secrets);
        let bootstrap = self.bootstrap.map(|given| {
            origins.bootstrap_file = Some(given.file);
            given.bootstrap
        });
        let events = events(self.delivery, &self.given_secrets)?;
        let (secrets, generated) = complete_secrets(self.given_secrets, &self.store, sources, &mut origins)?;
        Ok(Settings {
            mode: self.mode,
            server: self.server,
            cors: self.cors,
            docs: self.docs,
            store: self.store,
            security: Security { secrets, bcrypt_cost, hasher_threads, hasher_queue, password_policy },
            session: self.session,
            authorization: self.authorization,
            rate_limit: self.rate_limit,
            events,
            bootstrap,
            log: self.log,
            metrics: self.metrics,
            telemetry: self.telemetry,
            origins,
            generated,
        })
    }
}

fn origins(values: &Values, given: &GivenSecrets) -> Origins {
    let origin_of = |key: &Key| Some((key.name, values.origin(key.name)?));
    let mut origins = Origins { given: KEYS.iter().filter_map(origin_of).collect(), ..Origins::default() };
    // A secret comes from its file, rather than from where the file's path was given.
    for given in given.all() {
        origins.given.extend(given.origin.clone().map(|origin| (given.name, origin)));
    }
    // What earlier versions read for a secret counts as a previous one.
    for (present, previous) in given.pairs() {
        if let Some(origin) = present.origin.clone().filter(|_| !present.untrimmed.is_empty()) {
            origins.given.entry(previous.name).or_insert(origin);
        }
    }
    origins
}

/// The delivery of events; the rules saw to it that a webhook has a secret that can be used.
fn events(delivery: Delivery, given: &GivenSecrets) -> Result<Events, Problem> {
    let Delivery { dispatch, webhook_url, max_attempts } = delivery;
    let secret = |text: &SecretString| {
        WebhookSecret::parse(text).map_err(|error| Problem::new(given.webhook_secret.name, error.to_string()))
    };
    let webhook = match (webhook_url, given.webhook_secret.secrets.first()) {
        (Some(url), Some(present)) => {
            let previous = given.webhook_secrets_previous.secrets.iter().map(secret);
            // One that can't be used never signed anything.
            let untrimmed = given.webhook_secret.untrimmed.iter().chain(&given.webhook_secrets_previous.untrimmed);
            let usable = untrimmed.filter_map(|text| secret(text).ok()).map(Ok);
            let secrets_previous = previous.chain(usable).collect::<Result<_, _>>()?;
            Some(Webhook { url, secret: secret(present)?, secrets_previous })
        }
        _ => None,
    };
    Ok(Events { dispatch, webhook, max_attempts })
}

fn complete_secrets(
    given: GivenSecrets,
    store: &Store,
    sources: &Sources,
    origins: &mut Origins,
) -> Result<(Secrets, Option<Generated>), Problem> {
    let (pepper_name, jwt_name) = (given.password_pepper.name, given.jwt_secret.name);
    let password_peppers_previous = previous(&given.password_pepper, given.password_peppers_previous);
    let jwt_secrets_previous = previous(&given.jwt_secret, given.jwt_secrets_previous);
    let pepper = given.password_pepper.secrets.into_iter().next();
    let jwt_secret = given.jwt_secret.secrets.into_iter().next();
    let missing = [pepper.is_none().then_some(pepper_name), jwt_secret.is_none().then_some(jwt_name)];
    let (password_pepper, jwt_secret, generated) = match (pepper, jwt_secret) {
        (Some(pepper), Some(jwt_secret)) => (pepper, jwt_secret, None),
        (pepper, jwt_secret) => {
            let database = store.url.file_of_secrets().map(|file| sources.resolve(&file));
            let generated = generated::provide(database.as_deref())?;
            for name in missing.into_iter().flatten() {
                origins.given.insert(name, generated.origin.clone());
                origins.generated.push(name);
            }
            let pepper = pepper.unwrap_or_else(|| generated.password_pepper.clone());
            (pepper, jwt_secret.unwrap_or_else(|| generated.jwt_secret.clone()), Some(generated))
        }
    };
    if password_pepper.expose_secret() == jwt_secret.expose_secret() {
        let reason = format!("must differ from `{pepper_name}`");
        return Err(Problem::new(jwt_name, reason).given_in(origins.given.get(jwt_name).cloned()));
    }
    let secrets = Secrets { password_pepper, password_peppers_previous, jwt_secret, jwt_secrets_previous };
    Ok((secrets, generated))
}

/// The previous secrets that were given, and what earlier versions read in the place of some.
fn previous(present: &Given, given: Given) -> Vec<SecretString> {
    given.secrets.into_iter().chain(present.untrimmed.iter().cloned()).chain(given.untrimmed).collect()
}
