//! Each section of the configuration, from what is given to what is typed.

use std::time::Duration;

use domain::{PasswordPolicy, SessionLifetime};

use super::{
    Machine,
    parse::{self, boolean, milliseconds, number, one_of, seconds},
    settings::{Cors, Docs, Log, LogFormat, Mode, Server, Session, Store, StoreUrl},
    values::{Noted, Values},
};

/// The longest that anything of a session may last: a year.
const LONGEST_SESSION_SECONDS: u64 = 31_536_000;

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
    let workers = values.read_or("server.workers", number(1..=1024), machine.cores);
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

pub(super) fn store(values: &mut Values) -> Result<Store, Noted> {
    let url = values.read("store.url", StoreUrl::parse);
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
    let idle = values.read("session.idle_ttl_seconds", seconds(1..=LONGEST_SESSION_SECONDS));
    let renew_below = values.read("session.renew_below", parse::share);
    let absolute = values.read("session.absolute_ttl_seconds", seconds(1..=LONGEST_SESSION_SECONDS));
    let cookie_secure = values.read_or("session.cookie_secure", boolean, mode == Mode::Production);
    let lifetime = SessionLifetime { idle: idle?, renew_below: renew_below?, absolute: absolute? };
    Ok(Session { lifetime, cookie_secure: cookie_secure? })
}

pub(super) fn log(values: &mut Values, machine: Machine) -> Result<Log, Noted> {
    let default = if machine.logs_to_terminal { LogFormat::Pretty } else { LogFormat::Json };
    let format = values.read_or("log.format", one_of(LogFormat::NAMES), default);
    let level = values.read("log.level", parse::log_level);
    Ok(Log { format: format?, level: level? })
}
