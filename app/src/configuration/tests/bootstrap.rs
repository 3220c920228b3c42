use domain::Username;
use secrecy::ExposeSecret;

use super::{PASSWORD, READABLE, Scene};

const USERNAME: &str = "TRANCHE_BOOTSTRAP__USERNAME";
const PASSWORD_FILE: &str = "TRANCHE_BOOTSTRAP__PASSWORD_FILE";
const FILE_SUBJECT: &str = "bootstrap.password_file (from TRANCHE_BOOTSTRAP__PASSWORD_FILE)";

/// A first super admin, whose password's file is yet to be written.
fn scene() -> Scene {
    Scene::new().variable(USERNAME, "First.Admin").variable(PASSWORD_FILE, "password")
}

#[test]
fn the_first_super_admin_has_the_password_in_the_file_without_its_line_break() {
    for (before, behind) in [("", ""), ("", "\n"), ("", "\r\n"), ("\u{feff}", ""), ("\u{feff}", "\r\n")] {
        let settings = scene().file("password", &format!("{before} {PASSWORD} {behind}")).settings();
        let bootstrap = settings.bootstrap.unwrap();
        assert_eq!(bootstrap.username, Username::parse("First.Admin").unwrap());
        assert_eq!(bootstrap.password.expose_secret(), format!(" {PASSWORD} "));
    }
}

#[test]
fn a_password_file_with_more_than_a_password_is_refused() {
    for text in
        [format!("{PASSWORD}\nof the first admin\n"), format!("\n{PASSWORD}"), format!("{PASSWORD}\r{PASSWORD}")]
    {
        let refusals = scene().file("password", &text).refusals();
        assert_eq!(refusals, [format!("{FILE_SUBJECT}: password must hold the password on one line alone")]);
    }
}

#[test]
fn empty_variables_take_the_first_super_admin_back() {
    let scene = Scene::new()
        .file("config.toml", "[bootstrap]\nusername = \"First.Admin\"\npassword_file = \"password\"")
        .file("password", PASSWORD);
    assert!(scene.settings().bootstrap.is_some());
    let scene = scene.variable(USERNAME, "").variable(PASSWORD_FILE, "");
    assert!(scene.settings().bootstrap.is_none());
}

#[test]
fn half_a_first_super_admin_is_refused_by_the_missing_key() {
    let no_file = Scene::new().variable(USERNAME, "First.Admin").refusals();
    let reason =
        "is missing, but `bootstrap.username` is given (from TRANCHE_BOOTSTRAP__USERNAME); give both or neither";
    assert_eq!(no_file, [format!("bootstrap.password_file: {reason}")]);
    let no_name = Scene::new().file("password", PASSWORD).flag("bootstrap.password_file", "password").refusals();
    let reason = "is missing, but `bootstrap.password_file` is given (from the command line); give both or neither";
    assert_eq!(no_name, [format!("bootstrap.username: {reason}")]);
}

#[test]
fn a_password_file_that_cannot_be_used_is_named() {
    let absent = format!("password can't be read: No such file or directory (os error 2); {READABLE}");
    assert_eq!(scene().refusals(), [format!("{FILE_SUBJECT}: {absent}")]);
    for blank in ["\n", "\u{feff}", "\u{feff}\r\n"] {
        assert_eq!(
            scene().file("password", blank).refusals(),
            [format!("{FILE_SUBJECT}: password is empty; write the secret into it")]
        );
    }
    let directory = scene().variable(PASSWORD_FILE, ".").refusals();
    assert_eq!(directory, [format!("{FILE_SUBJECT}: . can't be read: Is a directory (os error 21); {READABLE}")]);
}

#[test]
fn a_name_that_no_user_can_have_is_refused_beside_what_is_wrong_with_the_file() {
    let refusals = scene().variable(USERNAME, "root").refusals();
    let name =
        "must be 5 to 20 of `A-Z a-z 0-9 . _ -`, with a letter or digit at both ends and no two of `. _ -` in a row";
    let expected = [
        format!("bootstrap.username (from {USERNAME}): {name}; it is \"root\""),
        format!("{FILE_SUBJECT}: password can't be read: No such file or directory (os error 2); {READABLE}"),
    ];
    assert_eq!(refusals, expected);
}

#[test]
fn a_password_that_no_new_account_may_have_is_refused_before_the_start() {
    let cases = [
        ("seven77", "A password has at least 8 characters."),
        ("password", "This password is among the most common ones; choose another."),
        ("first.admin", "A password must differ from the username."),
    ];
    for (password, reason) in cases {
        let refusals = scene().file("password", password).refusals();
        assert_eq!(refusals, [format!("{FILE_SUBJECT}: the password in it can't be used: {reason}")]);
    }
    let longer = scene().file("password", PASSWORD).variable("TRANCHE_SECURITY__PASSWORD_MIN_LENGTH", "22");
    let reason = "the password in it can't be used: A password has at least 22 characters.";
    assert_eq!(longer.refusals(), [format!("{FILE_SUBJECT}: {reason}")]);
}

#[test]
fn the_first_super_admin_s_password_is_never_shown() {
    let scene = scene().file("password", "Canary in a coal mine\n");
    let settings = scene.settings();
    let shown = settings.show().replace(&format!("{}/", scene.directory.path().display()), "");
    let section = format!(
        "[bootstrap]\nusername = \"First.Admin\" # {USERNAME}\npassword_file = \"password\" # {PASSWORD_FILE}\n"
    );
    assert!(shown.contains(&section), "{shown}");
    let refused = scene.variable("TRANCHE_SECURITY__PASSWORD_MIN_LENGTH", "64").load().unwrap_err();
    let output = format!("{settings:?}{settings:#?}{shown}{refused}{refused:?}");
    assert!(!output.contains("Canary"), "{output}");
}
