//! The command, as `make api-compatibility` runs it.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

const OPERATION: &str = "GET /notes";
const POINTER: &str = "/paths/~1notes/get/operationId";

fn document(id: &str) -> Value {
    let operation = json!({"operationId": id, "responses": {"200": {"description": "The notes."}}});
    json!({"openapi": "3.1.0", "paths": {"/notes": {"get": operation}}})
}

fn entry(rule: &str, operation: &str, reason: &str) -> String {
    format!(
        "[[break]]\nrule = \"{rule}\"\noperation = {operation}\npointer = \"{POINTER}\"\nwas = \"listNotes\"\nis = \"getNotes\"\nreason = \"{reason}\"\n"
    )
}

/// What the command exits with and prints, for two documents and what is declared.
fn run(old: &Value, new: &Value, declared: &str) -> (i32, String) {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [("old", old.to_string()), ("new", new.to_string()), ("declared", declared.to_owned())] {
        fs::write(directory.path().join(name), text).unwrap();
    }
    command(directory.path(), &["old", "new", "--allow", "declared"])
}

fn command(directory: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_api-compatibility")).args(arguments).current_dir(directory).output();
    let output = output.unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

#[test]
fn a_break_is_printed_and_fails_with_the_entry_that_would_declare_it() {
    assert_eq!(
        run(&document("listNotes"), &document("getNotes"), ""),
        (
            1,
            format!(
                "operation-id-changed · {OPERATION} · {POINTER} · was listNotes, is getNotes\n\
                 1 undeclared breaks of old, 0 declared ones\n\
                 Change new so that clients go on working, or declare what is wanted:\n\n{}",
                entry("operation-id-changed", "\"GET /notes\"", "")
            )
        )
    );
}

#[test]
fn a_declared_break_passes() {
    for operation in ["\"GET /notes\"", "[\"GET /notes\"]"] {
        let declared = entry("operation-id-changed", operation, "The name was wrong.");
        assert_eq!(
            run(&document("listNotes"), &document("getNotes"), &declared),
            (0, "0 undeclared breaks of old, 1 declared ones\n".to_owned())
        );
    }
}

#[test]
fn a_declaration_that_matches_nothing_fails_so_that_none_is_kept_for_the_next_break() {
    let right = entry("operation-id-changed", "\"GET /notes\"", "The name was wrong.");
    let ids = (document("listNotes"), document("getNotes"));
    for (new, declared, unmatched) in [
        (&ids.0, right.clone(), "operation-id-changed · GET /notes"),
        (&ids.1, format!("{right}{right}"), "operation-id-changed · GET /notes"),
        (
            &ids.1,
            format!("{right}{}", entry("operation-removed", "\"GET /notes\"", "Unused.")),
            "operation-removed · GET /notes",
        ),
        (
            &ids.1,
            entry("operation-id-changed", "[\"GET /notes\", \"GET /tags\"]", "The name was wrong."),
            "operation-id-changed · GET /tags",
        ),
    ] {
        let (code, output) = run(&ids.0, new, &declared);
        let line = format!(
            "declared, and no break, or declared twice: {unmatched} · {POINTER} · was listNotes, is getNotes; remove the entry\n"
        );
        assert_eq!((code, output.contains(&line)), (1, true), "{output}");
    }
}

#[test]
fn a_declaration_of_another_value_at_the_same_place_declares_nothing() {
    let declared = entry("operation-id-changed", "\"GET /notes\"", "The name was wrong.");
    let (code, output) = run(&document("listNotes"), &document("fetchNotes"), &declared);
    assert_eq!(code, 1, "{output}");
    assert!(output.contains(&format!("{POINTER} · was listNotes, is fetchNotes\n")), "{output}");
    assert!(output.contains("was listNotes, is getNotes; remove the entry\n"), "{output}");
}

#[test]
fn a_long_value_is_cut_where_it_is_shown_and_whole_where_it_is_declared() {
    let (old, new) = ("a".repeat(200), format!("{}b", "a".repeat(199)));
    let (_, output) = run(&document(&old), &document(&new), "");
    let shown = "a".repeat(100);
    assert!(output.contains(&format!("{POINTER} · was {shown}…, is {shown}…\n")), "{output}");
    assert!(output.contains(&format!("was = \"{old}\"\nis = \"{new}\"\n")), "{output}");
}

#[test]
fn what_can_not_be_used_is_named_with_what_to_do() {
    let (old, declared) = (document("listNotes"), entry("operation-id-changed", "\"GET /notes\"", " "));
    for (new, declared, message) in [
        (old.clone(), declared, "declared: the entry operation-id-changed at"),
        (old.clone(), entry("no-such-rule", "\"GET /notes\"", "Why not."), "no-such-rule"),
        (old.clone(), "[[broken]]\n".to_owned(), "an entry is [[break]] with `rule`"),
        (json!({"openapi": "3.0.3"}), String::new(), "new: `openapi` is 3.0.3"),
    ] {
        let (code, output) = run(&old, &new, &declared);
        assert_eq!((code, output.contains(message)), (2, true), "{output}");
    }
    let directory = tempfile::tempdir().unwrap();
    let (code, output) = command(directory.path(), &["old", "new"]);
    assert_eq!((code, output.starts_with("api-compatibility: old can't be read: ")), (2, true), "{output}");
}

#[test]
fn the_page_of_the_rules_is_that_of_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/reference/compatibility.md")).unwrap_or_default();
    let (code, rules) = command(&root, &["--rules"]);
    assert_eq!(code, 0);
    assert!(
        page == rules,
        "docs/reference/compatibility.md is behind the code; run \
         `cargo run -p api_compatibility -- --rules > docs/reference/compatibility.md`"
    );
}
