//! The examples of `clients/*/examples` verify what the server delivers, and refuse the rest.

use std::{
    env,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use libtest_mimic::{Completion, Trial};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    support::{PASSWORD, PROXIES, Workplace, eventually},
    webhook_example,
    webhook_receiver::{Delivery, Receiver, SECRET},
};

/// A secret that Standard Webhooks' own libraries could have made, which follows [`SECRET`].
const ENCODED: &str = "whsec_c2VjcmV0LVFtWHYyVG5CN3lHaEo0c0RmOUxwQ2EzVWVN";
const UNKNOWN: &str = "other-Zr5Kw8QmXv2TnB7yGhJ4sDf9LpCa3UeM";

/// What a receiver is tried with, and whether it takes it.
struct Case {
    name: &'static str,
    delivery: Value,
    is_taken: bool,
}

/// Each example, under names like `webhook::python`.
pub(crate) fn all() -> Vec<Trial> {
    let trial = |language| Trial::ignorable_test(format!("webhook::{language}"), move || Ok(run(language)));
    ["rust", "typescript", "python"].into_iter().map(trial).collect()
}

fn run(language: &str) -> Completion {
    let programs = env::var_os("TEST_CLIENTS");
    if programs.is_none() && language != "rust" {
        return Completion::ignored_with("`make clients-test` runs it");
    }
    let cases = cases(&delivered());
    let lines: Vec<_> = cases.iter().map(|case| case.delivery.to_string()).collect();
    let lines = lines.join("\n") + "\n";
    let printed = if let Some(folder) = programs.filter(|_| language != "rust") {
        run_program(&Path::new(&folder).join(format!("{language}-webhook")), &lines)
    } else {
        let mut printed = Vec::new();
        webhook_example::verify_all(lines.as_bytes(), &mut printed).unwrap();
        String::from_utf8(printed).unwrap()
    };
    let expected = |case: &Case| if case.is_taken { "UserSignedUp" } else { "refused" };
    let results: Vec<_> = cases.iter().zip(printed.lines()).map(|(case, line)| (case.name, line)).collect();
    assert_eq!(results, cases.iter().map(|case| (case.name, expected(case))).collect::<Vec<_>>(), "{language}");
    Completion::Completed
}

fn run_program(program: &Path, lines: &str) -> String {
    let mut command = Command::new(program);
    for name in PROXIES {
        command.env_remove(name);
    }
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{}: {}", program.display(), output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// A delivery of a server whose secret is being replaced: both sign.
fn delivered() -> Delivery {
    let receiver = Receiver::start();
    let workplace = Workplace::on_sqlite()
        .with("TRANCHE_EVENTS__WEBHOOK_URL", &format!("http://127.0.0.1:{}/", receiver.port()))
        .with("TRANCHE_EVENTS__WEBHOOK_SECRET", ENCODED)
        .with("TRANCHE_EVENTS__WEBHOOK_SECRETS_PREVIOUS", SECRET);
    let server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    eventually("the event came", || receiver.deliveries().first().cloned())
}

fn cases(delivery: &Delivery) -> Vec<Case> {
    let sent = |secret: &str| json!({"secret": secret, "headers": delivery.headers, "body": delivery.text});
    let with_header = |name: &str, value: &str| {
        let mut headers = json!(delivery.headers);
        headers[name] = value.into();
        json!({"secret": SECRET, "headers": headers, "body": delivery.text})
    };
    // Signed with the right secret, at another time.
    let signed_at = |seconds: i64| {
        let timestamp = now() + seconds;
        let mut other = with_header("webhook-timestamp", &timestamp.to_string());
        let content = format!("{}.{timestamp}.{}", delivery.id(), delivery.text);
        let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap().chain_update(content).finalize();
        other["headers"]["webhook-signature"] = format!("v1,{}", STANDARD.encode(mac.into_bytes())).into();
        other
    };
    let with_body = |body: String| json!({"secret": SECRET, "headers": delivery.headers, "body": body});
    let taken = |name, delivery| Case { name, delivery, is_taken: true };
    let refused = |name, delivery| Case { name, delivery, is_taken: false };
    vec![
        taken("as it came, by the secret that goes", sent(SECRET)),
        taken("as it came, by the secret that comes", sent(ENCODED)),
        taken("four minutes ago", signed_at(-240)),
        taken("a clock that is four minutes ahead", signed_at(240)),
        refused("another secret", sent(UNKNOWN)),
        refused("six minutes ago", signed_at(-360)),
        refused("a clock that is six minutes ahead", signed_at(360)),
        refused("another role", with_body(delivery.text.replace("\"user\"}", "\"admin\"}"))),
        refused("the same JSON in other bytes", with_body(format!("{} ", delivery.text))),
        refused("another id", with_header("webhook-id", "0199b1a4-7c00-7000-8000-000000000001")),
        refused("another time", with_header("webhook-timestamp", &(now() + 1).to_string())),
        refused("a signature of another version", with_header("webhook-signature", &of_version_0(delivery))),
        refused("an empty signature", with_header("webhook-signature", "v1,")),
    ]
}

fn of_version_0(delivery: &Delivery) -> String {
    delivery.headers["webhook-signature"].replace("v1,", "v0,")
}

#[expect(clippy::disallowed_methods, reason = "a receiver compares the time of a delivery with its own")]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}
