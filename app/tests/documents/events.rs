use std::collections::BTreeSet;

use application::EventKind;
use regex::Regex;

use crate::markdown::Document;

#[test]
fn the_reference_of_events_has_every_type() {
    let row = Regex::new(r"(?m)^\| `(\w+)` \| \w+ \|").unwrap();
    let document = Document::read("docs/reference/events.md");
    let listed: BTreeSet<_> = row.captures_iter(&document.text).map(|found| found[1].to_owned()).collect();
    assert_eq!(listed, EventKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect());
}
