use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use regex::Regex;

use crate::{
    example_files::file_of_example,
    markdown::{Document, repository},
    tree::files,
};

/// Every document of the repository.
fn documents() -> Vec<Document> {
    let root = repository();
    let paths = files().into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.map(|path| Document::read(path.strip_prefix(&root).unwrap().to_str().unwrap())).collect()
}

/// The links of a document whose file, or whose heading, does not exist.
fn dead_links(document: &Document, read: &impl Fn(&str) -> Option<String>) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let mut dead = Vec::new();
    for (line, number) in prose(&document.text) {
        for target in link.captures_iter(line).map(|found| found.extract::<1>().1[0]) {
            if !target.contains("://") && !leads_somewhere(&document.path, target, read) {
                dead.push(format!("{}, line {number}: {target}", document.path));
            }
        }
    }
    dead
}

fn leads_somewhere(from: &str, target: &str, read: &impl Fn(&str) -> Option<String>) -> bool {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = if path.is_empty() { from.to_owned() } else { resolve(from, path) };
    let Some(text) = read(&path) else { return false };
    anchor.is_empty() || prose(&text).any(|(line, _)| anchor_of(line).is_some_and(|own| own == anchor))
}

/// The path from the root of the repository for `path` in a document at `from`.
fn resolve(from: &str, path: &str) -> String {
    let mut resolved = PathBuf::new();
    for component in Path::new(from).parent().unwrap().join(path).components() {
        match component {
            Component::ParentDir => assert!(resolved.pop(), "{path} in {from} leaves the repository"),
            component => resolved.push(component),
        }
    }
    resolved.to_str().unwrap().to_owned()
}

/// The anchor of a heading on forges; none if the line is no heading.
fn anchor_of(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?;
    let kept = heading.to_lowercase().replace(' ', "-");
    Some(kept.chars().filter(|character| character.is_alphanumeric() || "-_".contains(*character)).collect())
}

/// The lines outside of fenced blocks, with the number of each.
fn prose(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut inside = false;
    text.lines().zip(1..).filter(move |(line, _)| {
        let is_fence = line.starts_with("```");
        inside ^= is_fence;
        !inside && !is_fence
    })
}

/// A file's text; that of a folder is empty.
fn read(path: &str) -> Option<String> {
    let path = repository().join(path);
    let has_no_headings = path.is_dir() || path.extension().is_some_and(|extension| extension == "png");
    if has_no_headings && path.exists() { Some(String::new()) } else { fs::read_to_string(path).ok() }
}

/// The paths in backticks that don't exist. A path is recognized by its first folder; one with a placeholder names no
/// single file.
fn absent_paths(document: &Document) -> Vec<String> {
    let name = Regex::new(
        r"`((?:app|bench|clients|core|deploy|docker|docs|examples|features|infra|migration|testing|tools)/[\w./-]+)`",
    )
    .unwrap();
    let mut absent = Vec::new();
    for (line, number) in prose(&document.text) {
        for path in name.captures_iter(line).map(|found| found.extract::<1>().1[0]) {
            if !path.starts_with("features/close_account") && read(path).is_none() && !file_of_example(path).exists() {
                absent.push(format!("{}, line {number}: {path}", document.path));
            }
        }
    }
    absent
}

#[test]
fn every_link_leads_somewhere() {
    let dead: Vec<_> = documents().iter().flat_map(|document| dead_links(document, &read)).collect();
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn every_path_that_is_named_is_there() {
    let absent: Vec<_> = documents().iter().flat_map(absent_paths).collect();
    assert_eq!(absent, Vec::<String>::new());
}

#[test]
fn a_dead_link_is_noticed() {
    let text = "[a](b.md) [a](../docs/b.md#two-words) [a](#own) [a](https://a.test)\n# Own\n\
                ```\n[a](in-a-block)\n```\n[a](c.md) [a](b.md#three) [a](#other)\n";
    let document = Document { path: "docs/a.md".to_owned(), text: text.to_owned() };
    let read = |path: &str| match path {
        "docs/a.md" => Some(text.to_owned()),
        "docs/b.md" => Some("## Two *words*\n".to_owned()),
        _ => None,
    };
    assert_eq!(
        dead_links(&document, &read),
        ["docs/a.md, line 6: c.md", "docs/a.md, line 6: b.md#three", "docs/a.md, line 6: #other"]
    );
}

#[test]
fn an_absent_path_is_noticed() {
    let text = "`core/domain/src/lib.rs` `core/domain/` `core/nothing.rs` `features/<slice>/src` other `words/here`\n";
    let document = Document { path: "a.md".to_owned(), text: text.to_owned() };
    assert_eq!(absent_paths(&document), ["a.md, line 1: core/nothing.rs"]);
}
