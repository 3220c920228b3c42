use super::{JWT_SECRET, PEPPER, Scene, THIRD_SECRET};

const ADVICE: &str = "`openssl rand -base64 48` makes one";

#[test]
fn production_asks_for_secrets_and_names_everything_at_once() {
    let scene = Scene::new()
        .variable("TRANCHE_MODE", "production")
        .variable("TRANCHE_SESSION__COOKIE_SECURE", "false")
        .variable("TRANCHE_SECURITY__BCRYPT_COST", "9");
    let expected = [
        "security.bcrypt_cost (from TRANCHE_SECURITY__BCRYPT_COST): must be at least 10 in production; it is 9"
            .to_owned(),
        format!(
            "security.password_pepper: is required in production; set it or `security.password_pepper_file`; {ADVICE}"
        ),
        format!("security.jwt_secret: is required in production; set it or `security.jwt_secret_file`; {ADVICE}"),
        "session.cookie_secure (from TRANCHE_SESSION__COOKIE_SECURE): must be `true` in production: the cookie would \
         travel in clear"
            .to_owned(),
    ];
    assert_eq!(scene.refusals(), expected);
    assert!(!scene.directory.path().join("data").exists(), "a refused start writes nothing");
}

#[test]
fn production_takes_what_it_refuses_to_go_below() {
    let scene = Scene::production()
        .variable("TRANCHE_SECURITY__BCRYPT_COST", "10")
        .variable("TRANCHE_SECURITY__JWT_SECRETS_PREVIOUS", THIRD_SECRET);
    assert_eq!(scene.settings().security.passwords.bcrypt_cost, 10);
    assert!(!scene.directory.path().join("data").exists(), "production generates no secrets");
}

#[test]
fn production_refuses_secrets_that_can_be_guessed() {
    let generated = "was generated for development and is refused in production";
    let example = "is an example or a placeholder";
    let regular = "is too regular to be random";
    let weak = [
        ("development-only-q7Jx2mVwZk9TtR4bLs8NfYc3HdPg6AuE", generated),
        ("please-change-me-before-you-deploy-this", example),
        ("CHANGEME-q7Jx2mVwZk9TtR4bLs8NfYc3HdPg6AuE", example),
        ("this-is-an-example-of-a-long-signing-key", example),
        ("secret-secret-secret-secret-secret-secret", example),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", regular),
        ("abababcbcbcbacabcabcbababcbcbabcacbcba", regular),
        ("abcdefghijklmnopqrstuvwxyz0123456789", regular),
        ("q7Jx2mVwZk9TtR4bq7Jx2mVwZk9TtR4b", regular),
    ];
    for (secret, weakness) in weak {
        for name in ["password_pepper", "jwt_secret", "jwt_secrets_previous"] {
            let variable = format!("TRANCHE_SECURITY__{}", name.to_uppercase());
            let refusals = Scene::production().variable(&variable, secret).refusals();
            assert_eq!(refusals, [format!("security.{name} (from {variable}): {weakness}; {ADVICE}")]);
        }
    }
}

#[test]
fn random_secrets_of_every_alphabet_pass_in_production() {
    let random = [
        "48291730562847193650284719365028",
        "9f86d081884c7d659a2feaa0c55ad015",
        "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
    ];
    for secret in random {
        let scene = Scene::production().variable("TRANCHE_SECURITY__JWT_SECRET", secret);
        assert!(scene.load().is_ok(), "{secret}");
    }
}

#[test]
fn a_weak_pepper_that_is_on_its_way_out_is_let_be() {
    let weak = "development-only-q7Jx2mVwZk9TtR4bLs8NfYc3HdPg6AuE";
    let scene = Scene::production().variable("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS", weak);
    assert_eq!(scene.settings().security.secrets.password_peppers_previous.len(), 1);
}

#[test]
fn secrets_are_long_and_different_in_every_mode() {
    let short = &PEPPER[..31];
    for mode in ["development", "production"] {
        for name in ["password_pepper", "jwt_secret", "password_peppers_previous", "jwt_secrets_previous"] {
            let variable = format!("TRANCHE_SECURITY__{}", name.to_uppercase());
            let scene = Scene::production().variable("TRANCHE_MODE", mode).variable(&variable, short);
            let reason = format!("must have at least 32 bytes; {ADVICE}");
            assert_eq!(scene.refusals(), [format!("security.{name} (from {variable}): {reason}")]);
        }
        let same = Scene::production().variable("TRANCHE_MODE", mode);
        let same = same.variable("TRANCHE_SECURITY__JWT_SECRET", PEPPER);
        let reason = format!("must differ from `security.password_pepper`; {ADVICE}");
        assert_eq!(same.refusals(), [format!("security.jwt_secret (from TRANCHE_SECURITY__JWT_SECRET): {reason}")]);
        let former = Scene::production().variable("TRANCHE_MODE", mode);
        let former = former.variable("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS", JWT_SECRET);
        let reason = format!("must differ from `security.password_peppers_previous`; {ADVICE}");
        assert_eq!(former.refusals(), [format!("security.jwt_secret (from TRANCHE_SECURITY__JWT_SECRET): {reason}")]);
    }
}
