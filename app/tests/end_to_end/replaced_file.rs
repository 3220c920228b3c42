use std::{fs, path::PathBuf};

use serde_json::json;
use test_databases::SqliteFile;

use crate::{
    cases::{Case, case, on_mount},
    full_disk::{ReadOnlyCover, SmallDisk},
    outage::{assert_heals, in_time},
    starts::ending,
    support::{Client, PASSWORD, Workplace, eventually, within},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_file_that_is_replaced_under_a_server_is_not_ruined),
        case(a_file_that_is_restored_beside_the_log_of_a_killed_server_is_not_ruined),
        case(a_file_that_becomes_something_else_is_missed_and_found_again),
        on_mount(a_read_only_disk_fails_writes_until_it_is_writable),
        on_mount(a_folder_that_becomes_read_only_is_reported_as_such_until_it_is_writable),
    ]
}

const FILE: &str = "data/tranche.db";

/// A backup that has the user `ada.lovelace`, of a store that has `grace.hopper` too.
fn back_up_between_two(workplace: &Workplace, anonymous: &Client) -> PathBuf {
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let backup = workplace.path("backup.db");
    SqliteFile::at(&workplace.path(FILE)).execute(&format!("VACUUM INTO '{}'", backup.display()));
    anonymous.sign_up("grace.hopper", PASSWORD).assert_status(201);
    backup
}

/// Moves away the files that SQLite kept beside the replaced one.
fn move_log_away(workplace: &Workplace) {
    for suffix in ["-wal", "-shm"] {
        let file = workplace.path(format!("{FILE}{suffix}"));
        fs::rename(&file, workplace.path(format!("before{suffix}"))).unwrap();
    }
}

#[track_caller]
fn assert_is_the_backup(workplace: &Workplace, anonymous: &Client) {
    anonymous.log_in("ada.lovelace", PASSWORD).assert_status(200);
    anonymous.log_in("grace.hopper", PASSWORD).assert_problem(401, "invalid-credentials");
    anonymous.sign_up("jean.bartik", PASSWORD).assert_status(201);
    assert_eq!(SqliteFile::at(&workplace.path(FILE)).integrity(), "ok");
}

/// Waits until all of these texts are in the log, which the server writes beside its responses.
#[track_caller]
fn wait_for_log(workplace: &Workplace, texts: &[&str]) {
    eventually(&format!("{texts:?} in the log"), || {
        let log = workplace.log();
        texts.iter().all(|text| log.contains(text)).then_some(())
    });
}

fn a_file_that_is_replaced_under_a_server_is_not_ruined() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let anonymous = server.anonymous();
    let backup = back_up_between_two(&workplace, &anonymous);
    let content = fs::read(&backup).unwrap();
    fs::rename(backup, workplace.path(FILE)).unwrap();
    in_time(|| anonymous.get("/readyz")).assert_problem(503, "unavailable");
    in_time(|| anonymous.log_in("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
    in_time(|| anonymous.sign_up("jean.bartik", PASSWORD)).assert_problem(503, "unavailable");
    wait_for_log(&workplace, &["data/tranche.db was replaced, and data/tranche.db-wal"]);
    assert_eq!(fs::read(workplace.path(FILE)).unwrap(), content);
    move_log_away(&workplace);
    assert_heals(&anonymous);
    assert_is_the_backup(&workplace, &anonymous);
}

fn a_file_that_is_restored_beside_the_log_of_a_killed_server_is_not_ruined() {
    let workplace = Workplace::on_sqlite();
    let mut server = workplace.start();
    let backup = back_up_between_two(&workplace, &server.anonymous());
    server.kill();
    // As `cp` replaces it, which keeps the inode.
    fs::copy(&backup, workplace.path(FILE)).unwrap();
    let workplace = ending(workplace);
    for command in
        [&["serve", "--port", "0"][..], &["users", "create", "--username", "jean.bartik"], &["migrate", "up"]]
    {
        let refused = workplace.run(command, PASSWORD);
        assert!(refused.code.is_some_and(|code| ![0, 124].contains(&code)), "{command:?}: {refused:?}");
        assert!(refused.errors.contains("data/tranche.db-wal belongs to another database"), "{refused:?}");
        assert!(fs::read(&backup).unwrap() == fs::read(workplace.path(FILE)).unwrap(), "{command:?}");
    }
    move_log_away(&workplace);
    let workplace = workplace.launched_directly();
    let server = workplace.start();
    assert_is_the_backup(&workplace, &server.anonymous());
}

fn a_file_that_becomes_something_else_is_missed_and_found_again() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let anonymous = server.anonymous();
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let (here, away) = (workplace.path("data"), workplace.path("away"));
    fs::rename(&here, &away).unwrap();
    fs::create_dir(&here).unwrap();
    fs::write(workplace.path(FILE), "a shopping list ".repeat(1_000)).unwrap();
    in_time(|| anonymous.get("/readyz")).assert_problem(503, "unavailable");
    in_time(|| anonymous.log_in("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
    in_time(|| anonymous.sign_up("jean.bartik", PASSWORD)).assert_problem(503, "unavailable");
    wait_for_log(&workplace, &["data/tranche.db is no SQLite database"]);
    fs::remove_dir_all(&here).unwrap();
    fs::rename(&away, &here).unwrap();
    assert_heals(&anonymous);
    anonymous.log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn a_read_only_disk_fails_writes_until_it_is_writable() {
    let workplace = Workplace::on_sqlite();
    let disk = SmallDisk::mount(workplace.path("data")).unwrap();
    let mut server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    server.kill();
    disk.make_read_only();

    let server = workplace.start();
    let anonymous = server.anonymous();
    let unready = in_time(|| anonymous.get("/readyz"));
    unready.assert_problem(503, "unavailable");
    assert_eq!(unready.body["checks"]["store"], "read-only");
    for _ in 0..3 {
        in_time(|| anonymous.sign_up("grace.hopper", PASSWORD)).assert_problem(503, "unavailable");
        in_time(|| anonymous.log_in("ada.lovelace", PASSWORD)).assert_problem(503, "unavailable");
    }
    disk.make_writable();
    assert_heals(&anonymous);
    within(crate::BOUND, "writes continue", || {
        let answer = anonymous.sign_up("grace.hopper", PASSWORD);
        (answer.status == 201).then_some(())
    });
    anonymous.log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn a_folder_that_becomes_read_only_is_reported_as_such_until_it_is_writable() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let anonymous = server.anonymous();
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let cover = ReadOnlyCover::over(workplace.path("data"));
    let unready = in_time(|| anonymous.get("/readyz"));
    unready.assert_problem(503, "unavailable");
    assert_eq!(
        unready.body["checks"],
        json!({"server": "ok", "store": "read-only", "migrations": "ok", "maintenance": "unknown"})
    );
    wait_for_log(&workplace, &["the store would refuse writes", "tranche.db"]);
    drop(cover);
    assert_heals(&anonymous);
    anonymous.log_in("ada.lovelace", PASSWORD).assert_status(200);
}
