use std::{collections::BTreeSet, fs};

use regex::Regex;

use crate::{
    example_files::file_of_example,
    markdown::{Block, Document, repository},
};

/// The folder of the crate that `docs/adding-a-slice.md` writes.
const EXAMPLE: (&str, &str) = ("features/close_account/", "app/tests/documents/close_account/");

/// Its manifest, which is in the document alone: cargo and its tools would count a second one as a member of the
/// workspace.
const MANIFEST: &str = "features/close_account/Cargo.toml";

/// The documents that quote sources.
const DOCUMENTS: [&str; 8] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/adding-a-slice.md",
    "docs/adding-an-aggregate.md",
    "docs/architecture.md",
    "docs/api-conventions.md",
    "docs/how-to/receive-webhooks.md",
    "clients/rust/README.md",
];

/// Wrong quotations in a document. A block of code or TOML needs a line above that names its file, as a link or in
/// backticks, and must be in that file verbatim; the existing lines of a `diff` must be in it in order, with `@@` for
/// those between.
fn misquotations(document: &Document, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let quotations = document.blocks().into_iter().filter(is_quotation);
    let checked = quotations.filter_map(|block| {
        let problem = match block.source().map(|path| (path, read(path))) {
            None => "names no file above".to_owned(),
            Some((path, None)) => format!("is of {path}, which is no file"),
            Some((path, Some(source))) if !is_quoted(&block, &source) => format!("is not in {path}"),
            Some((_, Some(_))) => return None,
        };
        Some(format!("{}, line {}: the block {problem}", document.path, block.line))
    });
    checked.collect()
}

fn is_quotation(block: &Block) -> bool {
    matches!(block.language.as_str(), "diff" | "python" | "rust" | "toml" | "ts") && block.source() != Some(MANIFEST)
}

fn is_quoted(block: &Block, source: &str) -> bool {
    let lines: Vec<&str> = source.lines().collect();
    if block.language == "diff" {
        let mut rest = lines.iter();
        let mut before =
            block.lines.iter().filter(|line| !line.starts_with(['+', '@'])).map(|line| line.get(1..).unwrap_or(""));
        return before.all(|line| rest.any(|other| *other == line));
    }
    lines.windows(block.lines.len()).any(|window| window == block.lines)
}

fn read_source(path: &str) -> Option<String> {
    let (planned, kept) = EXAMPLE;
    let path = path.strip_prefix(planned).map_or_else(|| path.to_owned(), |rest| format!("{kept}{rest}"));
    // Who follows the page may have suppliers with other fields.
    fs::read_to_string(file_of_example(&path)).or_else(|_| fs::read_to_string(repository().join(&path))).ok()
}

#[test]
fn quoted_sources_are_as_quoted() {
    for path in DOCUMENTS {
        assert_eq!(misquotations(&Document::read(path), read_source), Vec::<String>::new());
    }
}

#[test]
fn the_whole_example_is_in_the_document() {
    let document = Document::read("docs/adding-a-slice.md");
    for file in ["src/lib.rs", "src/interactor.rs", "src/controller.rs", "tests/close_account.rs"] {
        let path = format!("features/close_account/{file}");
        let source = read_source(&path).unwrap();
        let whole = document.blocks().into_iter().any(|block| {
            block.source() == Some(path.as_str()) && block.lines.iter().map(String::as_str).eq(source.lines())
        });
        assert!(whole, "{path} of the document differs from {path}, as it is compiled in {}:\n{source}", EXAMPLE.1);
    }
}

/// The crates that a source names in its imports and attributes, except the language's own and the example itself.
fn named(file: &str) -> BTreeSet<String> {
    let name = Regex::new(r"(?m)^(?:use |#\[)(\w+)::").unwrap();
    let source = read_source(&format!("features/close_account/{file}")).unwrap();
    let names = name.captures_iter(&source).map(|found| found[1].to_owned());
    names.filter(|name| !["std", "crate", "close_account"].contains(&name.as_str())).collect()
}

/// The dependencies of a manifest under their crates' names in code; the root manifest has a version of each.
fn dependencies(manifest: &toml::Table, table: &str) -> BTreeSet<String> {
    let root: toml::Table = fs::read_to_string(repository().join("Cargo.toml")).unwrap().parse().unwrap();
    let versions = root["workspace"]["dependencies"].as_table().unwrap();
    let names = manifest[table].as_table().unwrap().keys();
    names.inspect(|name| assert!(versions.contains_key(*name), "{name}")).map(|name| name.replace('-', "_")).collect()
}

#[test]
fn the_manifest_of_the_example_names_what_its_sources_use() {
    let blocks = Document::read("docs/adding-a-slice.md").blocks();
    let block = blocks.iter().find(|block| block.source() == Some(MANIFEST)).unwrap();
    let manifest: toml::Table = block.lines.join("\n").parse().unwrap();
    let always = dependencies(&manifest, "dependencies");
    assert_eq!(&named("src/interactor.rs") | &named("src/controller.rs"), always);
    assert_eq!(&named("tests/close_account.rs") - &always, dependencies(&manifest, "dev-dependencies"));
}

#[test]
fn a_quotation_that_differs_is_noticed() {
    let check = |text: &str| {
        let document = Document { path: "a.md".to_owned(), text: text.to_owned() };
        misquotations(&document, |path| (path == "src/a.rs").then(|| "one\n  two\nthree\n".to_owned()))
    };
    assert_eq!(check("In `src/a.rs`:\n\n```rust\n  two\nthree\n```\n"), Vec::<String>::new());
    assert_eq!(check("In `src/a.rs` of `b`:\n```diff\n one\n+new\n three\n```\n"), Vec::<String>::new());
    assert_eq!(check("In `src/a.rs`:\n```rust\none\nthree\n```\n"), ["a.md, line 3: the block is not in src/a.rs"]);
    assert_eq!(check("In `src/a.rs`:\n```diff\n three\n+new\n one\n```\n").len(), 1);
    assert_eq!(check("In `b.rs`:\n```rust\none\n```\n"), ["a.md, line 3: the block is of b.rs, which is no file"]);
    assert_eq!(check("Look:\n```rust\none\n```\n"), ["a.md, line 3: the block names no file above"]);
}
