use std::{collections::BTreeSet, fs, path::Path};

use regex::Regex;

use crate::markdown::{Document, repository};

/// The documents that name configuration keys and log messages.
const DOCUMENTS: [&str; 10] = [
    "docs/operations.md",
    "docs/production.md",
    "docs/containers.md",
    "docs/observability.md",
    "docs/README.md",
    "docs/how-to/deploy-on-debian.md",
    "docs/how-to/deploy-on-kubernetes.md",
    "docs/how-to/rotate-secrets.md",
    "docs/how-to/back-up-and-restore.md",
    "docs/reference/events.md",
];

/// The folders with code that logs.
const SOURCES: [&str; 4] = ["app/src", "core", "features", "infra"];

/// The keys in backticks that don't exist. A key is recognized by its section.
fn unknown_keys(document: &Document, keys: &BTreeSet<String>) -> Vec<String> {
    let sections: BTreeSet<_> = keys.iter().filter_map(|key| key.split_once('.')).map(|(section, _)| section).collect();
    let name = Regex::new(r"`([a-z]\w*)\.([a-z_]+)(?: = [^`]*)?`").unwrap();
    let named = name.captures_iter(&document.text).map(|found| found.extract::<2>().1);
    let unknown =
        named.filter(|[section, key]| sections.contains(section) && !keys.contains(&format!("{section}.{key}")));
    unknown.map(|[section, key]| format!("{}: {section}.{key}", document.path)).collect()
}

/// The log messages behind a level, `WARN` or `ERROR`, that no source logs.
fn unwritten_lines(document: &Document, sources: &str) -> Vec<String> {
    let line = Regex::new("(?:WARN|ERROR) `([^`]+)`").unwrap();
    let named = line.captures_iter(&document.text).map(|found| found.extract::<1>().1[0]);
    let unwritten = named.filter(|line| !sources.contains(line));
    unwritten.map(|line| format!("{}: {line}", document.path)).collect()
}

/// Every key of the generated reference of the configuration.
fn keys() -> BTreeSet<String> {
    let reference = Document::read("docs/configuration.md");
    let key = Regex::new(r"(?m)^\| `([\w.]+)` \|").unwrap();
    key.captures_iter(&reference.text).map(|found| found[1].to_owned()).collect()
}

/// The text of every Rust source below a folder, without tests.
fn collect(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            collect(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            *text += &fs::read_to_string(&path).unwrap();
        }
    }
}

#[test]
fn every_documented_key_exists() {
    let unknown: Vec<_> = DOCUMENTS.iter().flat_map(|path| unknown_keys(&Document::read(path), &keys())).collect();
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn every_line_of_the_log_that_operators_look_for_is_written() {
    let mut sources = String::new();
    for folder in SOURCES {
        collect(&repository().join(folder), &mut sources);
    }
    let unwritten: Vec<_> =
        DOCUMENTS.iter().flat_map(|path| unwritten_lines(&Document::read(path), &sources)).collect();
    assert_eq!(unwritten, Vec::<String>::new());
}

#[test]
fn a_key_or_a_line_that_is_not_there_is_noticed() {
    let text = "`store.url` `store.link` `store.url = \"memory:\"` `data.db` ERROR `it broke` WARN `it bent` `it held`";
    let document = Document { path: "a.md".to_owned(), text: text.to_owned() };
    assert_eq!(unknown_keys(&document, &keys()), ["a.md: store.link"]);
    assert_eq!(unwritten_lines(&document, "error!(\"it broke\")"), ["a.md: it bent"]);
}
