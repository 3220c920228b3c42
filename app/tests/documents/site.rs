//! Requirements of the site of `make docs` for its pages.

use std::{collections::BTreeSet, fs, path::Path};

use regex::Regex;

use crate::markdown::{Document, repository};

/// The widest diagram, and its smallest text: at 375 pixels, where a page leaves it 345, text of 13 has 11.
const WIDEST: f64 = 400.0;
const SMALLEST_TEXT: f64 = 13.0;

/// The files below a folder of `docs`, with this extension, as paths from `docs`.
fn files(folder: &Path, extension: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|own| own == extension) {
            found.insert(path.strip_prefix(repository().join("docs")).unwrap().to_str().unwrap().to_owned());
        }
    }
}

fn pages() -> BTreeSet<String> {
    let mut pages = BTreeSet::new();
    files(&repository().join("docs"), "md", &mut pages);
    pages.remove("SUMMARY.md");
    pages
}

/// The pages that a table of contents lists.
fn listed(summary: &str) -> BTreeSet<String> {
    let entry = Regex::new(r"(?m)^\s*(?:- )?\[[^\]]+\]\(([^)]+)\)$").unwrap();
    entry.captures_iter(summary).map(|found| found[1].to_owned()).collect()
}

/// Whether the first line below the title names the page's readers: `*For operators ...*`.
fn says_who_it_is_for(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.next().is_some_and(|title| title.starts_with("# "))
        && lines.next().is_some_and(|first| first.starts_with("*For ") && first.ends_with(".*"))
}

/// Why a diagram can't be read on a telephone, or on a dark page.
fn flaws(svg: &str) -> Vec<String> {
    let number = |pattern: &str| -> Vec<f64> {
        Regex::new(pattern).unwrap().captures_iter(svg).map(|found| found[1].parse().unwrap()).collect()
    };
    let mut flaws = Vec::new();
    match number(r#"viewBox="0 0 ([\d.]+) "#)[..] {
        [width, ..] if width <= WIDEST => {}
        ref widths => flaws.push(format!("its width is {widths:?}, and not up to {WIDEST}")),
    }
    let sizes = [number(r"font-size: ([\d.]+)px"), number(r"font: (?:\d+ )?([\d.]+)px")].concat();
    if sizes.is_empty() || sizes.iter().any(|size| *size < SMALLEST_TEXT) {
        flaws.push(format!("its text has the sizes {sizes:?}, and not {SMALLEST_TEXT} or more"));
    }
    if !svg.contains("prefers-color-scheme: dark") {
        flaws.push("it has no colours for dark pages".to_owned());
    }
    if !svg.contains("<title>") {
        flaws.push("it has no title".to_owned());
    }
    flaws
}

#[test]
fn every_page_is_listed_in_the_summary() {
    let summary = Document::read("docs/SUMMARY.md");
    let (pages, listed) = (pages(), listed(&summary.text));
    let missing: Vec<_> = pages.difference(&listed).collect();
    assert!(missing.is_empty(), "docs/SUMMARY.md lacks a line `- [Title](PATH)` for {missing:?}");
    let absent: Vec<_> = listed.difference(&pages).collect();
    assert!(absent.is_empty(), "docs/SUMMARY.md lists pages that are not there: {absent:?}");
}

#[test]
fn every_page_says_in_its_first_line_who_it_is_for() {
    // A decision record has the readers of the list of records, which names them.
    let is_record = |page: &str| page.starts_with("adr/0");
    let silent: Vec<_> = pages()
        .into_iter()
        .filter(|page| !is_record(page) && !says_who_it_is_for(&Document::read(&format!("docs/{page}")).text))
        .collect();
    assert!(silent.is_empty(), "the line below the title must be `*For READERS ...*`, in {silent:?}");
}

#[test]
fn every_diagram_is_shown_and_can_be_read_on_a_telephone() {
    let mut diagrams = BTreeSet::new();
    files(&repository().join("docs/diagrams"), "svg", &mut diagrams);
    assert!(diagrams.len() >= 4, "{diagrams:?}");
    let texts: Vec<_> = pages().iter().map(|page| Document::read(&format!("docs/{page}")).text).collect();
    for diagram in diagrams {
        assert_eq!(flaws(&Document::read(&format!("docs/{diagram}")).text), Vec::<String>::new(), "{diagram}");
        assert!(texts.iter().any(|text| text.contains(&format!("{diagram})"))), "no page shows {diagram}");
    }
}

#[test]
fn a_page_or_a_diagram_that_lacks_something_is_noticed() {
    let summary = "[Overview](README.md)\n\n- [A](a.md)\n  - [B](b/c.md)\n- not [one](d.md) of them\n";
    assert_eq!(listed(summary), ["README.md", "a.md", "b/c.md"].map(str::to_owned).into());

    assert!(says_who_it_is_for("# A\n\n*For operators.*\n\nText.\n"));
    for text in ["# A\n\nText.\n\n*For operators.*\n", "*For operators.*\n", "# A\n\n*For operators*\n"] {
        assert!(!says_who_it_is_for(text), "{text}");
    }

    let svg = |width: u32, size: u32| {
        format!(
            "<svg viewBox=\"0 0 {width} 9\"><title>A</title><style>text {{ font: {size}px a }} @media (prefers-color-scheme: dark) {{}}</style></svg>"
        )
    };
    assert_eq!(flaws(&svg(400, 13)), Vec::<String>::new());
    assert_eq!((flaws(&svg(401, 13)).len(), flaws(&svg(400, 12)).len(), flaws("<svg/>").len()), (1, 1, 4));
}
