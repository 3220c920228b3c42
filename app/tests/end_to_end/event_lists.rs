//! The events that a store has, and those that were delivered to the log: their ids, of each subject in their order.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::Workplace;

/// The stored events: all that are delivered, so not what was done to deliveries.
pub(crate) fn stored(workplace: &Workplace) -> BTreeMap<String, Vec<String>> {
    let listed = workplace.run(&["events", "list", "--limit", "1000000"], "");
    assert_eq!(listed.code, Some(0), "{}", listed.errors);
    let events: Vec<Value> = listed.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let delivered = events.iter().filter(|event| event["type"] != "DeadLetterRedelivered");
    by_subject(delivered.map(|event| [&event["subject"]["id"], &event["id"]]))
}

/// The delivered events, each as often as it was.
pub(crate) fn logged(workplace: &Workplace) -> BTreeMap<String, Vec<String>> {
    let log = workplace.log();
    // The last line may be half written.
    let lines: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let events = lines.iter().filter(|line| line["target"] == "events");
    by_subject(events.map(|event| [&event["subject_id"], &event["id"]]))
}

/// Ids of events, each behind that of its subject.
pub(crate) fn by_subject<'a>(ids: impl IntoIterator<Item = [&'a Value; 2]>) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::<String, Vec<String>>::new();
    for pair in ids {
        let [subject, id] = pair.map(|id| id.as_str().unwrap().to_owned());
        found.entry(subject).or_default().push(id);
    }
    found
}
