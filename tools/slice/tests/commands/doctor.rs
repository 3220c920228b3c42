//! What `cargo slice doctor` finds.

use std::{env, fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use crate::copy::repository;

/// What the doctor says of PostgreSQL with these programs before all others.
fn line_about_postgresql(programs: &Path) -> String {
    let before = env::var_os("PATH").unwrap();
    let path = env::join_paths([programs.to_owned()].into_iter().chain(env::split_paths(&before))).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-slice"));
    let output = command.arg("doctor").current_dir(repository()).env("PATH", path).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    text.lines().find(|line| line.contains("the programs of PostgreSQL")).unwrap_or(&text).to_owned()
}

#[test]
fn postgresql_is_found_where_tests_find_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    for program in ["initdb", "pg_ctl"] {
        fs::write(folder.join(program), "#!/bin/sh\n").unwrap();
        fs::set_permissions(folder.join(program), PermissionsExt::from_mode(0o755)).unwrap();
    }
    assert_eq!(line_about_postgresql(&folder), format!("  ok       the programs of PostgreSQL: {}", folder.display()));
}
