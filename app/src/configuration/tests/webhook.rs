use super::{JWT_SECRET, PEPPER, Scene, THIRD_SECRET};

const URL: &str = "TRANCHE_EVENTS__WEBHOOK_URL";
const SECRET: &str = "TRANCHE_EVENTS__WEBHOOK_SECRET";
const PREVIOUS: &str = "TRANCHE_EVENTS__WEBHOOK_SECRETS_PREVIOUS";
const ADVICE: &str = "`openssl rand -base64 48` makes one";
const FOURTH_SECRET: &str = "Tz7kQ2mVw9ZtTrR4LsN8fYc3HdPg6AuE";

fn scene() -> Scene {
    Scene::new().variable(URL, "https://receiver.test/hooks/canary?token=canary").variable(SECRET, THIRD_SECRET)
}

fn production(url: &str) -> Scene {
    Scene::production().variable(URL, url).variable(SECRET, THIRD_SECRET)
}

#[test]
fn events_go_to_the_log_where_no_webhook_is_given() {
    let settings = Scene::new().settings();
    assert!(settings.events.dispatch);
    assert!(settings.events.webhook.is_none());
    assert_eq!(settings.events.max_attempts, 15);
}

#[test]
fn a_webhook_has_a_url_a_secret_and_those_before_it() {
    let settings = scene()
        .file("previous", &format!("{FOURTH_SECRET}\nwhsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=\n"))
        .variable("TRANCHE_EVENTS__WEBHOOK_SECRETS_PREVIOUS_FILE", "previous")
        .variable("TRANCHE_EVENTS__DISPATCH", "false")
        .variable("TRANCHE_EVENTS__MAX_ATTEMPTS", "3")
        .settings();
    let webhook = settings.events.webhook.unwrap();
    assert_eq!(webhook.url.to_url().as_str(), "https://receiver.test/hooks/canary?token=canary");
    assert_eq!(webhook.secrets_previous.len(), 2);
    assert_eq!((settings.events.dispatch, settings.events.max_attempts), (false, 3));
}

#[test]
fn neither_the_secrets_nor_the_path_of_the_url_are_shown() {
    let scene = scene()
        .variable(SECRET, "canary-b6Yt3FqWz8RkMn5XjVg2HsLc9PdTa7Ew")
        .variable(PREVIOUS, "canary-Tz7kQ2mVw9ZtTrR4LsN8fYc3HdPg6AuE");
    let settings = scene.settings();
    let shown = settings.show();
    let section = "[events]\ndispatch = true # default\nmax_attempts = 15 # default\n\
         webhook_url = \"https://receiver.test/[set]\" # TRANCHE_EVENTS__WEBHOOK_URL\n\
         webhook_secret = \"[set]\" # TRANCHE_EVENTS__WEBHOOK_SECRET\n\
         webhook_secrets_previous = [\"[set]\"] # TRANCHE_EVENTS__WEBHOOK_SECRETS_PREVIOUS\n";
    assert!(shown.contains(section), "{shown}");
    let refused = scene.variable(URL, "ftp://canary").variable(PREVIOUS, "canary").load().unwrap_err();
    let output = format!("{settings:?}{settings:#?}{shown}{refused}{refused:?}");
    assert!(!output.contains("canary"), "{output}");
    let bare = production("https://receiver.test").settings().show();
    assert!(bare.contains("webhook_url = \"https://receiver.test/\" # "), "{bare}");
}

#[test]
fn half_a_webhook_is_refused_by_the_missing_key() {
    let no_secret = Scene::new().variable(URL, "https://receiver.test").refusals();
    let reason = format!("is missing, but `events.webhook_url` is given (from {URL}); give both or neither; {ADVICE}");
    assert_eq!(no_secret, [format!("events.webhook_secret: {reason}")]);
    let only_previous = Scene::new().variable(URL, "https://receiver.test").variable(PREVIOUS, THIRD_SECRET);
    assert_eq!(only_previous.refusals(), no_secret);

    let no_url = Scene::new().file("hook", THIRD_SECRET).variable("TRANCHE_EVENTS__WEBHOOK_SECRET_FILE", "hook");
    let reason = "is missing, but `events.webhook_secret` is given (from hook); give both or neither";
    assert_eq!(no_url.refusals(), [format!("events.webhook_url: {reason}")]);
    let no_url = Scene::new().variable(PREVIOUS, THIRD_SECRET);
    let reason =
        format!("is missing, but `events.webhook_secrets_previous` is given (from {PREVIOUS}); give both or neither");
    assert_eq!(no_url.refusals(), [format!("events.webhook_url: {reason}")]);
}

#[test]
fn what_is_no_url_to_send_to_is_refused_without_being_repeated() {
    for url in [
        "receiver.test",
        "ftp://receiver.test",
        "https://",
        "https://user@receiver.test/",
        "https://:canary@receiver.test/",
        "https://receiver.test/#canary",
        "file:///etc/passwd",
    ] {
        let refusals = scene().variable(URL, url).refusals();
        let reason = "must be a URL, `https://` or `http://` with a host, and without a user's name or a fragment";
        assert_eq!(refusals, [format!("events.webhook_url (from {URL}): {reason}")], "{url}");
    }
}

#[test]
fn production_sends_nothing_in_clear_but_to_the_machine_itself() {
    for url in ["http://receiver.test", "http://10.0.0.1/", "http://[fd00::1]/", "http://localhost.test/"] {
        let reason = "must be `https://` in production: events would travel in clear";
        assert_eq!(production(url).refusals(), [format!("events.webhook_url (from {URL}): {reason}")], "{url}");
        assert!(scene().variable(URL, url).settings().events.webhook.is_some());
    }
    for url in [
        "https://receiver.test",
        "http://localhost:9000/hooks",
        "http://relay.localhost",
        "http://127.0.0.2",
        "http://[::1]:9000",
    ] {
        assert!(production(url).settings().events.webhook.is_some(), "{url}");
    }
}

#[test]
fn the_secrets_are_long_and_no_other_secrets_in_every_mode() {
    for mode in ["development", "production"] {
        let good = || production("https://receiver.test").variable("TRANCHE_MODE", mode);
        for (name, variable) in [("webhook_secret", SECRET), ("webhook_secrets_previous", PREVIOUS)] {
            for short in [&PEPPER[..31], "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
                let reason = format!("must have at least 32 bytes; {ADVICE}");
                let refusals = good().variable(variable, short).refusals();
                assert_eq!(refusals, [format!("events.{name} (from {variable}): {reason}")]);
            }
            let broken = good().variable(variable, "whsec_Tz7kQ2mVw9ZtTrR4LsN8fYc3HdPg6AuE!").refusals();
            let reason = format!("must have base64 behind `whsec_`; {ADVICE}");
            assert_eq!(broken, [format!("events.{name} (from {variable}): {reason}")]);
            for (secret, other) in [(PEPPER, "password_pepper"), (JWT_SECRET, "jwt_secret")] {
                let refusals = good().variable(variable, secret).refusals();
                let reason = format!("must differ from `security.{other}`; {ADVICE}");
                assert_eq!(refusals, [format!("events.{name} (from {variable}): {reason}")]);
            }
        }
    }
}

#[test]
fn production_refuses_secrets_that_can_be_guessed() {
    for (name, variable) in [("webhook_secret", SECRET), ("webhook_secrets_previous", PREVIOUS)] {
        let refusals = production("https://receiver.test")
            .variable(variable, "please-change-me-before-you-deploy-this")
            .refusals();
        let reason = format!("is an example or a placeholder; {ADVICE}");
        assert_eq!(refusals, [format!("events.{name} (from {variable}): {reason}")]);
    }
}
