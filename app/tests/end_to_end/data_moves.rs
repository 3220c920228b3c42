use std::{fs, thread::sleep, time::Instant};

use serde_json::Value;
use test_databases::{SqliteFile, TestDatabase};

use crate::{
    cases::{Case, case, on_postgres},
    earlier_stores, short_or_long,
    support::{Outcome, PASSWORD, ROOT, Workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(sqlite_moves_to_sqlite_and_through_a_file),
        on_postgres(sqlite_and_postgresql_move_to_each_other_and_through_files),
        case(a_move_that_is_killed_again_and_again_goes_on),
        case(a_store_in_use_is_not_moved_into),
        case(a_row_that_differs_is_named),
    ]
}

/// A command with the configuration of this store.
pub(crate) fn command(url: &str, arguments: &[&str]) -> Outcome {
    Workplace::new(url).run(arguments, "")
}

/// The same, which must succeed.
#[track_caller]
pub(crate) fn succeed(url: &str, arguments: &[&str]) -> Vec<Value> {
    let outcome = command(url, arguments);
    assert_eq!(outcome.code, Some(0), "{arguments:?}: {}", outcome.errors);
    outcome.output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// A SQLite file, which is removed with this.
pub(crate) struct SqliteStore {
    directory: tempfile::TempDir,
}

impl SqliteStore {
    /// An absent one.
    pub(crate) fn absent() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    /// One that an earlier release filled, with rows of every kind.
    pub(crate) fn filled() -> Self {
        let store = Self::absent();
        earlier_stores::fill_sqlite(&store.path());
        succeed(&store.url(), &["migrate", "up"]);
        store
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.directory.path().join("tranche.db")
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite://{}", self.path().display())
    }

    /// A file that does not exist.
    pub(crate) fn dump(&self) -> String {
        self.directory.path().join("all.dump").to_str().unwrap().to_owned()
    }
}

/// Moves all from one store to another, compares both, and lets the old one accept changes again.
#[track_caller]
pub(crate) fn move_all(from: &str, to: &str) {
    let lines = succeed(from, &["data", "move", "--to", to]);
    let rows: u64 = lines.iter().filter_map(|line| line["rows"].as_u64()).sum();
    assert_eq!(rows, 82, "{lines:?}");
    assert_eq!(succeed(to, &["data", "verify", "--against", from]).last().unwrap()["same"], true);
    assert_eq!(command(from, &["maintenance", "off"]).output, "off\n");
}

/// Exports one store, and fills another with the file.
#[track_caller]
pub(crate) fn move_through_a_file(from: &str, to: &str) {
    let files = SqliteStore::absent();
    let written = succeed(from, &["data", "export", &files.dump()]);
    assert_eq!(command(from, &["maintenance", "status"]).output, "off\n");
    let read = succeed(to, &["data", "import", &files.dump()]);
    assert_eq!(written[..written.len() - 1], read[..read.len() - 1]);
    for url in [from, to] {
        succeed(url, &["data", "verify", "--against", &files.dump()]);
    }
    assert_eq!(command(to, &["maintenance", "status"]).output, "off\n");
}

fn sqlite_moves_to_sqlite_and_through_a_file() {
    let (source, second, third) = (SqliteStore::filled(), SqliteStore::absent(), SqliteStore::absent());
    move_all(&source.url(), &second.url());
    move_through_a_file(&second.url(), &third.url());
    earlier_stores::assert_sqlite_goes_on(&third.url());
}

fn sqlite_and_postgresql_move_to_each_other_and_through_files() {
    let (source, back) = (SqliteStore::filled(), SqliteStore::absent());
    let databases = [(); 3].map(|()| TestDatabase::create_empty().unwrap());
    let [first, second, third] = databases.each_ref().map(TestDatabase::url);
    move_all(&source.url(), &first);
    move_through_a_file(&first, &second);
    move_through_a_file(&source.url(), &third);
    move_all(&second, &back.url());
    earlier_stores::assert_sqlite_goes_on(&first);
    earlier_stores::assert_sqlite_goes_on(&back.url());
}

fn a_move_that_is_killed_again_and_again_goes_on() {
    let source = SqliteStore::absent();
    let sample = command(&source.url(), &["seed", "--products=600", "--users=20", "--orders=900"]);
    assert_eq!(sample.code, Some(0), "{}", sample.errors);
    let root = ["users", "create", "--username", ROOT, "--role", "super_admin"];
    assert_eq!(Workplace::new(&source.url()).run(&root, PASSWORD).code, Some(0));
    let moved = |target: &SqliteStore| Workplace::new(&source.url()).begin(&["data", "move", "--to", &target.url()]);
    let undisturbed = SqliteStore::absent();
    let began = Instant::now();
    assert!(moved(&undisturbed).wait().unwrap().success());
    let whole = began.elapsed();

    let target = SqliteStore::absent();
    let kills = short_or_long(3, 20);
    let mut cut_short = 0;
    for kill in 1..=kills {
        let mut process = moved(&target);
        sleep(whole.mul_f64(f64::from(u32::try_from(kill).unwrap()) / f64::from(u32::try_from(kills + 1).unwrap())));
        process.kill().unwrap();
        cut_short += usize::from(process.wait().unwrap().code().is_none());
    }
    assert!(cut_short > 0, "the first kill comes early");
    succeed(&source.url(), &["data", "move", "--to", &target.url()]);
    succeed(&target.url(), &["data", "verify", "--against", &undisturbed.url()]);
    assert_eq!(command(&target.url(), &["maintenance", "status"]).output, "off\n");
    assert!(command(&source.url(), &["maintenance", "status"]).output.starts_with("on since "));
}

fn a_store_in_use_is_not_moved_into() {
    let (source, used) = (SqliteStore::filled(), SqliteStore::filled());
    SqliteFile::at(&used.path()).execute("UPDATE products SET name = 'Coffee'");
    for (target, expected) in [(used.url(), "is not empty"), (source.url(), "is the same store")] {
        let refused = command(&source.url(), &["data", "move", "--to", &target]);
        assert_eq!(refused.code, Some(1), "{}", refused.output);
        assert!(refused.errors.contains(expected), "{}", refused.errors);
    }
    assert_eq!(command(&used.url(), &["maintenance", "status"]).output, "off\n");
    for (target, expected) in [("memory:", "memory"), ("sqlite://", "names a file"), ("@/absent", "/absent")] {
        let refused = command(&source.url(), &["data", "move", "--to", target]);
        assert_eq!(refused.code, Some(1), "{}", refused.output);
        assert!(refused.errors.contains(expected), "{}", refused.errors);
    }
    // A move that has ended may be repeated.
    let target = SqliteStore::absent();
    fs::write(target.dump(), format!("{}\n", target.url())).unwrap();
    for _ in 0..2 {
        succeed(&source.url(), &["data", "move", "--to", &format!("@{}", target.dump())]);
    }
}

fn a_row_that_differs_is_named() {
    let (source, target) = (SqliteStore::filled(), SqliteStore::absent());
    move_all(&source.url(), &target.url());
    let change = |sql: &str| SqliteFile::at(&target.path()).execute(sql);
    let verify = || command(&source.url(), &["data", "verify", "--against", &target.url()]);
    let first_order = "SELECT id FROM orders ORDER BY id LIMIT 1";
    for (alteration, repair, expected) in [
        (
            "UPDATE products SET name = 'tea' WHERE name = 'Tea'",
            "UPDATE products SET name = 'Tea' WHERE name = 'tea'",
            "its contents differ",
        ),
        (
            &format!("UPDATE orders SET total_amount = total_amount + 1 WHERE id = ({first_order})"),
            &format!("UPDATE orders SET total_amount = total_amount - 1 WHERE id = ({first_order})"),
            "the total of order",
        ),
        ("UPDATE users SET role = 'admin' WHERE role = 'super_admin'", "SELECT 1", "there is no active super admin"),
    ] {
        change(alteration);
        let differs = verify();
        assert_eq!(differs.code, Some(3), "{alteration}: {}{}", differs.output, differs.errors);
        assert!(differs.output.contains(expected), "{alteration}: {}", differs.output);
        change(repair);
    }
    change("DELETE FROM sessions");
    let lines = verify().output;
    assert!(lines.contains("it is missing there"), "{lines}");
}
