//! `docs/adding-an-aggregate.md` shows the whole example that `examples/check.sh` compiles and tests, and states its
//! size.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    example_files::{EXAMPLE, MANIFEST, file_of_example},
    markdown::{Document, repository},
};

const DOCUMENT: &str = "docs/adding-an-aggregate.md";
const SLICE: &str = "features/supplier_crud/";
const PATCH: &str = "shared.patch";

/// The paths of the files that the example adds, once it is applied.
fn files() -> Vec<String> {
    let root = repository().join(EXAMPLE);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    let (named, kept) = MANIFEST;
    let relative = paths.iter().map(|path| path.strip_prefix(&root).unwrap().to_str().unwrap());
    relative.filter(|path| *path != PATCH).map(|path| if path == kept { named } else { path }.to_owned()).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

/// The lines that a patch, or a document's diffs, add to each file.
type Added = BTreeMap<String, Vec<String>>;

fn added_by_patch() -> Added {
    let patch = fs::read_to_string(repository().join(EXAMPLE).join(PATCH)).unwrap();
    let (mut added, mut file) = (Added::new(), String::new());
    for line in patch.lines() {
        if let Some(path) = line.strip_prefix("+++ b/") {
            path.clone_into(&mut file);
        } else if let Some(line) = line.strip_prefix('+') {
            added.entry(file.clone()).or_default().push(line.to_owned());
        }
    }
    added
}

fn added_by_document(document: &Document) -> Added {
    let mut added = Added::new();
    for block in document.blocks().iter().filter(|block| block.language == "diff") {
        let lines = block.lines.iter().filter_map(|line| line.strip_prefix('+')).map(str::to_owned);
        added.entry(block.source().unwrap().to_owned()).or_default().extend(lines);
    }
    added
}

#[test]
fn every_file_of_the_example_is_quoted_whole() {
    let document = Document::read(DOCUMENT);
    let quoted: BTreeMap<_, _> = document
        .blocks()
        .into_iter()
        .filter(|block| matches!(block.language.as_str(), "rust" | "toml"))
        .map(|block| (block.source().unwrap().to_owned(), block.lines))
        .collect();
    let files: BTreeMap<_, Vec<String>> = files()
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(file_of_example(&path)).unwrap();
            (path, text.lines().map(str::to_owned).collect())
        })
        .collect();
    for (path, lines) in &files {
        assert_eq!(quoted.get(path), Some(lines), "{path}");
    }
    assert_eq!(quoted.len(), files.len());
}

#[test]
fn every_shared_line_is_shown() {
    assert_eq!(added_by_document(&Document::read(DOCUMENT)), added_by_patch());
}

/// The same numbers that `examples/check.sh counts` prints, and checks against its limits.
#[test]
fn what_it_costs_is_counted() {
    let (files, added) = (files(), added_by_patch());
    let in_slice = files.iter().filter(|path| path.starts_with(SLICE)).count();
    let document = Document::read(DOCUMENT);
    for (what, count, most) in [
        ("new files outside of the slice", files.len() - in_slice, 6),
        ("shared files", added.len(), 10),
        ("shared lines", added.values().map(Vec::len).sum(), 30),
        ("files of the slice, tests included", in_slice, 14),
    ] {
        let line = format!("{what:<36} {count:>3} of at most {most}");
        assert!(document.text.lines().any(|other| other == line), "{DOCUMENT} does not say: {line}");
        assert!(count <= most, "{line}");
    }
}
