//! Each section of the configuration, from what is given to what is typed.

use std::time::Duration;

use application::{AdminManagement, AttemptSettings, Bound, Bounded};
use domain::{PasswordPolicy, SessionLifetime};
use secrecy::ExposeSecret;

use super::{
    Machine, Sources,
    parse::{self, boolean, days, milliseconds, number, one_of, seconds},
    secrets::{self, Given},
    settings::{Authorization, Cors, Docs, Log, LogFormat, Metrics, Mode, Server, Session, Store, Telemetry},
    store_url::StoreUrl,
    values::{Noted, Values},
    webhook_url::WebhookUrl,
};

/// The longest that a session or a count may last: a year.
const YEAR_SECONDS: u64 = 31_536_000;
/// The most consecutive wrong guesses at an account's password (NIST SP 800-63B-4, section 3.2.2). It bounds those of
/// one address too: one that is familiar to the account is not counted with the others.
const MOST_GUESSES: u32 = 100;

/// The most threads that actix starts to serve requests.
const MOST_WORKERS: usize = 512;

pub(super) fn mode(values: &mut Values) -> Result<Mode, Noted> {
    values.read("mode", one_of(Mode::NAMES))
}

pub(super) fn server(values: &mut Values, mode: Mode, machine: Machine) -> Result<Server, Noted> {
    let drain_delay = match mode {
        Mode::Development => Duration::ZERO,
        Mode::Production => Duration::from_secs(5),
    };
    let host = values.read("server.host", parse::host);
    let port = values.read("server.port", number(0..=u16::MAX));
    let public_origin = values.read_optional("server.public_origin", parse::origin);
    let trusted_proxies = values.read_list("server.trusted_proxies", parse::network);
    let body_limit_bytes = values.read("server.body_limit_bytes", number(1024..=16 * 1024 * 1024));
    let request_head_timeout = values.read("server.request_head_timeout_seconds", seconds(1..=300));
    let body_timeout = values.read("server.body_timeout_seconds", seconds(1..=300));
    let keep_alive = values.read("server.keep_alive_seconds", seconds(1..=3600));
    let max_connections = values.read("server.max_connections", number(1..=1_000_000));
    let max_requests_in_flight = values.read("server.max_requests_in_flight", number(1..=1_000_000));
    let workers = values.read_or("server.workers", number(1..=MOST_WORKERS), machine.cores.min(MOST_WORKERS));
    let shutdown_timeout = values.read("server.shutdown_timeout_seconds", seconds(0..=3600));
    let drain_delay = values.read_or("server.drain_delay_seconds", seconds(0..=300), drain_delay);
    Ok(Server {
        host: host?,
        port: port?,
        public_origin: public_origin?,
        trusted_proxies: trusted_proxies?,
        body_limit_bytes: body_limit_bytes?,
        request_head_timeout: request_head_timeout?,
        body_timeout: body_timeout?,
        keep_alive: keep_alive?,
        max_connections: max_connections?,
        max_requests_in_flight: max_requests_in_flight?,
        workers: workers?,
        shutdown_timeout: shutdown_timeout?,
        drain_delay: drain_delay?,
    })
}

pub(super) fn cors(values: &mut Values) -> Result<Cors, Noted> {
    Ok(Cors { allowed_origins: values.read_list("cors.allowed_origins", parse::origin)? })
}

pub(super) fn docs(values: &mut Values) -> Result<Docs, Noted> {
    Ok(Docs { enabled: values.read("docs.enabled", boolean)? })
}

pub(super) fn store(values: &mut Values, sources: &Sources) -> Result<Store, Noted> {
    let url = store_url(values, sources);
    let max_connections = values.read_optional("store.max_connections", number(1..=10_000));
    let acquire_timeout = values.read("store.acquire_timeout_ms", milliseconds(1..=60_000));
    let migrate_on_start = values.read("store.migrate_on_start", boolean);
    Ok(Store {
        url: url?,
        max_connections: max_connections?,
        acquire_timeout: acquire_timeout?,
        migrate_on_start: migrate_on_start?,
    })
}

/// The URL, given directly or in a file: it may hold a password.
fn store_url(values: &mut Values, sources: &Sources) -> Result<StoreUrl, Noted> {
    let given = secrets::single(values, sources, "store.url")?;
    let Some(text) = given.secrets.first() else { return values.read("store.url", StoreUrl::parse) };
    let url = StoreUrl::parse(text.expose_secret());
    let url = url.and_then(|url| match left_behind(&given, sources) {
        Some(file) => Err(format!(
            "names `{url}`, but the data is in {file:?}: earlier versions took white space at the end of this value for a \
             part of the file's name. With every server stopped, give that file, and those beside it whose names go on \
             with `-wal` and `-shm`, the name without it"
        )),
        None => Ok(url),
    });
    url.map_err(|reason| values.note_from(given.name, given.origin.clone(), reason))
}

/// The file that earlier versions made where the URL of SQLite ended in white space.
fn left_behind(given: &Given, sources: &Sources) -> Option<String> {
    let before = StoreUrl::parse(given.untrimmed.first()?.expose_secret()).ok()?;
    let file = sources.resolve(&before.file()?);
    file.exists().then(|| file.display().to_string())
}

/// What [`Security`](super::Security) holds beside secrets.
#[derive(Clone, Copy)]
pub(super) struct Hashing {
    pub(super) bcrypt_cost: u32,
    pub(super) hasher_threads: usize,
    pub(super) hasher_queue: usize,
    pub(super) password_policy: PasswordPolicy,
}

pub(super) fn hashing(values: &mut Values, machine: Machine) -> Result<Hashing, Noted> {
    let bcrypt_cost = values.read("security.bcrypt_cost", number(4..=31));
    let hasher_threads = values.read_or("security.hasher_threads", number(1..=1024), machine.cores);
    let hasher_queue = values.read("security.hasher_queue", number(1..=100_000));
    let min_length = values.read("security.password_min_length", number(8..=64));
    Ok(Hashing {
        bcrypt_cost: bcrypt_cost?,
        hasher_threads: hasher_threads?,
        hasher_queue: hasher_queue?,
        password_policy: PasswordPolicy { min_length: min_length? },
    })
}

pub(super) fn session(values: &mut Values, mode: Mode) -> Result<Session, Noted> {
    let idle = values.read("session.idle_ttl_seconds", seconds(1..=YEAR_SECONDS));
    let renew_below = values.read("session.renew_below", parse::share);
    let absolute = values.read("session.absolute_ttl_seconds", seconds(1..=YEAR_SECONDS));
    let cookie_secure = values.read_or("session.cookie_secure", boolean, mode == Mode::Production);
    let max_per_user = values.read("session.max_per_user", number(1..=1000));
    let lifetime = SessionLifetime { idle: idle?, renew_below: renew_below?, absolute: absolute? };
    Ok(Session { lifetime, cookie_secure: cookie_secure?, max_per_user: max_per_user? })
}

pub(super) fn authorization(values: &mut Values) -> Result<Authorization, Noted> {
    let admins_manage_admins = values.read("authorization.admins_manage_admins", boolean)?;
    let admin_management =
        if admins_manage_admins { AdminManagement::ByAdmins } else { AdminManagement::BySuperAdmins };
    Ok(Authorization { admin_management })
}

pub(super) fn rate_limit(values: &mut Values) -> Result<AttemptSettings, Noted> {
    let is_enabled = values.read("rate_limit.enabled", boolean);
    let address = bound(values, "rate_limit.address", 1_000_000);
    let account_from_address = bound(values, "rate_limit.account_address", MOST_GUESSES);
    let account = bound(values, "rate_limit.account", MOST_GUESSES);
    let familiar = values.read("rate_limit.familiar_days", days(1..=365));
    Ok(AttemptSettings {
        bounded: if is_enabled? { Bounded::Yes } else { Bounded::No },
        address: address?,
        account_from_address: account_from_address?,
        account: account?,
        familiar: familiar?,
    })
}

/// The two keys of a bound.
fn bound(values: &mut Values, name: &str, most: u32) -> Result<Bound, Noted> {
    let attempts = values.read(&format!("{name}_attempts"), number(1..=most));
    let window = values.read(&format!("{name}_window_seconds"), seconds(1..=YEAR_SECONDS));
    Ok(Bound { attempts: attempts?, window: window? })
}

/// What [`Events`](super::Events) holds beside secrets.
pub(super) struct Delivery {
    pub(super) dispatch: bool,
    pub(super) webhook_url: Option<WebhookUrl>,
    pub(super) max_attempts: u32,
}

pub(super) fn delivery(values: &mut Values) -> Result<Delivery, Noted> {
    let dispatch = values.read("events.dispatch", boolean);
    let webhook_url = values.read_optional("events.webhook_url", WebhookUrl::parse);
    let max_attempts = values.read("events.max_attempts", number(1..=1000));
    Ok(Delivery { dispatch: dispatch?, webhook_url: webhook_url?, max_attempts: max_attempts? })
}

pub(super) fn log(values: &mut Values, machine: Machine) -> Result<Log, Noted> {
    let default = if machine.logs_to_terminal { LogFormat::Pretty } else { LogFormat::Json };
    let format = values.read_or("log.format", one_of(LogFormat::NAMES), default);
    let level = values.read("log.level", parse::log_level);
    Ok(Log { format: format?, level: level? })
}

pub(super) fn metrics(values: &mut Values) -> Result<Metrics, Noted> {
    Ok(Metrics { listen: values.read_optional("metrics.listen", parse::socket_address)? })
}

pub(super) fn telemetry(values: &mut Values) -> Result<Telemetry, Noted> {
    let otlp_endpoint = values.read_optional("telemetry.otlp_endpoint", parse::endpoint);
    let sample_ratio = values.read("telemetry.sample_ratio", parse::share);
    let service_name = values.read("telemetry.service_name", parse::short_name);
    Ok(Telemetry { otlp_endpoint: otlp_endpoint?, sample_ratio: sample_ratio?, service_name: service_name? })
}
