use std::{
    fs,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use test_databases::SqliteFile;

use crate::{
    cases::{Case, case},
    event_lists::{logged, stored},
    maintenance::waiting_export,
    named_secrets::NamedSecrets,
    support::{Entry, Format, JWT_SECRET, PASSWORD, PEPPER, Server, Workplace, eventually, sign_up_and_log_in},
    webhook_receiver::{Receiver, delivered, workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(what_the_server_does_beside_requests_is_done_when_the_schedule_says_so),
        case(what_is_done_beside_requests_ends_before_its_invocation),
        case(changes_are_accepted_again_once_the_maintenance_of_a_killed_export_has_lapsed),
        case(an_environment_that_finds_no_store_works_once_there_is_one),
        case(a_stage_is_no_part_of_a_path),
        case(a_body_in_base64_is_read_like_any_other),
        case(what_is_no_request_is_refused_and_the_environment_lives_on),
        case(the_log_says_whom_the_gateway_took_the_caller_for),
        case(secrets_are_fetched_by_their_names),
        case(a_secret_that_is_not_there_ends_the_start),
        case(outside_of_lambda_the_function_says_what_it_is),
    ]
}

/// The function in format 2.0, as one process.
pub(crate) fn start(workplace: &Workplace) -> Server {
    workplace.start_behind(Entry::Function(Format::V2), 1)
}

pub(crate) fn get(path: &str) -> Value {
    json!({
        "version": "2.0",
        "rawPath": path,
        "headers": {"host": "api.test"},
        "requestContext": {"stage": "$default", "http": {"method": "GET", "sourceIp": "192.0.2.7"}},
    })
}

fn what_the_server_does_beside_requests_is_done_when_the_schedule_says_so() {
    let workplace = Workplace::on_sqlite().with("TRANCHE_SESSION__IDLE_TTL_SECONDS", "1");
    let function = start(&workplace);
    let ada = sign_up_and_log_in(&function.anonymous(), "ada.lovelace");
    assert!(logged(&workplace).is_empty());

    function.gateway().invoke(json!({"tranche": "background"})).unwrap();
    assert_eq!(logged(&workplace), stored(&workplace));
    let removed = || function.gateway().invoke(json!({"tranche": "background"})).unwrap()["removed"].clone();
    // It is kept for a day, in case the clock is wrong.
    eventually("the session expires", || (ada.me().status == 401).then_some(()));
    assert_eq!(removed(), 0);
    let store = SqliteFile::at(&workplace.path("data/tranche.db"));
    store.execute("UPDATE sessions SET expires_at = expires_at - 86400000");
    eventually("the session is removed a day after its end", || (removed() == 1).then_some(()));
    assert_eq!(logged(&workplace), stored(&workplace), "each event came once");
}

fn what_is_done_beside_requests_ends_before_its_invocation() {
    let receiver = Receiver::start();
    receiver.react(|_| None);
    let workplace = workplace(receiver.port());
    let function = start(&workplace);
    sign_up_and_log_in(&function.anonymous(), "ada.lovelace");
    for seconds in [4, 8] {
        let (time, since) = (Duration::from_secs(seconds), Instant::now());
        function.gateway().invoke_within(time, json!({"tranche": "background"})).unwrap();
        assert!(since.elapsed() < time, "after {:?}", since.elapsed());
    }
    assert!(!receiver.ids().is_empty(), "a delivery was tried");
    receiver.react(|_| Some(204));
    // The interrupted deliveries are retried, and their lease no longer blocks them.
    eventually("everything is delivered", || {
        function.gateway().invoke(json!({"tranche": "background"})).unwrap();
        (delivered(&receiver.deliveries()) == stored(&workplace)).then_some(())
    });
}

fn changes_are_accepted_again_once_the_maintenance_of_a_killed_export_has_lapsed() {
    let (store, mut export) = waiting_export();
    let workplace = Workplace::new(&store.url());
    let function = start(&workplace);
    let sign_up = || function.anonymous().sign_up("jean.bartik", PASSWORD);
    let schedule = || drop(function.gateway().invoke(json!({"tranche": "background"})).unwrap());
    schedule();
    sign_up().assert_problem(503, "maintenance");
    export.kill().unwrap();
    export.wait().unwrap();
    // As if its time had passed.
    SqliteFile::at(&store.path()).execute("UPDATE maintenance SET until = 1");
    sign_up().assert_problem(503, "maintenance");
    schedule();
    sign_up().assert_status(201);
    assert!(workplace.log().contains("ended the maintenance of an export that did not end it"), "{}", workplace.log());
}

fn an_environment_that_finds_no_store_works_once_there_is_one() {
    let workplace = Workplace::on_sqlite();
    // No directory can be created with this name.
    fs::write(workplace.path("data"), "").unwrap();
    let function = start(&workplace);
    let anonymous = function.anonymous();
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_problem(503, "unavailable");
    anonymous.get("/livez").assert_status(200);
    fs::remove_file(workplace.path("data")).unwrap();
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_status(201);
}

fn a_stage_is_no_part_of_a_path() {
    let function = start(&Workplace::new("memory:"));
    let status = |event: Value| function.gateway().invoke(event).unwrap()["statusCode"].clone();
    let v2 = |stage: &str, path: &str| {
        let mut event = get(path);
        event["requestContext"]["stage"] = stage.into();
        status(event)
    };
    // A REST API reports the path without its stage, an HTTP API in the older format with it.
    let v1 = |stage: &str, path: &str, whole: &str| {
        status(json!({
            "path": path,
            "httpMethod": "GET",
            "requestContext": {"stage": stage, "path": whole, "identity": {}},
        }))
    };
    for (found, expected) in [
        (v2("$default", "/livez"), 200),
        (v2("live", "/live/livez"), 200),
        (v2("live", "/live/live/livez"), 404),
        (v2("livez", "/livez/livez"), 200),
        (v2("live", "/livez"), 200),
        (v2("live", "/live"), 307),
        (v1("live", "/livez", "/live/livez"), 200),
        (v1("livez", "/livez", "/livez/livez"), 200),
        (v1("live", "/live/livez", "/live/livez"), 200),
        (v1("livez", "/livez/livez", "/livez/livez"), 200),
    ] {
        assert_eq!(found, expected);
    }
}

fn a_body_in_base64_is_read_like_any_other() {
    let function = start(&Workplace::new("memory:"));
    let mut event = get("/api/v1/auth/signup");
    event["requestContext"]["http"]["method"] = "POST".into();
    event["headers"]["content-type"] = "application/json".into();
    event["isBase64Encoded"] = true.into();
    event["body"] = "eyJ1c2VybmFtZSI6ImFkYS5sb3ZlbGFjZSIsInBhc3N3b3JkIjoiZGlmZmVyZW5jZSBlbmdpbmUifQ==".into();
    let answer = function.gateway().invoke(event).unwrap();
    assert_eq!((&answer["statusCode"], &answer["isBase64Encoded"]), (&json!(201), &json!(false)), "{answer}");
    assert!(answer["body"].as_str().unwrap().contains("\"ada.lovelace\""), "{answer}");

    let icon = function.gateway().invoke(get("/docs/favicon-32x32.png")).unwrap();
    assert_eq!((&icon["statusCode"], &icon["isBase64Encoded"]), (&json!(200), &json!(true)));
    assert!(icon["body"].as_str().unwrap().starts_with("iVBORw0KGgo"), "a PNG");
}

fn what_is_no_request_is_refused_and_the_environment_lives_on() {
    let function = start(&Workplace::new("memory:"));
    let changed = |change: fn(&mut Value)| {
        let mut event = get("/livez");
        change(&mut event);
        function.gateway().invoke(event).unwrap()["statusCode"].clone()
    };
    assert_eq!(changed(|event| event["headers"]["x y"] = "z".into()), 400);
    assert_eq!(changed(|event| event["headers"]["x"] = "line\nbreak".into()), 400);
    assert_eq!(changed(|event| event["rawPath"] = "livez".into()), 400);
    assert_eq!(changed(|event| event["requestContext"]["http"]["method"] = "G T".into()), 400);
    assert_eq!(
        changed(|event| {
            event["isBase64Encoded"] = true.into();
            event["body"] = "*".into();
        }),
        400
    );
    for event in [json!({}), json!(null), json!({"tranche": "anything"}), json!({"Records": []})] {
        let error = function.gateway().invoke(event).unwrap_err();
        assert!(error.contains("look at what invokes the function"), "{error}");
    }
    assert_eq!(function.gateway().invoke(json!({"rawPath": "/livez"})).unwrap()["statusCode"], 400);
    assert_eq!(changed(|event| event["rawPath"] = "/a b\u{e4}?#".into()), 404);
    assert_eq!(changed(|_| {}), 200);
}

fn the_log_says_whom_the_gateway_took_the_caller_for() {
    let workplace = Workplace::new("memory:");
    let function = start(&workplace);
    let mut event = get("/livez");
    event["requestContext"]["authorizer"] = json!({"iam": {"userArn": "arn:aws:iam::1:user/ada"}});
    function.gateway().invoke(event).unwrap();
    let log = workplace.log();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = lines.iter().find(|line| line["target"] == "access").unwrap();
    assert_eq!((&line["gateway_caller"], &line["address"]), (&json!("arn:aws:iam::1:user/ada"), &json!("192.0.2.7")));
}

/// The names of secrets, and the requests for them.
const JWT_ARN: &str = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:tranche/jwt-AbCdEf";
const PEPPER_ARN: &str = "arn:aws:ssm:eu-central-1:123456789012:parameter/tranche/pepper";

fn with_named_secrets(secrets: &NamedSecrets) -> Workplace {
    Workplace::on_sqlite()
        .without("TRANCHE_SECURITY__JWT_SECRET")
        .without("TRANCHE_SECURITY__PASSWORD_PEPPER")
        .with("TRANCHE_SECURITY__JWT_SECRET_ARN", JWT_ARN)
        .with("TRANCHE_SECURITY__PASSWORD_PEPPER_ARN", PEPPER_ARN)
        .with("AWS_ENDPOINT_URL", &secrets.url())
        .with("AWS_ACCESS_KEY_ID", "tests")
        .with("AWS_SECRET_ACCESS_KEY", "tests")
}

fn secrets_are_fetched_by_their_names() {
    // Secrets with line ends, as vaults hold them that were filled from files; and AWS is called without a proxy of the
    // environment.
    let (jwt_secret, pepper) = (format!("{JWT_SECRET}\n"), format!("\u{feff}{PEPPER}\r\n"));
    let secrets = NamedSecrets::start([(JWT_ARN, &jwt_secret), (PEPPER_ARN, &pepper)]);
    let workplace = with_named_secrets(&secrets)
        .with("TRANCHE_SECURITY__JWT_SECRET_ARN", &format!(" {JWT_ARN}\n"))
        .with_dead_proxies();
    let cookie = {
        let function = start(&workplace);
        let user = sign_up_and_log_in(&function.anonymous(), "ada.lovelace");
        for _ in 0..3 {
            user.me().assert_status(200);
        }
        user.cookie
    };
    assert_eq!(secrets.asked().len(), 2, "once each in the life of an environment");
    // A server with the very same secrets knows the session and the password.
    let server = Workplace::on_sqlite();
    fs::create_dir(server.path("data")).unwrap();
    for file in fs::read_dir(workplace.path("data")).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), server.path("data").join(file.file_name())).unwrap();
    }
    let server = server.start();
    server.anonymous().with_cookie(cookie.unwrap()).me().assert_status(200);
    server.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
    for secret in [JWT_SECRET, PEPPER] {
        assert!(!workplace.log().contains(secret));
    }
}

fn a_secret_that_is_not_there_ends_the_start() {
    let secrets = NamedSecrets::start([(JWT_ARN, JWT_SECRET)]);
    let ended = with_named_secrets(&secrets).run_function();
    assert_eq!(ended.code, Some(1));
    assert!(ended.errors.starts_with("TRANCHE_SECURITY__PASSWORD_PEPPER_ARN: "), "{}", ended.errors);
    let ended = with_named_secrets(&secrets).with("TRANCHE_SECURITY__PASSWORD_PEPPER_ARN", "canary").run_function();
    assert_eq!((ended.code, ended.errors.contains("canary")), (Some(1), false), "{}", ended.errors);
}

fn outside_of_lambda_the_function_says_what_it_is() {
    let ended = Workplace::bare().run_outside_of_lambda();
    assert_eq!(ended.code, Some(1));
    assert!(ended.errors.contains("tranche serve"), "{}", ended.errors);
}
