use std::{ffi::OsString, os::unix::ffi::OsStringExt, path::PathBuf};

use super::{PEPPER, Scene};

#[test]
fn values_that_cannot_be_used_are_refused_by_key_and_origin() {
    let cases = [
        ("mode", "prod", "must be `development` or `production`; it is \"prod\""),
        ("server.host", "localhost:80", "must be an IP address or a host name, without a port; it is \"localhost:80\""),
        ("server.port", "65536", "must be a whole number from 0 to 65535; it is \"65536\""),
        ("server.port", "-1", "must be a whole number from 0 to 65535; it is \"-1\""),
        ("server.port", "80.0", "must be a whole number from 0 to 65535; it is \"80.0\""),
        ("server.port", "", "must be a whole number from 0 to 65535; it is \"\""),
        ("server.body_limit_bytes", "1023", "must be a whole number from 1024 to 16777216; it is \"1023\""),
        ("server.body_limit_bytes", "16777217", "must be a whole number from 1024 to 16777216; it is \"16777217\""),
        ("server.trusted_proxies", "10.0.0.0/8,x", "must be networks such as `10.0.0.0/8`; it is \"x\""),
        ("server.trusted_proxies", "10.0.0.0/33", "must be networks such as `10.0.0.0/8`; it is \"10.0.0.0/33\""),
        ("server.workers", "0", "must be a whole number from 1 to 512; it is \"0\""),
        ("docs.enabled", "yes", "must be `true` or `false`; it is \"yes\""),
        ("security.bcrypt_cost", "3", "must be a whole number from 4 to 31; it is \"3\""),
        ("security.bcrypt_cost", "32", "must be a whole number from 4 to 31; it is \"32\""),
        ("security.password_min_length", "7", "must be a whole number from 8 to 64; it is \"7\""),
        ("security.password_min_length", "65", "must be a whole number from 8 to 64; it is \"65\""),
        ("session.renew_below", "1.01", "must be a number from 0 to 1; it is \"1.01\""),
        ("session.renew_below", "NaN", "must be a number from 0 to 1; it is \"NaN\""),
        ("session.idle_ttl_seconds", "0", "must be a whole number from 1 to 31536000; it is \"0\""),
        ("session.max_per_user", "0", "must be a whole number from 1 to 1000; it is \"0\""),
        ("session.max_per_user", "1001", "must be a whole number from 1 to 1000; it is \"1001\""),
        ("authorization.admins_manage_admins", "no", "must be `true` or `false`; it is \"no\""),
        ("rate_limit.enabled", "0", "must be `true` or `false`; it is \"0\""),
        ("rate_limit.address_attempts", "0", "must be a whole number from 1 to 1000000; it is \"0\""),
        ("rate_limit.address_attempts", "1000001", "must be a whole number from 1 to 1000000; it is \"1000001\""),
        ("rate_limit.address_window_seconds", "0", "must be a whole number from 1 to 31536000; it is \"0\""),
        ("rate_limit.account_address_attempts", "0", "must be a whole number from 1 to 100; it is \"0\""),
        ("rate_limit.account_address_attempts", "101", "must be a whole number from 1 to 100; it is \"101\""),
        ("rate_limit.account_address_window_seconds", "0", "must be a whole number from 1 to 31536000; it is \"0\""),
        ("rate_limit.account_attempts", "0", "must be a whole number from 1 to 100; it is \"0\""),
        ("rate_limit.account_attempts", "101", "must be a whole number from 1 to 100; it is \"101\""),
        (
            "rate_limit.account_window_seconds",
            "31536001",
            "must be a whole number from 1 to 31536000; it is \"31536001\"",
        ),
        ("rate_limit.familiar_days", "0", "must be a whole number from 1 to 365; it is \"0\""),
        ("rate_limit.familiar_days", "366", "must be a whole number from 1 to 365; it is \"366\""),
        ("events.dispatch", "no", "must be `true` or `false`; it is \"no\""),
        ("events.max_attempts", "0", "must be a whole number from 1 to 1000; it is \"0\""),
        ("events.max_attempts", "1001", "must be a whole number from 1 to 1000; it is \"1001\""),
        ("log.format", "xml", "must be `pretty` or `json`; it is \"xml\""),
        (
            "log.level",
            "inof",
            "must be a level such as `info`, or levels by target such as `info,sqlx=warn`; it is \"inof\"",
        ),
        (
            "log.level",
            "sqlx=loud",
            "must be a level such as `info`, or levels by target such as `info,sqlx=warn`; it is \"sqlx=loud\"",
        ),
        (
            "metrics.listen",
            "9464",
            "must be an IP address with a port, such as `127.0.0.1:9464` or `[::1]:9464`; it is \"9464\"",
        ),
        ("telemetry.sample_ratio", "1.1", "must be a number from 0 to 1; it is \"1.1\""),
        ("telemetry.service_name", "a\nb", "must be 1 to 64 characters on one line; it is \"a\\nb\""),
    ];
    for (key, value, reason) in cases {
        let refusals = Scene::new().flag(key, value).refusals();
        assert_eq!(refusals, [format!("{key} (from the command line): {reason}")]);
    }
}

#[test]
fn traces_go_to_a_bare_url() {
    for odd in
        ["collector:4318", "ftp://collector.test", "http://user:pass@collector.test", "http://collector.test/?key=1"]
    {
        let refusals = Scene::new().flag("telemetry.otlp_endpoint", odd).refusals();
        let reason =
            "must be a URL, `http://` or `https://` with a host, and without a user's name, a query or a fragment";
        assert_eq!(refusals, [format!("telemetry.otlp_endpoint (from the command line): {reason}; it is {odd:?}")]);
    }
}

#[test]
fn only_bare_web_origins_are_origins() {
    let odd = [
        "*",
        "null",
        "shop.test",
        "https://",
        "https://shop.test/",
        "https://shop.test/app",
        "https://shop.test?a",
        "https://shop.test#a",
        "https://me@shop.test",
        "https://*.shop.test",
        "ftp://shop.test",
        "https://shop.test:0x",
        "https://shop.test\\a",
    ];
    for text in odd {
        let refusals = Scene::new().flag("server.public_origin", text).refusals();
        let reason = "must be an exact origin, `http://` or `https://` with host and port alone";
        assert_eq!(refusals, [format!("server.public_origin (from the command line): {reason}; it is {text:?}")]);
    }
}

/// Each of these URLs is refused for its reason, and is not repeated.
#[track_caller]
fn assert_store_urls_are_refused(cases: &[(&str, &str)]) {
    for (url, reason) in cases {
        let refusals = Scene::new().variable("TRANCHE_STORE__URL", url).refusals();
        assert_eq!(refusals, [format!("store.url (from TRANCHE_STORE__URL): {reason}")]);
    }
}

#[test]
fn a_url_that_no_store_has_is_refused_with_what_those_of_stores_look_like() {
    let forms = [
        "`sqlite://PATH`",
        "`postgres://USER:PASSWORD@HOST/DATABASE`",
        "`dynamodb://TABLE?region=REGION`",
        "`memory:`",
    ];
    let reason = format!("must be {}", forms.join(" or "));
    let urls = ["", "data/tranche.db", "memory", "memory:canary", "mysql://u:canary@h/d"];
    assert_store_urls_are_refused(&urls.map(|url| (url, reason.as_str())));
}

#[test]
fn urls_of_sqlite_that_cannot_be_used_are_refused() {
    let no_file = "the URL of a SQLite store names a file: sqlite://data/tranche.db or sqlite:///var/lib/tranche.db";
    let memory =
        "a store in memory has the URL memory: (every connection to sqlite::memory: would see another database)";
    assert_store_urls_are_refused(&[
        ("sqlite://", no_file),
        ("sqlite::memory:", memory),
        ("sqlite://data/", no_file),
        ("sqlite://canary.db?mode=memory", memory),
        ("sqlite://canary.db?mode=rwc", "the URL of a SQLite store takes no parameters after ? or #"),
    ]);
}

#[test]
fn urls_of_postgresql_that_cannot_be_used_are_refused() {
    let unreadable = "a PostgreSQL store has a URL like postgres://user:password@host:5432/database";
    let no_database = "the URL of a PostgreSQL store names a database: postgres://user:password@host:5432/database";
    assert_store_urls_are_refused(&[
        ("postgres://u:canary@h:port/d", unreadable),
        ("postgresql://u:canary@h/d?sslmode=canary", unreadable),
        ("postgres://u:canary@h/", no_database),
    ]);
}

#[test]
fn urls_of_dynamodb_that_cannot_be_used_are_refused() {
    let no_region = "the URL of a DynamoDB store names its region: dynamodb://tranche?region=eu-central-1";
    assert_store_urls_are_refused(&[("dynamodb://canary", no_region)]);
}

#[test]
fn unknown_keys_are_refused_wherever_they_stand() {
    let scene = Scene::new()
        .file("config.toml", "colour = 1\n[server]\nprot = 1\n[store.url]\npath = 2\n[[cors]]\na = 3")
        .variable("TRANCHE_STORE_URL", "x")
        .variable("TRANCHE_Server__Port", "1")
        .variable("TRANCHE_COLOUR__ENABLED", "false")
        .variable("TRANCHEX", "1")
        .flag("log.colour", "1");
    let mut refusals = scene.refusals();
    refusals.sort();
    let expected = [
        "TRANCHE_COLOUR__ENABLED: is not a setting; `docs/configuration.md` lists them",
        "TRANCHE_STORE_URL: is not a setting; did you mean `store.url` (TRANCHE_STORE__URL)?",
        "TRANCHE_Server__Port: is not a setting; did you mean `server.port` (TRANCHE_SERVER__PORT)?",
        "colour (from config.toml): is not a setting; `docs/configuration.md` lists them",
        "cors (from config.toml): is not a setting; did you mean `cors.allowed_origins` (TRANCHE_CORS__ALLOWED_ORIGINS)?",
        "log.colour (from the command line): is not a setting; `docs/configuration.md` lists them",
        "server.prot (from config.toml): is not a setting; did you mean `server.port` (TRANCHE_SERVER__PORT)?",
        "store.url.path (from config.toml): is not a setting; `docs/configuration.md` lists them",
    ];
    assert_eq!(refusals, expected);
}

#[test]
fn a_value_hidden_by_a_stronger_layer_does_not_hide_that_its_section_is_no_section() {
    let scene = Scene::new().file("config.toml", "server = 5").variable("TRANCHE_SERVER__PORT", "1");
    assert_eq!(scene.refusals(), ["server (from config.toml): is not a setting; `docs/configuration.md` lists them"]);
}

#[test]
fn values_of_another_type_are_refused() {
    let cases = [
        ("server.port = [1]", "server.port (from config.toml): must be a single value"),
        (
            "server.trusted_proxies = 7",
            "server.trusted_proxies (from config.toml): must be a list, or one text with commas between",
        ),
        (
            "server.trusted_proxies = [7]",
            "server.trusted_proxies (from config.toml): must be a list of texts in quotes",
        ),
        (
            "security.password_pepper = 12345678901234567",
            "security.password_pepper (from config.toml): must be a text in quotes",
        ),
    ];
    for (text, refusal) in cases {
        assert_eq!(Scene::new().file("config.toml", text).refusals(), [refusal]);
    }
}

#[test]
fn all_diagnostics_are_reported_together() {
    let scene = Scene::new()
        .file("config.toml", "server.port = \"x\"")
        .variable("TRANCHE_LOG__LEVEL", "loud")
        .flag("session.absolute_ttl_seconds", "1799");
    let error = scene.load().unwrap_err();
    let expected = format!(
        "the configuration can't be used\n  \
         server.port (from {}/config.toml): must be a whole number from 0 to 65535; it is \"x\"\n  \
         log.level (from TRANCHE_LOG__LEVEL): must be a level such as `info`, or levels by target such as \
         `info,sqlx=warn`; it is \"loud\"\n  \
         session.absolute_ttl_seconds (from the command line): must not be less than `session.idle_ttl_seconds`",
        scene.directory.path().display()
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_rule_is_checked_beside_other_diagnostics_but_over_no_value_that_cannot_be_used() {
    let absolute = "session.absolute_ttl_seconds (from the command line): must not be less than \
                    `session.idle_ttl_seconds`";
    let scene = || Scene::new().flag("session.absolute_ttl_seconds", "60");
    let number = |key: &str, most: u32, value: &str| {
        format!("{key} (from the command line): must be a whole number from 1 to {most}; it is {value:?}")
    };
    let other = scene().flag("session.max_per_user", "0").refusals();
    assert_eq!(other, [number("session.max_per_user", 1000, "0"), absolute.to_owned()]);
    let own = scene().flag("session.idle_ttl_seconds", "0").refusals();
    assert_eq!(own, [number("session.idle_ttl_seconds", 31_536_000, "0")]);
    let empty = Scene::production().variable("TRANCHE_SECURITY__JWT_SECRET", "").file("secret", "\n");
    let refusals = empty.flag("security.jwt_secret_file", "secret").refusals();
    assert_eq!(
        refusals,
        ["security.jwt_secret_file (from the command line): secret is empty; write the secret into it"]
    );
}

#[test]
fn a_file_that_is_named_must_exist() {
    let mut scene = Scene::new();
    scene.sources.file = Some(PathBuf::from("absent.toml"));
    let reason = "the configuration file can't be read: No such file or directory (os error 2)";
    assert_eq!(scene.refusals(), [format!("absent.toml: {reason}")]);
}

#[test]
fn a_malformed_file_is_reported_by_its_line_and_never_quoted() {
    let broken = [
        (format!("mode = \"development\"\n[security]\npassword_pepper = \"{PEPPER}"), 3),
        (format!("[security]\npassword_pepper = {PEPPER}"), 2),
        (format!("[security]\npassword_pepper = \"{PEPPER}\"\npassword_pepper = \"{PEPPER}\""), 3),
        (format!("[security]\npassword_pepper = \"\\z{PEPPER}\""), 2),
        (format!("[security]\npassword_pepper \"{PEPPER}\""), 2),
    ];
    for (text, line) in broken {
        let refusals = Scene::new().file("config.toml", &text).refusals();
        assert_eq!(refusals.len(), 1);
        assert!(refusals[0].starts_with(&format!("config.toml: line {line} is not TOML: ")), "{refusals:?}");
        assert!(!refusals[0].contains(PEPPER), "{refusals:?}");
    }
    let too_large = Scene::new().file("config.toml", "server.port = 99999999999999999999").refusals();
    assert_eq!(too_large, ["config.toml: holds a number out of range"]);
}

#[test]
fn a_variable_that_is_no_text_is_refused() {
    let mut scene = Scene::new();
    let broken = OsString::from_vec(vec![b'a', 0xff]);
    scene.sources.environment.push(("TRANCHE_LOG__LEVEL".into(), broken.clone()));
    scene.sources.environment.push((broken, "of another program".into()));
    assert_eq!(scene.refusals(), ["TRANCHE_LOG__LEVEL: is not UTF-8 text"]);
}

#[test]
fn what_a_shell_alone_replaces_in_a_path_is_refused() {
    let keys = [
        "store.url_file",
        "security.password_pepper_file",
        "security.password_peppers_previous_file",
        "security.jwt_secret_file",
        "security.jwt_secrets_previous_file",
        "events.webhook_secret_file",
        "events.webhook_secrets_previous_file",
        "bootstrap.password_file",
    ];
    for (path, found) in
        [("~/secret", "~"), ("~ada/secret", "~"), ("$HOME/secret", "$HOME"), ("/x/${HOME}/y", "${HOME}")]
    {
        let advice = format!(
            "holds `{found}`, which a shell replaces and this program does not: write the path out, such as `/home/ada/data`"
        );
        for key in keys {
            let refusals = Scene::new().flag(key, path).refusals();
            assert!(
                refusals.contains(&format!("{key} (from the command line): {advice}; it is {path:?}")),
                "{refusals:?}"
            );
        }
        let refusals = Scene::new().flag("store.url", &format!("sqlite://{path}")).refusals();
        assert_eq!(refusals, [format!("store.url (from the command line): {advice}")]);
    }
    for path in ["data/~backup.db", "data/$NAME.db"] {
        Scene::new().flag("store.url", &format!("sqlite://{path}")).settings();
    }
    assert_eq!(Scene::new().flag("store.url", "sqlite:///~/x.db").refusals().len(), 1);
}
