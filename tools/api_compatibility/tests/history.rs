//! Every version of the document in this repository's history: each can be compared, and breaks nothing of itself.

use std::{path::Path, process::Command};

use api_compatibility::{Document, compare};

const DOCUMENT: &str = "docs/openapi.json";
const RELEASED: &str = "docs/openapi.released.json";

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// What git prints.
fn git(arguments: &[&str]) -> String {
    let output = Command::new("git").args(arguments).current_dir(repository()).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The commits that changed the document, oldest first. A shallow clone has the last one alone, and a tree of its own has none.
fn commits() -> Vec<String> {
    git(&["log", "--reverse", "--format=%H", "--", DOCUMENT]).lines().map(str::to_owned).collect()
}

fn read(text: &str) -> Document {
    Document::parse(text).unwrap()
}

fn at(commit: &str) -> String {
    git(&["show", &format!("{commit}:{DOCUMENT}")])
}

fn file(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap()
}

#[test]
fn each_version_is_compatible_with_itself_and_can_be_compared_with_the_next() {
    let commits = commits();
    assert!(!commits.is_empty(), "git knows no version of {DOCUMENT}");
    let mut versions: Vec<_> = commits.iter().map(|commit| (commit.as_str(), read(&at(commit)))).collect();
    versions.push(("the tree", read(&file(DOCUMENT))));
    println!("{} versions", versions.len());
    for (commit, version) in &versions {
        assert_eq!(compare(version, version), [], "{commit}");
    }
    for ((before, old), (after, new)) in versions.iter().zip(versions.iter().skip(1)) {
        let found = compare(old, new);
        println!("{before}..{after}: {} breaks", found.len());
        for found in found {
            println!("    {found}");
        }
    }
}

#[test]
fn the_released_document_is_one_that_was_committed() {
    let is_shallow = git(&["rev-parse", "--is-shallow-repository"]).trim() == "true";
    let released = file(RELEASED);
    let is_committed = released == file(DOCUMENT) || commits().iter().any(|commit| at(commit) == released);
    // Of a shallow clone it is unknown what was committed before.
    assert!(is_committed || is_shallow, "{RELEASED} was changed other than by `make release-contract`");
}
