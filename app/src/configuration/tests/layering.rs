use std::{path::PathBuf, time::Duration};

use application::{AdminManagement, Bound, Bounded, RateLimitSettings};

use super::{super::LogFormat, Scene, THIRD_SECRET};
use crate::configuration::{Mode, StoreUrl};

#[test]
fn nothing_given_is_the_defaults() {
    let settings = Scene::new().settings();
    assert_eq!(settings.mode, Mode::Development);
    assert_eq!(settings.server.host, "127.0.0.1");
    assert_eq!(settings.server.port, 8000);
    assert_eq!(settings.server.public_origin, None);
    assert_eq!(settings.server.trusted_proxies, []);
    assert_eq!(settings.server.body_limit_bytes, 65_536);
    assert_eq!(settings.server.request_head_timeout, Duration::from_secs(10));
    assert_eq!(settings.server.body_timeout, Duration::from_secs(20));
    assert_eq!(settings.server.keep_alive, Duration::from_secs(75));
    assert_eq!(settings.server.max_connections, 2_000);
    assert_eq!(settings.server.max_requests_in_flight, 512);
    assert_eq!(settings.server.workers, 3);
    assert_eq!(settings.server.shutdown_timeout, Duration::from_secs(15));
    assert_eq!(settings.server.drain_delay, Duration::ZERO);
    assert_eq!(settings.cors.allowed_origins, []);
    assert!(settings.docs.enabled);
    assert_eq!(settings.store.url.to_string(), "sqlite://data/tranche.db");
    assert_eq!(settings.store.max_connections, None);
    assert_eq!(settings.store.acquire_timeout, Duration::from_secs(2));
    assert!(settings.store.migrate_on_start);
    assert_eq!(settings.security.passwords.bcrypt_cost, 12);
    assert_eq!(settings.security.passwords.hasher_threads, 3);
    assert_eq!(settings.security.passwords.hasher_queue, 64);
    assert_eq!(settings.security.passwords.policy.min_length, 8);
    assert_eq!(settings.session.lifetime.idle, Duration::from_mins(30));
    assert!((settings.session.lifetime.renew_below - 0.5).abs() < f64::EPSILON);
    assert_eq!(settings.session.lifetime.absolute, Duration::from_hours(12));
    assert!(!settings.session.cookie_secure);
    assert_eq!(settings.session.max_per_user, 20);
    assert_eq!(settings.authorization.admin_management, AdminManagement::ByAdmins);
    let quarter = Duration::from_mins(15);
    let attempts = RateLimitSettings {
        bounded: Bounded::Yes,
        address: Bound { attempts: 100, window: quarter },
        account_from_address: Bound { attempts: 10, window: quarter },
        account: Bound { attempts: 100, window: Duration::from_hours(24) },
        known_address_lifetime: Duration::from_hours(90 * 24),
    };
    assert_eq!(settings.rate_limit, attempts);
    assert!(settings.events.dispatch);
    assert_eq!(settings.events.max_attempts, 15);
    assert!(settings.bootstrap.is_none());
    assert_eq!(settings.log.format, LogFormat::Json);
    assert_eq!(settings.log.level, "info");
    assert_eq!(settings.metrics.listen, None);
    assert_eq!(settings.telemetry.otlp_endpoint, None);
    assert!((settings.telemetry.sample_ratio - 1.0).abs() < f64::EPSILON);
    assert_eq!(settings.telemetry.service_name, "tranche");
}

#[test]
fn production_has_defaults_of_its_own() {
    let settings = Scene::production().settings();
    assert_eq!(settings.mode, Mode::Production);
    assert!(settings.session.cookie_secure);
    assert_eq!(settings.server.drain_delay, Duration::from_secs(5));
    assert_eq!(
        Scene::production().variable("TRANCHE_SERVER__DRAIN_DELAY_SECONDS", "0").settings().server.drain_delay,
        Duration::ZERO
    );
}

#[test]
fn lines_are_for_people_on_a_terminal() {
    let mut scene = Scene::new();
    scene.sources.machine.logs_to_terminal = true;
    assert_eq!(scene.settings().log.format, LogFormat::Pretty);
    assert_eq!(scene.variable("TRANCHE_LOG__FORMAT", "json").settings().log.format, LogFormat::Json);
}

#[test]
fn each_layer_is_stronger_than_the_one_before() {
    let scene = Scene::new();
    assert_eq!(scene.settings().server.port, 8000);
    let scene = scene.file("config.toml", "[server]\nport = 8001\nhost = \"::1\"");
    assert_eq!(scene.settings().server.port, 8001);
    let scene = scene.variable("TRANCHE_SERVER__PORT", "8002");
    assert_eq!(scene.settings().server.port, 8002);
    let scene = scene.flag("server.port", "8003");
    let settings = scene.settings();
    assert_eq!(settings.server.port, 8003);
    assert_eq!(settings.server.host, "::1");
}

#[test]
fn each_bound_of_attempts_is_read_from_its_own_keys() {
    let section = "\
[rate_limit]
enabled = false
address_attempts = 1
address_window_seconds = 2
account_address_attempts = 3
account_address_window_seconds = 4
account_attempts = 5
account_window_seconds = 6
familiar_days = 7
";
    let bound = |attempts, seconds| Bound { attempts, window: Duration::from_secs(seconds) };
    let expected = RateLimitSettings {
        bounded: Bounded::No,
        address: bound(1, 2),
        account_from_address: bound(3, 4),
        account: bound(5, 6),
        known_address_lifetime: Duration::from_hours(7 * 24),
    };
    assert_eq!(Scene::new().file("config.toml", section).settings().rate_limit, expected);
}

#[test]
fn admins_can_be_left_to_super_admins() {
    let settings = Scene::new().variable("TRANCHE_AUTHORIZATION__ADMINS_MANAGE_ADMINS", "false").settings();
    assert_eq!(settings.authorization.admin_management, AdminManagement::BySuperAdmins);
}

#[test]
fn a_named_file_stands_in_for_the_usual_one() {
    let mut scene = Scene::new()
        .file("config.toml", "server.port = 8001\nserver.workers = 7")
        .file("other.toml", "server.port = 9001");
    scene.sources.file = Some(PathBuf::from("other.toml"));
    let settings = scene.settings();
    assert_eq!((settings.server.port, settings.server.workers), (9001, 3));
}

#[test]
fn a_list_is_an_array_or_a_text_with_commas() {
    let in_file =
        Scene::new().file("config.toml", "server.trusted_proxies = [\"10.1.0.0/8\", \"192.0.2.7\"]").settings();
    let in_environment = Scene::new().variable("TRANCHE_SERVER__TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.7").settings();
    let expected = ["10.0.0.0/8".parse().unwrap(), "192.0.2.7/32".parse().unwrap()];
    assert_eq!(in_file.server.trusted_proxies, expected);
    assert_eq!(in_environment.server.trusted_proxies, expected);
}

#[test]
fn a_network_of_ipv4_may_be_written_as_ipv6() {
    let networks = "::ffff:10.1.0.0/104, ::ffff:192.0.2.7, ::ffff:0:0/95, 2001:db8::/32";
    let settings = Scene::new().variable("TRANCHE_SERVER__TRUSTED_PROXIES", networks).settings();
    let expected = ["10.0.0.0/8", "192.0.2.7/32", "::fffe:0:0/95", "2001:db8::/32"].map(|it| it.parse().unwrap());
    assert_eq!(settings.server.trusted_proxies, expected);
}

#[test]
fn an_empty_variable_takes_back_what_the_file_gives() {
    let scene = Scene::new()
        .file("config.toml", "cors.allowed_origins = [\"https://a.test\"]\nserver.public_origin = \"https://b.test\"")
        .variable("TRANCHE_CORS__ALLOWED_ORIGINS", "")
        .variable("TRANCHE_SERVER__PUBLIC_ORIGIN", "");
    let settings = scene.settings();
    assert_eq!(settings.cors.allowed_origins, []);
    assert_eq!(settings.server.public_origin, None);
}

#[test]
fn origins_are_kept_as_browsers_write_them() {
    let origins = "HTTPS://Shop.Test.:443, http://localhost:3000, http://[0::1]:8080";
    let settings = Scene::new().variable("TRANCHE_CORS__ALLOWED_ORIGINS", origins).settings();
    let texts: Vec<_> = settings.cors.allowed_origins.iter().map(|origin| origin.as_str().to_owned()).collect();
    assert_eq!(texts, ["https://shop.test", "http://localhost:3000", "http://[::1]:8080"]);
}

/// What this URL of a store is read as.
fn store(url: &str) -> StoreUrl {
    let scene = Scene::new().flag("store.url", url).variable("TRANCHE_SECURITY__JWT_SECRET", THIRD_SECRET);
    scene.settings().store.url
}

#[test]
fn the_url_of_sqlite_names_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a b%20.db");
    assert_eq!(store(&format!("sqlite://{}", path.display())).file(), Some(path));
    assert_eq!(store("sqlite:x.db").file(), Some(PathBuf::from("x.db")));
}

#[test]
fn the_url_of_dynamodb_is_kept_as_it_is() {
    let table = "dynamodb://shop?region=eu-central-1&endpoint=http://127.0.0.1:8000";
    let StoreUrl::DynamoDb(found) = store(table) else { panic!("a DynamoDB store") };
    assert_eq!(found, table);
}

#[test]
fn a_store_in_memory_has_no_file() {
    let memory = store("memory:");
    assert!(matches!(memory, StoreUrl::Memory));
    assert_eq!(memory.file(), None);
}

#[test]
fn the_url_of_a_server_is_shown_without_what_opens_it() {
    let given = "postgresql://canary:canary@db.test:5433/shop?password=canary&sslmode=require";
    let in_file =
        Scene::new().file("store_url", &format!("{given}\n")).variable("TRANCHE_STORE__URL_FILE", "store_url");
    let file = in_file.directory.path().join("store_url").display().to_string();
    for (scene, origin) in
        [(Scene::new().variable("TRANCHE_STORE__URL", given), "TRANCHE_STORE__URL"), (in_file, file.as_str())]
    {
        let settings = scene.variable("TRANCHE_SECURITY__JWT_SECRET", THIRD_SECRET).settings();
        let shown = format!("\nurl = \"postgres://[set]@db.test:5433/shop\" # {origin}\n");
        assert!(settings.show().contains(&shown), "{}", settings.show());
        assert_eq!(settings.store.url.to_string(), "postgres://[set]@db.test:5433/shop");
        assert!(!format!("{settings:?} {}", settings.show()).contains("canary"));
        let StoreUrl::Postgres(url) = settings.store.url else { panic!("a PostgreSQL store") };
        assert_eq!(secrecy::ExposeSecret::expose_secret(&url), given);
    }
}
