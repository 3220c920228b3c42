use serde_json::json;

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::PASSWORD,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_length_is_counted_in_characters),
        case(one_password_typed_two_ways_is_one),
        case(common_passwords_and_the_username_are_refused),
        case(nothing_of_a_long_password_is_cut_off),
        case(a_password_is_taken_to_the_letter),
        case(a_nul_ends_no_password),
    ]
}

fn the_length_is_counted_in_characters(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let lengths = [
        ("x\u{e9}y\u{e9}z".to_owned(), 422),
        ("1\u{1f980}2\u{1f980}3\u{1f980}4".to_owned(), 422),
        ("\u{1f980}".repeat(7), 422),
        // Eight scalar values that are four in form C.
        ("e\u{301}o\u{301}e\u{301}a\u{301}".to_owned(), 422),
        ("\u{1f980}".repeat(8), 201),
        ("\u{e9}".repeat(128), 201),
        ("e\u{301}".repeat(128), 201),
        ("\u{1f980}".repeat(128), 201),
        ("\u{e9}".repeat(129), 422),
        ("x".repeat(129), 422),
        ("xyz ".repeat(15_000), 422),
        (String::new(), 422),
    ];
    for (number, (password, status)) in lengths.iter().enumerate() {
        let answer = client.sign_up(&format!("user.{number}"), password);
        assert_eq!(answer.status, *status, "{password:.40}: {}", answer.text);
        if *status == 422 {
            answer.assert_problem(422, "invalid-password").assert_field("/password", "invalid-password");
        } else {
            client.log_in(&format!("user.{number}"), password).assert_status(200);
        }
    }
    let stricter = store.start_with(&[("TRANCHE_SECURITY__PASSWORD_MIN_LENGTH", "15")]);
    let client = stricter.anonymous();
    client.sign_up("ada.lovelace", "fourteen chars").assert_problem(422, "invalid-password");
    client.sign_up("ada.lovelace", "fifteen letters").assert_status(201);
}

fn one_password_typed_two_ways_is_one(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", "cafe\u{301} cre\u{300}me").assert_status(201);
    client.log_in("ada.lovelace", "caf\u{e9} cr\u{e8}me").assert_status(200);
    client.log_in("ada.lovelace", "cafe\u{301} cr\u{e8}me").assert_status(200);
    client.log_in("ada.lovelace", "cafe creme").assert_problem(401, "invalid-credentials");
}

fn common_passwords_and_the_username_are_refused(store: &TestStore) {
    let started = store.start();
    let (client, root) = (started.anonymous(), started.super_admin());
    for password in [
        "password",
        "Password1",
        "PASSWORD123",
        "12345678",
        "qwertyuiop",
        "ILoveYou2",
        "baseball1",
        "ada.lovelace",
        "ADA.Lovelace",
    ] {
        let answer = client.sign_up("ada.lovelace", password);
        answer.assert_problem(422, "invalid-password").assert_field("/password", "invalid-password");
        let made =
            root.post("/api/v1/users", &json!({"username": "ada.lovelace", "password": password, "role": "user"}));
        made.assert_problem(422, "invalid-password").assert_field("/password", "invalid-password");
    }
    // No mix of character classes is required.
    for (name, password) in [("user.1", "mnmnmnmnmn"), ("user.2", "          "), ("user.3", "ada.lovelace")] {
        client.sign_up(name, password).assert_status(201);
    }
}

fn nothing_of_a_long_password_is_cut_off(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let password: String = ('!'..='~').cycle().take(100).collect();
    client.sign_up("ada.lovelace", &password).assert_status(201);
    for position in [1, 50, 72, 73, 90, 100] {
        let mut changed = password.clone();
        changed.replace_range(position - 1..position, "\u{e9}");
        client.log_in("ada.lovelace", &changed).assert_problem(401, "invalid-credentials");
        client.log_in("ada.lovelace", &password[..position - 1]).assert_problem(401, "invalid-credentials");
    }
    client.log_in("ada.lovelace", &format!("{password}!")).assert_problem(401, "invalid-credentials");
    client.log_in("ada.lovelace", &password.repeat(2)).assert_problem(401, "invalid-credentials");
    client.log_in("ada.lovelace", &password).assert_status(200);
}

fn a_password_is_taken_to_the_letter(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    for other in [
        PASSWORD.to_uppercase(),
        "Difference engine".to_owned(),
        format!("{PASSWORD} "),
        format!(" {PASSWORD}"),
        format!("{PASSWORD}\n"),
        PASSWORD.replace(' ', ""),
        PASSWORD.replace(' ', "\u{a0}"),
        String::new(),
    ] {
        client.log_in("ada.lovelace", &other).assert_problem(401, "invalid-credentials");
    }
    client.sign_up("grace.hopper", "  spaces around  ").assert_status(201);
    client.log_in("grace.hopper", "spaces around").assert_problem(401, "invalid-credentials");
    client.log_in("grace.hopper", "  spaces around  ").assert_status(200);
}

/// bcrypt by itself repeats a password up to 72 bytes, with a NUL between.
fn a_nul_ends_no_password(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    for other in [format!("{PASSWORD}\0"), format!("{PASSWORD}\0{PASSWORD}"), format!("{PASSWORD}\0x"), "\0".to_owned()]
    {
        client.log_in("ada.lovelace", &other).assert_problem(401, "invalid-credentials");
    }
    client.sign_up("grace.hopper", "engine\0difference").assert_status(201);
    for other in ["engine", "engine\0", "engine\0Difference", "engine\0difference\0engine\0difference"] {
        client.log_in("grace.hopper", other).assert_problem(401, "invalid-credentials");
    }
    client.log_in("grace.hopper", "engine\0difference").assert_status(200);
}
