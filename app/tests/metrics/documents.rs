use std::collections::BTreeSet;

use application::SecurityEvent;
use regex::Regex;

use crate::{queries::read, scene::Scene, support::Workplace};

fn guide() -> String {
    read("docs/observability.md")
}

/// The first cells of table rows, if they are code.
fn first_cells() -> BTreeSet<String> {
    let row = Regex::new(r"(?m)^\| `([a-z_]+)").unwrap();
    row.captures_iter(&guide()).map(|found| found[1].to_owned()).collect()
}

#[test]
fn the_guide_names_each_metric() {
    let scene = Scene::start(Workplace::on_sqlite());
    scene.traffic();
    let text = scene.scrape().text;
    let kind = Regex::new(r"(?m)^# TYPE (\w+) ").unwrap();
    let documented: BTreeSet<_> = kind.captures_iter(&text).map(|found| found[1].to_owned()).collect();
    let own: BTreeSet<_> = documented.iter().filter(|name| !name.starts_with("process_")).cloned().collect();
    assert!(own.len() >= 15, "{own:?}");
    let named: BTreeSet<_> =
        first_cells().into_iter().filter(|name| name.starts_with("tranche_") || name.starts_with("http_")).collect();
    assert_eq!(named, own);
}

#[test]
fn the_guide_names_each_security_event() {
    let named = first_cells();
    let words = SecurityEvent::ALL.iter().map(|event| event.as_str());
    let missing: Vec<_> = words.filter(|word| !named.contains(*word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
