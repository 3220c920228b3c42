use std::{fs, os::unix::fs::PermissionsExt};

use crate::{
    cases::{Case, case},
    support::{JWT_SECRET, Workplace, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(generated_secrets_are_kept_for_the_owner_alone),
        case(two_workplaces_have_secrets_of_their_own),
        case(what_is_shown_of_the_configuration_holds_no_secret),
    ]
}

/// A workplace without secrets.
fn development() -> Workplace {
    Workplace::bare().with("TRANCHE_SECURITY__BCRYPT_COST", "4")
}

fn generated_secrets_are_kept_for_the_owner_alone() {
    let workplace = development();
    let server = workplace.start();
    let file = workplace.path("data/secrets.toml");
    let generated = fs::read_to_string(&file).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    for name in ["password_pepper", "jwt_secret"] {
        let line = generated.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name}"));
        assert!(line.len() > name.len() + 32, "{name} is short");
    }
    let cookie = sign_up_and_log_in(&server.anonymous(), "ada.lovelace").cookie.unwrap();
    drop(server);

    let server = workplace.start();
    assert_eq!(fs::read_to_string(&file).unwrap(), generated);
    server.anonymous().with_cookie(cookie).me().assert_status(200);
    drop(server);

    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let outcome = workplace.run(&["serve", "--port", "0"], "");
    assert_eq!(outcome.code, Some(78), "{}", outcome.errors);
    assert!(outcome.errors.contains("secrets.toml"), "{}", outcome.errors);
}

fn two_workplaces_have_secrets_of_their_own() {
    let [one, other] = [(); 2].map(|()| {
        let workplace = development();
        let server = workplace.start();
        sign_up_and_log_in(&server.anonymous(), "ada.lovelace").me().assert_status(200);
        fs::read_to_string(workplace.path("data/secrets.toml")).unwrap()
    });
    let secrets = |text: &str| text.lines().filter(|line| line.contains(" = ")).map(str::to_owned).collect::<Vec<_>>();
    for secret in secrets(&one) {
        assert!(!secrets(&other).contains(&secret));
    }
}

fn what_is_shown_of_the_configuration_holds_no_secret() {
    let workplace = Workplace::on_any_store()
        .with("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS", "canary-Zt9TrR4LsN8fYc3HdPg6AuEQ2mVw");
    let shown = workplace.run(&["config", "show"], "");
    assert_eq!(shown.code, Some(0), "{}", shown.errors);
    for secret in [JWT_SECRET, crate::support::PEPPER, "canary"] {
        assert!(!shown.output.contains(secret), "{}", shown.output);
    }
    let line = |name: &str| shown.output.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    assert_eq!(line("jwt_secret ="), "jwt_secret = \"[set]\" # TRANCHE_SECURITY__JWT_SECRET");
    assert_eq!(line("bcrypt_cost ="), "bcrypt_cost = 4 # TRANCHE_SECURITY__BCRYPT_COST");
    assert_eq!(line("port ="), "port = 8000 # default");

    let generated = development();
    generated.start();
    let secrets = fs::read_to_string(generated.path("data/secrets.toml")).unwrap();
    let shown = generated.run(&["config", "show"], "");
    assert!(shown.output.contains("jwt_secret = \"[generated]\""), "{}", shown.output);
    for line in secrets.lines().filter_map(|line| line.split_once(" = ")) {
        assert!(!shown.output.contains(line.1.trim_matches('"')), "{}", line.0);
    }
    let checked = generated.run(&["config", "check"], "");
    assert_eq!((checked.code, checked.output.as_str()), (Some(0), "The configuration is valid.\n"));
}
