use std::{collections::BTreeSet, fs, path::Path};

use super::{JWT_SECRET, PASSWORD, PEPPER, Scene, THIRD_SECRET, is_file_key};
use crate::configuration::{
    keys::{self, KEYS},
    reference,
};

/// A value for every key, other than its default, with its shown form; none for the files of secrets, which are not
/// shown.
pub(super) const SAMPLES: [(&str, &str, &str); 56] = [
    ("mode", "production", "\"production\""),
    ("server.host", "0.0.0.0", "\"0.0.0.0\""),
    ("server.port", "1", "1"),
    ("server.public_origin", "https://shop.test", "\"https://shop.test\""),
    ("server.trusted_proxies", "10.0.0.0/8,::1", "[\"10.0.0.0/8\", \"::1/128\"]"),
    ("server.body_limit_bytes", "1024", "1024"),
    ("server.request_head_timeout_seconds", "2", "2"),
    ("server.body_timeout_seconds", "3", "3"),
    ("server.keep_alive_seconds", "4", "4"),
    ("server.max_connections", "5", "5"),
    ("server.max_requests_in_flight", "26", "26"),
    ("server.workers", "6", "6"),
    ("server.shutdown_timeout_seconds", "7", "7"),
    ("server.drain_delay_seconds", "8", "8"),
    ("cors.allowed_origins", "https://a.test", "[\"https://a.test\"]"),
    ("docs.enabled", "false", "false"),
    ("console.enabled", "false", "false"),
    ("store.url", "memory:", "\"memory:\""),
    ("store.max_connections", "9", "9"),
    ("store.acquire_timeout_ms", "10", "10"),
    ("store.migrate_on_start", "false", "false"),
    ("security.password_pepper", PEPPER, "\"[set]\""),
    ("security.password_peppers_previous", THIRD_SECRET, "[\"[set]\"]"),
    ("security.jwt_secret", THIRD_SECRET, "\"[set]\""),
    ("security.jwt_secrets_previous", THIRD_SECRET, "[\"[set]\"]"),
    ("security.bcrypt_cost", "11", "11"),
    ("security.hasher_threads", "12", "12"),
    ("security.hasher_queue", "13", "13"),
    ("security.password_min_length", "14", "14"),
    ("session.idle_ttl_seconds", "15", "15"),
    ("session.renew_below", "0.25", "0.25"),
    ("session.absolute_ttl_seconds", "1801", "1801"),
    ("session.cookie_secure", "true", "true"),
    ("session.max_per_user", "16", "16"),
    ("authorization.admins_manage_admins", "false", "false"),
    ("rate_limit.enabled", "false", "false"),
    ("rate_limit.address_attempts", "17", "17"),
    ("rate_limit.address_window_seconds", "18", "18"),
    ("rate_limit.account_address_attempts", "19", "19"),
    ("rate_limit.account_address_window_seconds", "20", "20"),
    ("rate_limit.account_attempts", "21", "21"),
    ("rate_limit.account_window_seconds", "22", "22"),
    ("rate_limit.familiar_days", "23", "23"),
    ("events.dispatch", "false", "false"),
    ("events.max_attempts", "24", "24"),
    ("events.webhook_url", "https://receiver.test/hooks", "\"https://receiver.test/[set]\""),
    ("events.webhook_secret", THIRD_SECRET, "\"[set]\""),
    ("events.webhook_secrets_previous", THIRD_SECRET, "[\"[set]\"]"),
    ("bootstrap.username", "First.Admin", "\"First.Admin\""),
    ("bootstrap.password_file", "password", "\"password\""),
    ("log.format", "pretty", "\"pretty\""),
    ("log.level", "warn,sqlx=error", "\"warn,sqlx=error\""),
    ("metrics.listen", "127.0.0.1:9464", "\"127.0.0.1:9464\""),
    ("telemetry.otlp_endpoint", "http://collector.test:4318", "\"http://collector.test:4318/\""),
    ("telemetry.sample_ratio", "0.25", "0.25"),
    ("telemetry.service_name", "shop", "\"shop\""),
];

#[test]
fn every_key_of_the_table_is_taken_from_every_layer_and_shown_with_its_origin() {
    for (key, value, shown) in SAMPLES {
        let name = key.rsplit('.').next().unwrap();
        let base = || with_what_it_needs(key);
        let in_file = base().file("config.toml", &format!("{key} = {value:?}"));
        let file = in_file.directory.path().join("config.toml").display().to_string();
        let variable = keys::find(key).unwrap().variable();
        let layers = [
            (base().flag(key, value), "the command line"),
            (base().variable(&variable, value), &variable),
            (in_file, if key == "mode" { "TRANCHE_MODE" } else { &file }),
        ];
        for (scene, origin) in layers {
            let directory = format!("\"{}/", scene.directory.path().display());
            let text = scene.settings().show().replace(&directory, "\"");
            assert!(text.lines().any(|line| line == format!("{name} = {shown} # {origin}")), "{key}:\n{text}");
        }
    }
}

/// A scene in which this key can be set.
pub(super) fn with_what_it_needs(key: &str) -> Scene {
    match key {
        "mode" => Scene::production(),
        "bootstrap.username" => bootstrap().variable("TRANCHE_BOOTSTRAP__PASSWORD_FILE", "password"),
        "bootstrap.password_file" => bootstrap().variable("TRANCHE_BOOTSTRAP__USERNAME", "First.Admin"),
        "events.webhook_url" => Scene::new().variable("TRANCHE_EVENTS__WEBHOOK_SECRET", JWT_SECRET),
        "events.webhook_secret" => Scene::new().variable("TRANCHE_EVENTS__WEBHOOK_URL", "https://receiver.test"),
        "events.webhook_secrets_previous" => Scene::new()
            .variable("TRANCHE_EVENTS__WEBHOOK_URL", "https://receiver.test")
            .variable("TRANCHE_EVENTS__WEBHOOK_SECRET", JWT_SECRET),
        _ => Scene::new(),
    }
}

fn bootstrap() -> Scene {
    Scene::new().file("password", PASSWORD)
}

#[test]
fn every_key_has_a_sample_or_names_the_file_of_one_that_has() {
    let sampled = SAMPLES.map(|(key, _, _)| key);
    let listed: Vec<_> = KEYS.iter().map(|key| key.name.as_str()).filter(|name| !is_file_key(name)).collect();
    assert_eq!(sampled[..], listed);
    assert_eq!(KEYS.len() - SAMPLES.len(), 7, "the files of seven secrets");
}

#[test]
fn every_key_is_declared_once_and_has_a_meaning() {
    let names: BTreeSet<_> = KEYS.iter().filter(|key| !key.meaning.is_empty()).map(|key| &key.name).collect();
    assert_eq!(names.len(), KEYS.len());
}

#[test]
fn each_setting_is_shown_with_its_value_and_origin() {
    let scene = Scene::new().variable("TRANCHE_SERVER__PORT", "0").flag("log.level", "debug");
    let shown = scene.settings().show().replace(&format!("{}/", scene.directory.path().display()), "");
    let start = "\
mode = \"development\" # default

[server]
host = \"127.0.0.1\" # default
port = 0 # TRANCHE_SERVER__PORT
# public_origin is not set
trusted_proxies = [] # default
body_limit_bytes = 65536 # default
";
    assert!(shown.starts_with(start), "{shown}");
    let generated = "
[security]
password_pepper = \"[generated]\" # data/secrets.toml
password_peppers_previous = [] # default
jwt_secret = \"[generated]\" # data/secrets.toml
jwt_secrets_previous = [] # default
bcrypt_cost = 12 # default
";
    assert!(shown.contains(generated), "{shown}");
    assert!(shown.contains("\n[log]\nformat = \"json\" # default\nlevel = \"debug\" # the command line\n"), "{shown}");
}

#[test]
fn the_committed_reference_is_the_table_s() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == reference(),
        "docs/configuration.md is behind; run `cargo run -- config reference > docs/configuration.md`"
    );
}
