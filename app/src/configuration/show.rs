use std::{collections::BTreeMap, fmt::Write, time::Duration};

use application::{AdminManagement, Bounded};
use presentation::Origin;
use toml::Value;
use url::Url;

use super::{
    keys::KEYS,
    parse::DAY,
    settings::{LogFormat, Mode, Settings},
};

/// Where the values of settings came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    /// By the key's name, where it isn't the default.
    pub(super) given: BTreeMap<&'static str, String>,
    /// The keys whose secret was generated.
    pub(super) generated: Vec<&'static str>,
    /// The file that the first super admin's password was read from.
    pub(super) bootstrap_file: Option<String>,
}

impl Settings {
    /// The settings that are in force, as TOML, each with where it came from. Secrets are masked.
    #[must_use]
    pub fn show(&self) -> String {
        let mut text = String::new();
        let mut current_section = "";
        for key in &KEYS {
            let (section, name) = key.name.split_once('.').unwrap_or(("", key.name));
            let Some(value) = self.effective(key.name) else { continue };
            if section != current_section {
                let _ = writeln!(text, "\n[{section}]");
                current_section = section;
            }
            let origin = self.origins.given.get(key.name).map_or("default", String::as_str).escape_debug();
            let _ = match value {
                Effective::Set(value) => writeln!(text, "{name} = {value} # {origin}"),
                Effective::Unset => writeln!(text, "# {name} is not set"),
            };
        }
        text
    }

    /// What is in force under this key; `None` for the key of a file, whose content stands under the key of the secret.
    fn effective(&self, name: &str) -> Option<Effective> {
        let Self { mode, server, cors, docs, store, security, session, authorization, .. } = self;
        let Self { rate_limit, events, bootstrap, log, metrics, telemetry, origins, .. } = self;
        let webhook = events.webhook.as_ref();
        let secrets = &security.secrets;
        let is_generated = |name| origins.generated.contains(&name);
        Some(match name {
            "mode" => name_of(&Mode::NAMES, *mode),
            "server.host" => text(&server.host),
            "server.port" => number(server.port),
            "server.public_origin" => optional_text(server.public_origin.as_ref().map(Origin::as_str)),
            "server.trusted_proxies" => list(server.trusted_proxies.iter().map(ToString::to_string)),
            "server.body_limit_bytes" => count(server.body_limit_bytes),
            "server.request_head_timeout_seconds" => seconds(server.request_head_timeout),
            "server.body_timeout_seconds" => seconds(server.body_timeout),
            "server.keep_alive_seconds" => seconds(server.keep_alive),
            "server.max_connections" => count(server.max_connections),
            "server.max_requests_in_flight" => count(server.max_requests_in_flight),
            "server.workers" => count(server.workers),
            "server.shutdown_timeout_seconds" => seconds(server.shutdown_timeout),
            "server.drain_delay_seconds" => seconds(server.drain_delay),
            "cors.allowed_origins" => list(cors.allowed_origins.iter().map(|it| it.as_str().to_owned())),
            "docs.enabled" => Effective::Set(docs.enabled.into()),
            "store.url" => text(&store.url.to_string()),
            "store.max_connections" => store.max_connections.map_or(Effective::Unset, number),
            "store.acquire_timeout_ms" => milliseconds(store.acquire_timeout),
            "store.migrate_on_start" => Effective::Set(store.migrate_on_start.into()),
            "security.password_pepper" => masked(is_generated("security.password_pepper")),
            "security.password_peppers_previous" => masked_list(secrets.password_peppers_previous.len()),
            "security.jwt_secret" => masked(is_generated("security.jwt_secret")),
            "security.jwt_secrets_previous" => masked_list(secrets.jwt_secrets_previous.len()),
            "security.bcrypt_cost" => number(security.bcrypt_cost),
            "security.hasher_threads" => count(security.hasher_threads),
            "security.hasher_queue" => count(security.hasher_queue),
            "security.password_min_length" => count(security.password_policy.min_length),
            "session.idle_ttl_seconds" => seconds(session.lifetime.idle),
            "session.renew_below" => Effective::Set(session.lifetime.renew_below.into()),
            "session.absolute_ttl_seconds" => seconds(session.lifetime.absolute),
            "session.cookie_secure" => Effective::Set(session.cookie_secure.into()),
            "session.max_per_user" => number(session.max_per_user),
            "authorization.admins_manage_admins" => {
                Effective::Set((authorization.admin_management == AdminManagement::ByAdmins).into())
            }
            "rate_limit.enabled" => Effective::Set((rate_limit.bounded == Bounded::Yes).into()),
            "rate_limit.address_attempts" => number(rate_limit.address.attempts),
            "rate_limit.address_window_seconds" => seconds(rate_limit.address.window),
            "rate_limit.account_address_attempts" => number(rate_limit.account_from_address.attempts),
            "rate_limit.account_address_window_seconds" => seconds(rate_limit.account_from_address.window),
            "rate_limit.account_attempts" => number(rate_limit.account.attempts),
            "rate_limit.account_window_seconds" => seconds(rate_limit.account.window),
            "rate_limit.familiar_days" => days(rate_limit.familiar),
            "events.dispatch" => Effective::Set(events.dispatch.into()),
            "events.webhook_url" => optional_text(webhook.map(|it| it.url.to_string()).as_deref()),
            "events.webhook_secret" => webhook.map_or(Effective::Unset, |_| masked(false)),
            "events.webhook_secrets_previous" => masked_list(webhook.map_or(0, |it| it.secrets_previous.len())),
            "events.max_attempts" => number(events.max_attempts),
            "bootstrap.username" => optional_text(bootstrap.as_ref().map(|it| it.username.as_str())),
            "bootstrap.password_file" => optional_text(origins.bootstrap_file.as_deref()),
            "log.format" => name_of(&LogFormat::NAMES, log.format),
            "log.level" => text(&log.level),
            "metrics.listen" => optional_text(metrics.listen.map(|it| it.to_string()).as_deref()),
            "telemetry.otlp_endpoint" => optional_text(telemetry.otlp_endpoint.as_ref().map(Url::as_str)),
            "telemetry.sample_ratio" => Effective::Set(telemetry.sample_ratio.into()),
            "telemetry.service_name" => text(&telemetry.service_name),
            _ => return None,
        })
    }
}

/// What is in force under a key.
enum Effective {
    Set(Value),
    Unset,
}

fn text(text: &str) -> Effective {
    Effective::Set(text.into())
}

fn optional_text(given: Option<&str>) -> Effective {
    given.map_or(Effective::Unset, text)
}

fn number(number: impl Into<i64>) -> Effective {
    Effective::Set(Value::Integer(number.into()))
}

fn count(count: usize) -> Effective {
    i64::try_from(count).map_or(Effective::Unset, number)
}

fn seconds(duration: Duration) -> Effective {
    i64::try_from(duration.as_secs()).map_or(Effective::Unset, number)
}

fn days(duration: Duration) -> Effective {
    i64::try_from(duration.as_secs() / DAY.as_secs()).map_or(Effective::Unset, number)
}

fn milliseconds(duration: Duration) -> Effective {
    i64::try_from(duration.as_millis()).map_or(Effective::Unset, number)
}

fn list(items: impl Iterator<Item = String>) -> Effective {
    Effective::Set(Value::Array(items.map(Value::from).collect()))
}

fn name_of<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> Effective {
    names.iter().find(|(_, named)| *named == value).map_or(Effective::Unset, |(name, _)| text(name))
}

fn masked(is_generated: bool) -> Effective {
    text(if is_generated { "[generated]" } else { "[set]" })
}

fn masked_list(secrets: usize) -> Effective {
    list((0..secrets).map(|_| "[set]".to_owned()))
}
