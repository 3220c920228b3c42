use std::fs;

use crate::{
    cases::{Case, case},
    support::{JWT_SECRET, PASSWORD, PEPPER, Workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(production_starts_with_what_it_asks_for),
        case(production_refuses_weak_set_ups_and_names_the_key),
        case(no_mode_starts_with_settings_that_it_does_not_know_or_can_not_use),
    ]
}

/// A workplace that is fit for production.
fn production() -> Workplace {
    Workplace::bare()
        .with("TRANCHE_MODE", "production")
        .with("TRANCHE_SECURITY__JWT_SECRET", JWT_SECRET)
        .with("TRANCHE_SECURITY__PASSWORD_PEPPER", PEPPER)
        .with("TRANCHE_SECURITY__BCRYPT_COST", "10")
}

/// Asserts that the server refuses to start, naming the key and not the secret.
#[track_caller]
fn assert_refused(workplace: &Workplace, key: &str, secret: &str) {
    let address = workplace.path("address");
    let outcome = workplace.run(&["serve", "--port", "0", "--address-file", address.to_str().unwrap()], "");
    // EX_CONFIG of sysexits(3).
    assert_eq!(outcome.code, Some(78), "{key}: {}", outcome.errors);
    assert!(outcome.errors.contains(key), "{key}: {}", outcome.errors);
    for text in [&outcome.errors, &outcome.output] {
        assert!(secret.is_empty() || !text.contains(secret), "{key}: {text}");
    }
    assert!(!address.exists() && !workplace.path("data").exists(), "{key}: nothing is created");
    let checked = workplace.run(&["config", "check"], "");
    assert_eq!((checked.code, checked.errors), (Some(78), outcome.errors), "{key}");
}

fn production_starts_with_what_it_asks_for() {
    let workplace = production();
    let server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let logged_in = server.anonymous().log_in("ada.lovelace", PASSWORD);
    assert!(logged_in.header("set-cookie").starts_with("__Host-access_token="), "{:?}", logged_in.headers);
    assert!(logged_in.header("set-cookie").contains("; Secure; "), "{:?}", logged_in.headers);
    assert!(!workplace.path("data/secrets.toml").exists(), "production generates no secrets");
}

fn production_refuses_weak_set_ups_and_names_the_key() {
    let short = "Xb7kQ2mVw9ZtTrR4LsN8fYc3HdPg6Au";
    let generated = "development-only-q7Jx2mVwZk9TtR4bLs8NfYc3HdPg6AuE";
    let example = "please-change-me-before-you-deploy-this";
    let regular = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    for (key, variable) in [
        ("security.password_pepper", "TRANCHE_SECURITY__PASSWORD_PEPPER"),
        ("security.jwt_secret", "TRANCHE_SECURITY__JWT_SECRET"),
    ] {
        assert_refused(&production().without(variable), key, "");
        for secret in [short, generated, example, regular] {
            assert_refused(&production().with(variable, secret), key, secret);
        }
        let missing = production().without(variable).with(&format!("{variable}_FILE"), "no/such/file");
        assert_refused(&missing, key, "");
        let in_file = production().without(variable).with(&format!("{variable}_FILE"), "secret");
        fs::write(in_file.path("secret"), format!("{short}\n")).unwrap();
        assert_refused(&in_file, key, short);
    }
    assert_refused(&production().with("TRANCHE_SECURITY__JWT_SECRET", PEPPER), "security.jwt_secret", PEPPER);
    assert_refused(&production().with("TRANCHE_SESSION__COOKIE_SECURE", "false"), "session.cookie_secure", JWT_SECRET);
    assert_refused(&production().with("TRANCHE_SECURITY__BCRYPT_COST", "9"), "security.bcrypt_cost", JWT_SECRET);
}

fn no_mode_starts_with_settings_that_it_does_not_know_or_can_not_use() {
    for (variable, value, reason) in [
        ("TRANCHE_SERVER__PROT", "8000", "TRANCHE_SERVER__PROT"),
        ("TRANCHE_SECURITY__BCRYPT_COST", "3", "security.bcrypt_cost"),
        ("TRANCHE_SECURITY__JWT_SECRET", "short-canary", "security.jwt_secret"),
        ("TRANCHE_STORE__URL", "mysql://user:canary@host/database", "store.url"),
        ("TRANCHE_SESSION__IDLE_TTL_SECONDS", "soon", "session.idle_ttl_seconds"),
        ("TRANCHE_LOG__FORMAT", "yaml", "log.format"),
    ] {
        assert_refused(&Workplace::bare().with(variable, value), reason, "canary");
    }
    let with_file = Workplace::bare();
    fs::write(with_file.path("config.toml"), "[server]\nworkers = \"many\"\n[sever]\nhost = \"x\"\n").unwrap();
    assert_refused(&with_file, "server.workers", "");
    assert_refused(&with_file, "sever", "");
}
