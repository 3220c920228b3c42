use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use serde_json::Value;
use test_databases::{SqliteFile, TestDatabase};

use crate::{
    postgres_programs::PostgresPrograms,
    support::{Client, PASSWORD, ROOT, Started, Workplace, eventually, start},
};

/// The path of a server's SQLite file.
const FILE: &str = "data/tranche.db";
const WRITERS: usize = 4;
/// The sign-ups before a first backup, so that it has data to lose.
const FIRST: usize = 20;

pub(crate) fn of_sqlite() {
    let source = start(&format!("sqlite://{FILE}"), &[]);
    let file = SqliteFile::at(&source.workplace.path(FILE));
    let copy_store = |number: usize| {
        let copy = source.workplace.path(format!("copy-{number}.db"));
        file.execute(&format!("VACUUM INTO '{}'", copy.display()));
        copy
    };
    let backup = back_up_under_writers(&source, copy_store);
    let restored = SqliteFile::at(&backup.file);
    assert_eq!(restored.integrity(), "ok");
    assert_eq!(restored.count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_whole(&source, &backup, &format!("sqlite://{}", backup.file.display()));
}

/// Returns what is missing if it can't run.
pub(crate) fn of_postgres() -> Result<(), &'static str> {
    let database = TestDatabase::create().ok_or("its server is absent")?;
    let programs = PostgresPrograms::find().ok_or("pg_dump and pg_restore are absent")?;
    let source = start(&database.url(), &[]);
    let copy_store = |number: usize| {
        let copy = source.workplace.path(format!("copy-{number}.dump"));
        programs.run("pg_dump", &["--format=custom", "--dbname", &database.url(), "--file"], &copy);
        copy
    };
    let backup = back_up_under_writers(&source, copy_store);
    let elsewhere = TestDatabase::create_empty().ok_or("its server is absent")?;
    let into = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", &elsewhere.url()];
    programs.run("pg_restore", &into, &backup.file);
    assert_whole(&source, &backup, &elsewhere.url());
    Ok(())
}

pub(crate) fn by_copying() {
    let source = start(&format!("sqlite://{FILE}"), &[]);
    source.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let copy = source.workplace.path("copy.db");
    fs::copy(source.workplace.path(FILE), &copy).unwrap();
    // Writes since the migration are in the log beside the file.
    assert_eq!(SqliteFile::at(&copy).count("SELECT count(*) FROM users"), 0);
    let original = SqliteFile::at(&source.workplace.path(FILE));
    assert_eq!(original.count("SELECT count(*) FROM users WHERE username = 'ada.lovelace'"), 1);
}

/// A backup of a filled store, and the store's data before it began.
struct Backup {
    file: PathBuf,
    names: BTreeSet<String>,
    session: String,
}

/// The accounts that clients created between the beginning and the end of this backup.
fn back_up_under_writers(source: &Started, copy_store: impl Fn(usize) -> PathBuf) -> Backup {
    let session = source.super_admin().cookie.unwrap();
    let sample = ["seed", "--products=40", "--users=6", "--orders=30"];
    let seeded = source.workplace.run(&sample, "");
    assert_eq!(seeded.code, Some(0), "{}", seeded.errors);
    let (made, done) = (Mutex::default(), AtomicBool::new(false));
    let mut number = 0;
    thread::scope(|scope| {
        let _end = End(&done);
        for writer in 0..WRITERS {
            let (client, made, done) = (source.anonymous(), &made, &done);
            scope.spawn(move || write(&client, writer, made, done));
        }
        eventually("clients write during a backup", || {
            let names = made.lock().unwrap().clone();
            if names.len() < FIRST {
                return None;
            }
            number += 1;
            let file = copy_store(number);
            let session = session.clone();
            (made.lock().unwrap().len() > names.len()).then_some(Backup { file, names, session })
        })
    })
}

/// Stops the writers, also if the test fails.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Signs up until the backup is done.
fn write(client: &Client, writer: usize, made: &Mutex<BTreeSet<String>>, done: &AtomicBool) {
    for number in 0.. {
        if done.load(Ordering::Relaxed) {
            return;
        }
        let name = format!("writer.{writer}.{number}");
        client.sign_up(&name, PASSWORD).assert_status(201);
        made.lock().unwrap().insert(name);
    }
}

/// Asserts that the restored store at this URL is the store of `source` at one moment of the backup, and that it
/// continues from there.
fn assert_whole(source: &Started, backup: &Backup, url: &str) {
    let workplace = Workplace::new(url);
    let server = workplace.start();
    server.anonymous().get("/readyz").assert_status(200);
    let status = workplace.run(&["migrate", "status"], "").output;
    assert!(!status.is_empty() && status.lines().all(|line| line.starts_with("applied ")), "{status}");

    let [there, here] = [source.super_admin(), log_in(&server.anonymous())];
    let counts: [(&str, &str, usize); 2] =
        [("/api/v1/products?", "products", 40), ("/api/v1/orders?scope=all", "orders", 30)];
    for (path, member, count) in counts {
        let restored = everything(&here, path, member);
        assert_eq!(restored.len(), count, "{path}");
        assert_eq!(restored, everything(&there, path, member), "{path}");
    }
    let (users, all) = (everything(&here, "/api/v1/users?", "users"), everything(&there, "/api/v1/users?", "users"));
    for (id, user) in &users {
        assert_eq!(all.get(id), Some(user));
    }
    let names: BTreeSet<_> = users.values().map(|user| user["username"].as_str().unwrap().to_owned()).collect();
    assert!(backup.names.is_subset(&names), "an account is lost that was there before the backup");
    for name in backup.names.iter().take(3) {
        server.anonymous().log_in(name, PASSWORD).assert_status(200);
    }

    // Rows that were committed together are restored together.
    let mut began: Vec<_> = events(&workplace, "UserSignedUp").into_iter().map(|event| subject(&event)).collect();
    began.extend(events(&workplace, "UserCreated").into_iter().map(|event| subject(&event)));
    began.sort_unstable();
    assert_eq!(began, users.keys().cloned().collect::<Vec<_>>());

    // A session from before is valid, one from afterwards is unknown, and writes succeed.
    server.anonymous().with_cookie(&backup.session).me().assert_status(200);
    server.anonymous().with_cookie(there.cookie.unwrap()).me().assert_problem(401, "unauthenticated");
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    server.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn log_in(anonymous: &Client) -> Client {
    anonymous.with_cookie(anonymous.log_in(ROOT, PASSWORD).cookie())
}

/// The ids of every page of a list, whose path has a query.
fn everything(client: &Client, path: &str, member: &str) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut next = format!("{path}&pageSize=100");
    loop {
        let page = client.get(&next);
        page.assert_status(200);
        for item in page.body[member].as_array().unwrap() {
            found.insert(item["id"].as_str().unwrap().to_owned(), item.clone());
        }
        let Some(token) = page.body["nextToken"].as_str() else { return found };
        next = format!("{path}&pageSize=100&nextToken={token}");
    }
}

fn events(workplace: &Workplace, kind: &str) -> Vec<Value> {
    let listed = workplace.run(&["events", "list", "--kind", kind, "--limit", "1000000"], "");
    assert_eq!(listed.code, Some(0), "{}", listed.errors);
    listed.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn subject(event: &Value) -> String {
    event["subject"]["id"].as_str().unwrap().to_owned()
}
