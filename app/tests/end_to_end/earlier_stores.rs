//! Stores that the binary of a release filled, opened by this one. `earlier_stores/fill.py` created them, and describes
//! how.

mod edits;

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use test_databases::{SqliteFile, TestDatabase};

use crate::{
    cases::{Case, case, on_dynamodb, on_postgres},
    dynamodb_table::Table,
    event_lists::{by_subject, logged, stored},
    support::{Client, JWT_SECRET, PASSWORD, ROOT, Server, Token, Workplace, eventually, new_table},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_sqlite_file_of_0_1_0_goes_on),
        on_postgres(a_postgresql_database_of_0_1_0_goes_on),
        on_dynamodb(a_dynamodb_table_of_0_1_0_goes_on),
    ]
}

/// 2100-01-01, in seconds: when the sessions end.
const END: i64 = 4_102_444_800;

fn a_sqlite_file_of_0_1_0_goes_on() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tranche.db");
    fill_sqlite(&path);
    assert_sqlite_goes_on(&format!("sqlite://{}", path.display()));
}

/// Creates the database as the earlier binary left it.
pub(crate) fn fill_sqlite(path: &Path) {
    fs::write(path, "").unwrap();
    SqliteFile::at(path).execute(&read("0.1.0/sqlite.sql"));
}

/// Asserts that a store which has the same as that database goes on.
pub(crate) fn assert_sqlite_goes_on(url: &str) {
    assert_goes_on(url, &read("0.1.0/sqlite.json"));
}

fn a_postgresql_database_of_0_1_0_goes_on() {
    let database = TestDatabase::create_empty().unwrap();
    database.execute(&read("0.1.0/postgres.sql"));
    assert_goes_on(&database.url(), &read("0.1.0/postgres.json"));
}

fn a_dynamodb_table_of_0_1_0_goes_on() {
    let url = new_table().unwrap();
    let text = read("0.1.0/dynamodb.jsonl");
    let mut lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let table = Table::of(&url);
    table.create(lines.next().unwrap());
    table.put(lines.collect());
    assert_goes_on(&url, &read("0.1.0/dynamodb.json"));
}

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/end_to_end/earlier_stores");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Asserts that the store at this URL returns what the earlier binary returned, and accepts the writes of a shop.
fn assert_goes_on(url: &str, before: &str) {
    let before: Value = serde_json::from_str(before).unwrap();
    let workplace = Workplace::new(url);
    let server = workplace.start();
    eventually("the server is ready", || (server.anonymous().get("/readyz").status == 200).then_some(()));
    assert_what_waited_is_delivered(&before, &workplace);
    assert_what_was_there_is_there(&before, &workplace, &server);
    assert_sessions_live(&before, &server);
    assert_orders_go_on(&before, &server);
    let root = log_in(&server, ROOT);
    edits::assert_audited(items(&before, "events"), &root);
    edits::assert_editable(items(&before, "users"), items(&before, "products"), &root);

    let redelivered = workplace.run(&["events", "redeliver", "--all"], "");
    assert_eq!((redelivered.code, redelivered.output.as_str()), (Some(0), "To be delivered again: 2.\n"));
    let sorted = |events: BTreeMap<String, Vec<String>>| -> BTreeMap<String, Vec<String>> {
        let sort = |mut ids: Vec<String>| {
            ids.sort_unstable();
            ids
        };
        events.into_iter().map(|(subject, ids)| (subject, sort(ids))).collect()
    };
    // A dead letter comes behind what overtook it.
    let all = sorted(stored(&workplace));
    eventually("every event is delivered", || (sorted(logged(&workplace)) == all).then_some(()));
    assert_eq!(server.stop().code(), Some(0));
}

fn assert_what_waited_is_delivered(before: &Value, workplace: &Workplace) {
    let dead: Vec<&Value> = items(before, "deadLetters").iter().map(|letter| &letter["id"]).collect();
    let waited: Vec<&Value> = items(before, "events").iter().filter(|event| !dead.contains(&&event["id"])).collect();
    assert_eq!((dead.len(), waited.len()), (2, 29));
    let count = |events: &BTreeMap<String, Vec<String>>| events.values().map(Vec::len).sum::<usize>();
    let came =
        eventually("the waiting events came", || Some(logged(workplace)).filter(|came| count(came) >= waited.len()));
    assert_eq!(came, by_subject(waited.iter().map(|event| [&event["subject"]["id"], &event["id"]])));
}

fn assert_what_was_there_is_there(before: &Value, workplace: &Workplace, server: &Server) {
    let lines = |arguments: &[&str]| -> Vec<Value> {
        let listed = workplace.run(arguments, "");
        assert_eq!(listed.code, Some(0), "{}", listed.errors);
        listed.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    assert_eq!(lines(&["events", "list"]), *items(before, "events"));
    assert_eq!(lines(&["events", "dead-letters"]), *items(before, "deadLetters"));
    let root = log_in(server, ROOT);
    for (path, member) in
        [("/api/v1/users", "users"), ("/api/v1/products", "products"), ("/api/v1/orders?scope=all", "orders")]
    {
        assert_eq!(root.get(path).assert_status(200).body[member], before[member], "{path}");
    }
    for name in ["ada.lovelace", "carol.shaw", "grace.hopper"] {
        assert_eq!(log_in(server, name).me().assert_status(200).body["user"]["username"], name);
    }
    let anonymous = server.anonymous();
    anonymous.log_in("jesse.pinkman", PASSWORD).assert_problem(401, "invalid-credentials");
    anonymous.log_in("ada.lovelace", "a wrong guess").assert_problem(401, "invalid-credentials");
    anonymous.sign_up("ADA.LOVELACE", PASSWORD).assert_problem(409, "username-taken");
}

fn assert_sessions_live(before: &Value, server: &Server) {
    for (name, role) in [("ada.lovelace", "user"), ("grace.hopper", "admin")] {
        let me = with_session(before, server, name).me();
        assert_eq!((&me.body["user"]["username"], &me.body["user"]["role"]), (&name.into(), &role.into()));
    }
    // It ended when the account was deactivated.
    with_session(before, server, "jesse.pinkman").me().assert_problem(401, "unauthenticated");
}

fn assert_orders_go_on(before: &Value, server: &Server) {
    let [ada, grace] = ["ada.lovelace", "grace.hopper"].map(|name| with_session(before, server, name));
    let keyed = &before["keyed"];
    let order = |key: &str| ada.call("POST", "/api/v1/orders").header("idempotency-key", key).json(&keyed["request"]);
    let again = order(keyed["key"].as_str().unwrap()).send();
    assert_eq!(again.assert_status(201).body, keyed["answer"]);
    let placed = format!("/api/v1/orders/{}", keyed["answer"]["id"].as_str().unwrap());

    let tea = &items(before, "products")[0];
    let stock = || {
        let product = grace.get(&format!("/api/v1/products/{}", tea["id"].as_str().unwrap()));
        product.assert_status(200).body["stock"].as_i64().unwrap()
    };
    assert_eq!(stock(), tea["stock"].as_i64().unwrap());
    ada.call("DELETE", &placed).send().assert_status(200);
    assert_eq!(stock(), tea["stock"].as_i64().unwrap() + 3);
    assert_eq!(ada.get(&placed).assert_status(200).body["status"], "cancelled");
    order("another").send().assert_problem(422, "unknown-product");

    let orders = items(before, "orders");
    let path_of = |status: &str| {
        let found = orders.iter().rfind(|order| order["status"] == status).unwrap();
        format!("/api/v1/orders/{}", found["id"].as_str().unwrap())
    };
    for (from, to) in [("pending", "processing"), ("processing", "shipped"), ("shipped", "delivered")] {
        let advanced = grace.call("PATCH", &path_of(from)).json(&json!({"status": to})).send();
        assert_eq!(advanced.assert_status(200).body["status"], to);
    }
    for end in ["delivered", "cancelled"] {
        ada.call("DELETE", &path_of(end)).send().assert_problem(422, "order-not-cancellable");
    }
    assert_eq!(grace.get("/api/v1/orders?scope=all").assert_status(200).body["orders"].as_array().unwrap().len(), 6);
}

fn items<'a>(before: &'a Value, member: &str) -> &'a Vec<Value> {
    before[member].as_array().unwrap()
}

fn log_in(server: &Server, name: &str) -> Client {
    let answer = server.anonymous().log_in(name, PASSWORD);
    server.anonymous().with_cookie(answer.assert_status(200).cookie())
}

/// A user's session that the earlier binary began. Its end was moved in the store, so it is moved in the cookie.
fn with_session(before: &Value, server: &Server, name: &str) -> Client {
    let cookie = before["cookies"][name].as_str().unwrap();
    let token = Token::of_cookie(cookie);
    assert_eq!(token.signed(JWT_SECRET), cookie, "nothing but its end differs");
    server.anonymous().with_cookie(token.with_claim("exp", &END.into()).signed(JWT_SECRET))
}
