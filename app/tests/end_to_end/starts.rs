use std::{collections::BTreeSet, fs, net::TcpListener, os::unix::fs::symlink, path::Path};

use serde_json::Value;
use test_databases::{SqliteFile, TestDatabase};

use crate::{
    cases::{Case, case, on_postgres},
    support::{PASSWORD, Workplace, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_start_that_fails_leaves_nothing),
        case(a_command_that_fails_leaves_nothing),
        case(the_database_of_another_program_ends_a_start),
        case(what_is_no_database_ends_a_start),
        on_postgres(the_schema_of_another_program_ends_a_start),
        case(a_server_that_meets_the_database_of_another_program_later_reports_it_and_waits),
        case(the_log_says_where_the_data_is_and_what_comes_first),
        case(the_log_says_nothing_of_what_is_not_there),
        case(the_log_masks_what_opens_the_store),
    ]
}

/// The workplace, with a time limit for processes that should end: they exit with code 124.
pub(crate) fn ending(workplace: Workplace) -> Workplace {
    workplace.launched_by(r#"exec timeout 20 "$@""#)
}

/// What is said of the database of another program.
pub(crate) const THEIRS: &str = "has tables of another program";

/// Commands that use the store, each with its exit code where the store can't be used as it is.
const USERS_OF_THE_STORE: [(&[&str], i32); 6] = [
    (&["serve", "--port", "0"], 78),
    (&["serve", "--port", "0", "--set", "store.migrate_on_start=false"], 78),
    (&["users", "create", "--username", "ada.lovelace"], 78),
    (&["seed"], 78),
    (&["migrate", "up"], 1),
    (&["migrate", "status"], 1),
];

/// Asserts that each command refuses the store for this reason, and leaves no file.
pub(crate) fn assert_refused_by_each_command(workplace: &Workplace, reason: &str) {
    let before = files(&workplace.path(""));
    for (command, code) in USERS_OF_THE_STORE {
        let refused = workplace.run(command, PASSWORD);
        assert_eq!(refused.code, Some(code), "{command:?}: {refused:?}");
        assert!(refused.errors.contains(reason), "{command:?}: {}", refused.errors);
        assert_eq!(files(&workplace.path("")), before, "{command:?}");
    }
}

/// All files and folders below the folder.
pub(crate) fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                open.push(entry.path());
            }
            found.insert(entry.path().display().to_string());
        }
    }
    found
}

fn a_start_that_fails_leaves_nothing() {
    let workplace = ending(Workplace::bare());
    fs::write(workplace.path("list.db"), "a shopping list").unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let before = files(&workplace.path(""));
    for (setting, reason) in [
        ("store.urx=sqlite://x.db".to_owned(), "is not a setting".to_owned()),
        ("server.workers=none".to_owned(), "must be a whole number".to_owned()),
        ("security.jwt_secret_file=absent".to_owned(), "can't be read".to_owned()),
        ("store.url=sqlite://list.db".to_owned(), "is no SQLite database".to_owned()),
        (format!("server.port={port}"), format!("127.0.0.1:{port} can't be listened on")),
        (format!("metrics.listen=127.0.0.1:{port}"), format!("127.0.0.1:{port} can't be listened on")),
    ] {
        let refused = workplace.run(&["serve", "--set", "server.port=0", "--set", &setting], "");
        assert!(refused.code.is_some_and(|code| ![0, 124].contains(&code)), "{setting}: {refused:?}");
        assert!(refused.errors.contains(&reason), "{setting}: {}", refused.errors);
        assert_eq!(files(&workplace.path("")), before, "{setting}");
    }
    let workplace = workplace.launched_directly();
    let server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    assert_eq!(fs::read_to_string(workplace.path("data/.gitignore")).unwrap(), "*\n");
    let made: BTreeSet<_> = files(&workplace.path("")).difference(&before).cloned().collect();
    let beside =
        |path: &String| ["/data", "/address", "/log.txt", "/errors.txt"].iter().any(|name| path.ends_with(name));
    for path in made {
        assert!(path.contains("/data/") || beside(&path), "{path}");
    }
}

fn a_command_that_fails_leaves_nothing() {
    let workplace = ending(Workplace::bare());
    let before = files(&workplace.path(""));
    for (command, input) in [
        (&["users", "create", "--username", "ada"][..], PASSWORD),
        (&["users", "create", "--username", "ada.lovelace"], "short"),
        (&["users", "create", "--username", "ada.lovelace", "--set", "store.url=sqlite://."], PASSWORD),
        (&["seed", "--set", "store.url=sqlite://."], ""),
        (&["events", "list"], ""),
    ] {
        let refused = workplace.run(command, input);
        assert!(refused.code.is_some_and(|code| ![0, 124].contains(&code)), "{command:?}: {refused:?}");
        assert_eq!(files(&workplace.path("")), before, "{command:?}");
    }
    // A command that only reads succeeds, and leaves no file either.
    assert_eq!(workplace.run(&["migrate", "status"], "").code, Some(0));
    assert_eq!(files(&workplace.path("")), before);
}

fn the_database_of_another_program_ends_a_start() {
    for tables in ["CREATE TABLE notes (text)", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)"] {
        let workplace = ending(Workplace::bare().with("TRANCHE_STORE__URL", "sqlite://theirs.db"));
        fs::write(workplace.path("theirs.db"), "").unwrap();
        SqliteFile::at(&workplace.path("theirs.db")).execute(tables);
        let content = fs::read(workplace.path("theirs.db")).unwrap();
        assert_refused_by_each_command(&workplace, &format!("the database file theirs.db {THEIRS}"));
        assert!(fs::read(workplace.path("theirs.db")).unwrap() == content);
    }
}

fn what_is_no_database_ends_a_start() {
    let workplace = ending(Workplace::bare().with("TRANCHE_STORE__URL", "sqlite://list.txt"));
    fs::write(workplace.path("list.txt"), "a shopping list ".repeat(1_000)).unwrap();
    let refused = workplace.run(&["serve", "--port", "0"], "");
    assert_eq!(refused.code, Some(78), "{refused:?}");
    let line =
        "store.url (from TRANCHE_STORE__URL): list.txt is no SQLite database; name another file, or move this one away";
    assert!(refused.errors.contains(line), "{}", refused.errors);
}

fn the_schema_of_another_program_ends_a_start() {
    for tables in ["CREATE TABLE notes (text text)", "CREATE TABLE users (id bigint)", "CREATE VIEW today AS SELECT 1"]
    {
        let database = TestDatabase::create_empty().unwrap();
        database.execute(tables);
        let relations = || database.count("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace");
        let before = relations();
        let workplace = ending(Workplace::bare().with("TRANCHE_STORE__URL", &database.url()));
        assert_refused_by_each_command(&workplace, THEIRS);
        assert_eq!(relations(), before);
    }
    // A schema of its own in a shared database works like a database of its own.
    let database = TestDatabase::create_empty().unwrap();
    database.execute("CREATE TABLE notes (text text)");
    database.execute("CREATE SCHEMA shop");
    let separator = if database.url().contains('?') { '&' } else { '?' };
    let workplace = Workplace::new(&format!("{}{separator}options=-csearch_path%3Dshop", database.url()));
    let server = workplace.start();
    server.anonymous().get("/readyz").assert_status(200);
    assert_eq!(database.count("SELECT count(*) FROM shop.users"), 0);
}

fn a_server_that_meets_the_database_of_another_program_later_reports_it_and_waits() {
    let workplace = Workplace::on_sqlite();
    fs::write(workplace.path("in_the_way"), "").unwrap();
    for folder in ["theirs", "ours"] {
        fs::create_dir(workplace.path(folder)).unwrap();
    }
    let theirs = workplace.path("theirs/tranche.db");
    fs::write(&theirs, "").unwrap();
    SqliteFile::at(&theirs).execute("CREATE TABLE notes (text)");
    let content = fs::read(&theirs).unwrap();
    // At no moment is there nothing at the path.
    let lead_to = |target: &str| {
        symlink(target, workplace.path("next")).unwrap();
        fs::rename(workplace.path("next"), workplace.path("data")).unwrap();
    };
    lead_to("in_the_way");
    let mut server = workplace.start();
    let anonymous = server.anonymous();
    lead_to("theirs");
    let line = eventually("the reason is logged", || {
        let log = workplace.log();
        log.lines().find(|line| line.contains("the store can't be used, and is tried again")).map(str::to_owned)
    });
    assert!(line.contains(THEIRS) && line.contains("\"ERROR\""), "{line}");
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_problem(503, "unavailable");
    assert!(!server.has_ended());
    assert!(fs::read(&theirs).unwrap() == content);
    lead_to("ours");
    eventually("the server is ready", || (anonymous.get("/readyz").status == 200).then_some(()));
}

/// The line that says that the server listens.
fn listening(workplace: &Workplace) -> Value {
    eventually("the server says that it listens", || {
        let lines = workplace.log();
        let mut lines = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        lines.find(|line| line["message"] == "listening")
    })
}

fn the_log_says_where_the_data_is_and_what_comes_first() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let line = listening(&workplace);
    assert_eq!(line["address"], server.address);
    assert_eq!(line["store"], "sqlite://data/tranche.db");
    assert_eq!(line["docs"], format!("http://{}/docs/", server.address));
    assert_eq!(line["first_super_admin"], "tranche users create --username NAME --role super_admin");
    server.anonymous().get("/docs/").assert_status(200);
}

fn the_log_says_nothing_of_what_is_not_there() {
    let workplace = Workplace::new("memory:")
        .with("TRANCHE_DOCS__ENABLED", "false")
        .with("TRANCHE_BOOTSTRAP__USERNAME", "root.admin")
        .with("TRANCHE_BOOTSTRAP__PASSWORD_FILE", "password");
    fs::write(workplace.path("password"), PASSWORD).unwrap();
    let _server = workplace.start();
    let line = listening(&workplace);
    assert_eq!(line["store"], "memory:");
    assert_eq!((&line["docs"], &line["first_super_admin"]), (&Value::Null, &Value::Null));
}

fn the_log_masks_what_opens_the_store() {
    let workplace = Workplace::new("postgres://canary.user:canary.password@127.0.0.1:1/shop");
    let _server = workplace.start();
    assert_eq!(listening(&workplace)["store"], "postgres://[set]@127.0.0.1:1/shop");
    assert!(!workplace.log().contains("canary.password"), "{}", workplace.log());
}
