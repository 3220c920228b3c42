use std::{fs::OpenOptions, io::pipe};

use crate::{
    cases::{Case, case},
    support::{PASSWORD, Server, Workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(what_can_not_be_printed_is_no_success),
        case(what_a_command_did_is_done_where_that_can_not_be_printed),
        case(a_pipe_that_its_reader_closed_ends_a_command_quietly),
    ]
}

/// The commands that print, except those that need more than their arguments.
const PRINTING: [&[&str]; 18] = [
    &["--version"],
    &["-V"],
    &["--help"],
    &["-h"],
    &["help"],
    &["serve", "--help"],
    &["help", "migrate"],
    &["users", "create", "--version"],
    &["openapi"],
    &["config", "check"],
    &["config", "show"],
    &["config", "reference"],
    &["migrate", "up"],
    &["migrate", "status"],
    &["seed", "--products=3", "--users=1", "--orders=1"],
    &["events", "list"],
    &["events", "dead-letters"],
    &["events", "redeliver", "--all"],
];

/// Commands that print nothing here.
const SILENT: [&[&str]; 1] = [&["events", "dead-letters"]];

/// Each of them with the password that one reads, while this server runs.
fn try_each(server: &Server, run: impl Fn(&[&str], &str)) {
    // There is an event to list.
    server.anonymous().sign_up("grace.hopper", PASSWORD).assert_status(201);
    let port = format!("server.port={}", server.address.rsplit_once(':').unwrap().1);
    for command in PRINTING {
        run(command, "");
    }
    run(&["healthcheck", "--set", &port], "");
    run(&["users", "create", "--username", "ada.lovelace"], PASSWORD);
}

fn what_can_not_be_printed_is_no_success() {
    let workplace = Workplace::on_sqlite();
    try_each(&workplace.start(), |command, input| {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = workplace.run_into(command, input, full);
        let expected = if SILENT.contains(&command) {
            (Some(0), "")
        } else {
            (Some(1), "tranche: standard output can't be written: No space left on device (os error 28)\n")
        };
        assert_eq!((ended.code, ended.errors.as_str()), expected, "{command:?}");
    });
}

fn what_a_command_did_is_done_where_that_can_not_be_printed() {
    let workplace = Workplace::on_sqlite();
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let made = workplace.run_into(&["users", "create", "--username", "ada.lovelace"], PASSWORD, full);
    assert_eq!(made.code, Some(1), "{}", made.errors);
    workplace.start().anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn a_pipe_that_its_reader_closed_ends_a_command_quietly() {
    let workplace = Workplace::on_sqlite();
    try_each(&workplace.start(), |command, input| {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let ended = workplace.run_into(command, input, writer);
        assert_eq!((ended.code, ended.errors.as_str()), (Some(0), ""), "{command:?}");
    });
}
