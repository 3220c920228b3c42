use std::fs;

use crate::{
    cases::{Case, case},
    support::{JWT_SECRET, PASSWORD, PEPPER, Server, Workplace, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(secrets_that_end_in_a_newline_are_replaced_as_documented),
        case(a_first_super_admin_logs_in_with_the_password_in_a_marked_file),
        case(a_store_has_the_file_that_its_url_names_without_a_newline),
    ]
}

const NEW_SECRET: &str = "another-Tz7kQ2mVw9ZtTrR4LsN8fYc3HdP";
const NEW_PEPPER: &str = "newer-pepper-h4Jx2mVwZk9TtR4bLs8NfYc";

/// The forms of a secret, each with a newline behind it, as `echo` writes one.
const FORMS: [fn(Workplace, &str, &str) -> Workplace; 4] = [
    |workplace, name, secret| workplace.with(&variable(name), &format!("{secret}\n")),
    |workplace, name, secret| {
        fs::write(workplace.path(name), format!("{secret}\n")).unwrap();
        workplace.with(&format!("{}_FILE", variable(name)), name)
    },
    |workplace, name, secret| {
        fs::write(workplace.path(name), format!("\u{feff}{secret}\r\n")).unwrap();
        workplace.with(&format!("{}_FILE", variable(name)), name)
    },
    |workplace, name, secret| {
        let is_list = name.ends_with("_previous");
        let value = if is_list { format!("[\"{secret}\\n\"]") } else { format!("\"{secret}\\n\"") };
        let file = workplace.path("config.toml");
        let before = fs::read_to_string(&file).unwrap_or_default();
        fs::write(file, format!("{before}security.{name} = {value}\n")).unwrap();
        workplace
    },
];

fn variable(name: &str) -> String {
    format!("TRANCHE_SECURITY__{}", name.to_uppercase())
}

/// A server on this store with these secrets, each under its key.
fn start(url: &str, form: fn(Workplace, &str, &str) -> Workplace, secrets: &[(&str, &str)]) -> (Workplace, Server) {
    let bare = Workplace::new(url).without(&variable("jwt_secret")).without(&variable("password_pepper"));
    let workplace = secrets.iter().fold(bare, |workplace, (name, secret)| form(workplace, name, secret));
    let server = workplace.start();
    (workplace, server)
}

fn secrets_that_end_in_a_newline_are_replaced_as_documented() {
    for (number, before) in FORMS.into_iter().enumerate() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("tranche.db").display());
        let (_workplace, server) = start(&url, before, &[("jwt_secret", JWT_SECRET), ("password_pepper", PEPPER)]);
        let name = format!("user.number.{number}");
        let cookie = sign_up_and_log_in(&server.anonymous(), &name).cookie.unwrap();
        drop(server);
        for after in FORMS {
            let replaced = [
                ("jwt_secret", NEW_SECRET),
                ("jwt_secrets_previous", JWT_SECRET),
                ("password_pepper", NEW_PEPPER),
                ("password_peppers_previous", PEPPER),
            ];
            let (_workplace, server) = start(&url, after, &replaced);
            server.anonymous().with_cookie(cookie.clone()).me().assert_status(200);
            // A failed log-in makes no new hash, so that each form meets the old one.
            server.anonymous().log_in(&name, "another password").assert_problem(401, "invalid-credentials");
        }
        let newest =
            [("jwt_secret", NEW_SECRET), ("password_pepper", NEW_PEPPER), ("password_peppers_previous", PEPPER)];
        let (_workplace, server) = start(&url, FORMS[number], &newest);
        server.anonymous().with_cookie(cookie).me().assert_problem(401, "unauthenticated");
        server.anonymous().log_in(&name, PASSWORD).assert_status(200);
    }
}

fn a_first_super_admin_logs_in_with_the_password_in_a_marked_file() {
    let workplace = Workplace::on_any_store()
        .with("TRANCHE_BOOTSTRAP__USERNAME", "first.admin\n")
        .with("TRANCHE_BOOTSTRAP__PASSWORD_FILE", "password\n");
    fs::write(workplace.path("password"), format!("\u{feff} {PASSWORD}\r\n")).unwrap();
    let server = workplace.start();
    let logged_in = server.anonymous().log_in("first.admin", &format!(" {PASSWORD}"));
    assert_eq!((logged_in.status, &logged_in.body["user"]["role"]), (200, &"super_admin".into()));
    server.anonymous().log_in("first.admin", PASSWORD).assert_status(401);
}

fn a_store_has_the_file_that_its_url_names_without_a_newline() {
    let workplace = Workplace::new("sqlite://data/tranche.db\n");
    let server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let files = fs::read_dir(workplace.path("data")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    assert!(names.iter().all(|name| !name.contains('\n')), "{names:?}");
    assert!(names.contains(&"tranche.db".to_owned()), "{names:?}");
}
