use std::{fs, path::Path};

use serde_json::json;

use crate::{
    cases::{Case, case},
    support::{PASSWORD, PROXIES, Workplace, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(users_are_made_with_a_password_from_standard_input),
        case(a_password_from_standard_input_is_one_line_without_its_marks),
        case(a_user_that_can_not_be_made_is_explained),
        case(a_store_is_migrated_by_command),
        case(the_document_is_the_committed_one_whatever_is_configured),
        case(a_healthcheck_reports_by_its_exit_code),
        case(a_healthcheck_takes_no_proxy),
        case(events_are_listed),
        case(the_start_logs_where_to_go),
        case(the_version_names_revision_and_features),
    ]
}

fn users_are_made_with_a_password_from_standard_input() {
    let workplace = Workplace::on_sqlite();
    for (name, role) in [("Root.Admin", "super_admin"), ("grace.hopper", "admin"), ("ada.lovelace", "user")] {
        let made = workplace.run(&["users", "create", "--username", name, "--role", role], &format!("{PASSWORD}\n"));
        assert_eq!(made.code, Some(0), "{}", made.errors);
        assert!(made.output.starts_with(&format!("Created {name} ({role}), ")), "{}", made.output);
        assert!(!made.output.contains(PASSWORD) && !made.errors.contains(PASSWORD));
    }
    let server = workplace.start();
    for (name, role) in [("Root.Admin", "super_admin"), ("grace.hopper", "admin"), ("ada.lovelace", "user")] {
        let answer = server.anonymous().log_in(name, PASSWORD);
        assert_eq!((answer.status, &answer.body["user"]["role"]), (200, &json!(role)));
    }
    // Beside a server that runs.
    let made = workplace.run(&["users", "create", "--username", "jean.bartik"], PASSWORD);
    assert_eq!(made.code, Some(0), "{}", made.errors);
    server.anonymous().log_in("jean.bartik", PASSWORD).assert_status(200);
}

fn a_password_from_standard_input_is_one_line_without_its_marks() {
    let workplace = Workplace::on_sqlite();
    let password = format!(" {PASSWORD} ");
    let inputs = ["", "\n", "\r\n", "\nanother line\n"].map(|end| format!("{password}{end}"));
    let marked = inputs.clone().map(|input| format!("\u{feff}{input}"));
    let mut names = Vec::new();
    for (number, input) in inputs.iter().chain(&marked).enumerate() {
        let name = format!("user.number.{number}");
        let made = workplace.run(&["users", "create", "--username", &name], input);
        assert_eq!(made.code, Some(0), "{input:?}: {}", made.errors);
        names.push(name);
    }
    let server = workplace.start();
    for name in names {
        server.anonymous().log_in(&name, &password).assert_status(200);
        server.anonymous().log_in(&name, PASSWORD).assert_status(401);
    }
}

fn a_user_that_can_not_be_made_is_explained() {
    let workplace = Workplace::on_sqlite();
    let create = |name: &str, role: &str, password: &str| {
        workplace.run(&["users", "create", "--username", name, "--role", role], password)
    };
    assert_eq!(create("root.admin", "super_admin", PASSWORD).code, Some(0));
    for (name, role, password, expected) in [
        ("root.admin", "super_admin", PASSWORD, "the username is taken"),
        ("ROOT.ADMIN", "user", PASSWORD, "the username is taken"),
        ("ada", "user", PASSWORD, "A username has 5 to 20 characters."),
        ("ada.lovelace", "user", "short", "A password has at least 8 characters."),
        ("ada.lovelace", "user", "password", "This password is among the most common ones"),
        ("ada.lovelace", "user", "", "A password has at least 8 characters."),
        ("ada.lovelace", "emperor", PASSWORD, "`emperor` is no role"),
    ] {
        let refused = create(name, role, password);
        assert!(refused.code.is_some_and(|code| code != 0), "{expected}");
        assert!(refused.errors.contains(expected), "{expected}: {}", refused.errors);
        assert_eq!(refused.output, "", "{expected}");
    }
}

fn a_store_is_migrated_by_command() {
    let workplace = Workplace::on_sqlite().with("TRANCHE_STORE__MIGRATE_ON_START", "false");
    let server = workplace.start();
    let unready = server.anonymous().get("/readyz");
    unready.assert_problem(503, "unavailable");
    assert_eq!(unready.body["checks"]["migrations"], "missing");
    assert_eq!(unready.body["checks"]["server"], "ok");
    server.anonymous().get("/livez").assert_status(200);
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_problem(503, "unavailable");

    let before = workplace.run(&["migrate", "status"], "");
    let names: Vec<_> = before.output.lines().map(|line| line.strip_prefix("missing ").unwrap().to_owned()).collect();
    assert!(!names.is_empty() && before.code == Some(0), "{}", before.errors);
    let applied = workplace.run(&["migrate", "up"], "");
    let lines = |word: &str| names.iter().map(|name| format!("{word} {name}\n")).collect::<Vec<_>>().concat();
    assert_eq!((applied.code, applied.output), (Some(0), lines("applied")));
    assert_eq!(workplace.run(&["migrate", "status"], "").output, lines("applied"));
    let again = workplace.run(&["migrate", "up"], "");
    assert_eq!((again.code, again.output.as_str()), (Some(0), "Nothing to apply.\n"));

    eventually("the server is ready", || (server.anonymous().get("/readyz").status == 200).then_some(()));
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
}

fn the_document_is_the_committed_one_whatever_is_configured() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let printed = Workplace::bare().with("TRANCHE_DOCS__ENABLED", "false").run(&["openapi"], "");
    assert_eq!(printed.code, Some(0), "{}", printed.errors);
    assert!(
        printed.output == fs::read_to_string(committed).unwrap(),
        "docs/openapi.json is outdated: run `make openapi`"
    );
    let served = Workplace::on_any_store().start().anonymous().get("/openapi.json").text;
    assert!(served == printed.output, "the served document is another");
}

fn a_healthcheck_reports_by_its_exit_code() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let port = server.address.rsplit_once(':').unwrap().1.to_owned();
    let check = || workplace.run(&["healthcheck", "--set", &format!("server.port={port}")], "");
    let healthy = check();
    assert_eq!(healthy.code, Some(0), "{}", healthy.errors);
    assert!(healthy.output.contains("\"status\":\"ok\""), "{}", healthy.output);
    fs::rename(workplace.path("data"), workplace.path("away")).unwrap();
    let unready = check();
    assert_eq!(unready.code, Some(1));
    assert!(unready.errors.contains("503"), "{}", unready.errors);
    drop(server);
    let gone = check();
    assert_eq!(gone.code, Some(1));
    assert!(gone.errors.contains("does not answer"), "{}", gone.errors);
}

fn a_healthcheck_takes_no_proxy() {
    let workplace = Workplace::on_any_store();
    let server = workplace.start();
    let port = server.address.rsplit_once(':').unwrap().1.to_owned();
    for name in PROXIES {
        let behind_a_proxy = Workplace::on_any_store().with(name, "http://127.0.0.1:9");
        let healthy = behind_a_proxy.run(&["healthcheck", "--set", &format!("server.port={port}")], "");
        assert_eq!(healthy.code, Some(0), "{name}: {}", healthy.errors);
        assert!(healthy.output.contains("\"status\":\"ok\""), "{name}: {}", healthy.output);
    }
}

fn events_are_listed() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let user = server.anonymous().sign_up("ada.lovelace", PASSWORD).body;
    server.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
    let listed = workplace.run(&["events", "list", "--user", "ada.lovelace"], "");
    assert_eq!(listed.code, Some(0), "{}", listed.errors);
    let events: Vec<serde_json::Value> =
        listed.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<_> = events.iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["UserSignedUp", "SessionStarted"]);
    for event in events {
        assert_eq!(event["subject"], json!({"kind": "user", "id": user["id"]}));
        assert_eq!(event["actor"], user["id"]);
    }
}

fn the_start_logs_where_to_go() {
    let workplace = Workplace::on_sqlite().with("TRANCHE_LOG__FORMAT", "pretty");
    let server = workplace.start();
    let expected = [
        format!("http://{}/docs/", server.address),
        "tranche users create --username NAME --role super_admin".to_owned(),
        "data/tranche.db".to_owned(),
    ];
    for text in expected {
        eventually("the log greets", || workplace.log().contains(&text).then_some(()));
    }
    server.anonymous().get("/docs/").assert_status(200);
}

fn the_version_names_revision_and_features() {
    let workplace = Workplace::on_any_store();
    let printed = workplace.run(&["--version"], "");
    let served = workplace.start().anonymous().get("/version").assert_status(200).body.clone();
    let features: Vec<&str> =
        served["features"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(features.is_sorted() && !features.is_empty(), "{features:?}");
    let revision = served["revision"].as_str().unwrap_or("unknown");
    let expected =
        format!("tranche {} (revision: {revision}; features: {})\n", env!("CARGO_PKG_VERSION"), features.join(", "));
    assert_eq!((printed.code, printed.output), (Some(0), expected));
}
