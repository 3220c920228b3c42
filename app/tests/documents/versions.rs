//! The version of the workspace, wherever else it stands.

use std::fs;

use regex::Regex;

use crate::markdown::repository;

/// The files that name the version of the product, each with the pattern of the lines that do.
const NAMED: &[(&str, &str)] = &[
    ("CHANGELOG.md", r"(?m)\A(?s:.*?)^## (\d\S*) - \d{4}-\d{2}-\d{2}$"),
    ("README.md", r#"version="([^"]+)""#),
    ("clients/python/pyproject.toml", r#"(?m)^version = "([^"]+)""#),
    ("clients/typescript/package-lock.json", r#""name": "tranche-client",\s+"version": "([^"]+)""#),
    ("clients/typescript/package.json", r#"(?m)^  "version": "([^"]+)""#),
    ("deploy/kubernetes/components/dump/kustomization.yaml", r"(?m)^    newTag: (\S+)$"),
    ("deploy/kubernetes/overlays/fleet/kustomization.yaml", r"(?m)^    newTag: (\S+)$"),
    ("deploy/kubernetes/overlays/single/kustomization.yaml", r"(?m)^    newTag: (\S+)$"),
    ("docs/openapi.json", r#""version": "([^"]+)"\s+\},\s+"paths""#),
    ("docs/tutorial/tour.md", r#"version="([^"]+)""#),
];

/// The versions that a text names.
fn named(text: &str, pattern: &str) -> Vec<String> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found[1].to_owned()).collect()
}

#[test]
fn the_version_of_the_workspace_stands_wherever_one_is_named() {
    let version = env!("CARGO_PKG_VERSION");
    for (path, pattern) in NAMED {
        let named = named(&fs::read_to_string(repository().join(path)).unwrap(), pattern);
        assert!(!named.is_empty(), "{path} names no version; look for {pattern}");
        assert!(
            named.iter().all(|other| other == version),
            "{path} has the version {named:?}, the workspace {version}"
        );
    }
}

#[test]
fn the_newest_section_of_a_changelog_is_that_of_the_version() {
    let (_, pattern) = NAMED[0];
    let text = "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-11-30\n\n## 0.1.0 - 2026-11-21\n";
    assert_eq!(named(text, pattern), ["0.2.0"]);
    assert_eq!(named("# Changelog\n\n## Unreleased\n", pattern), Vec::<String>::new());
}
