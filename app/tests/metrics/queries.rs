use std::{collections::BTreeSet, fs, path::Path};

use regex::Regex;
use saphyr::{LoadableYamlNode, Yaml};
use serde_json::Value;

use crate::{scene::Scene, support::Workplace};

/// The series that Prometheus itself adds to a scrape.
const OF_PROMETHEUS: [&str; 1] = ["up"];
/// The keywords of `PromQL` that stand where names could.
const WORDS: [&str; 6] = ["and", "or", "unless", "bool", "offset", "inf"];

pub(crate) fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of metrics that a query uses.
fn asked_for(query: &str) -> BTreeSet<String> {
    let aside = Regex::new(r#""[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring)\s*\([^)]*\)"#).unwrap();
    let query = aside.replace_all(query, " ");
    // A name in front of a parenthesis is a function's.
    let name = Regex::new(r"[a-zA-Z_:][a-zA-Z0-9_:]*(\s*\()?").unwrap();
    let names = name.find_iter(&query).map(|found| found.as_str());
    let names = names.filter(|name| !name.ends_with('(') && !WORDS.contains(&name.to_lowercase().as_str()));
    names.map(str::to_owned).collect()
}

/// The names of metrics that queries use and that don't exist, each with its query.
fn missing(queries: &[String], existing: &BTreeSet<String>) -> Vec<String> {
    let mut missing = Vec::new();
    for query in queries {
        let names = asked_for(query);
        assert!(!names.is_empty(), "{query} has no metric");
        let unknown = names.into_iter().filter(|name| !existing.contains(name));
        missing.extend(unknown.map(|name| format!("{name} in {query}")));
    }
    missing
}

fn of_dashboard() -> Vec<String> {
    let dashboard: Value = serde_json::from_str(&read("docker/observability/dashboards/tranche.json")).unwrap();
    let mut queries = Vec::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        let targets = panel["targets"].as_array().into_iter().flatten();
        queries.extend(targets.map(|target| target["expr"].as_str().unwrap().to_owned()));
    }
    queries
}

fn of_alerts() -> Vec<String> {
    let text = read("docker/observability/alerts.yaml");
    let documents = Yaml::load_from_str(&text).unwrap();
    let mut queries = Vec::new();
    for group in documents[0]["groups"].as_sequence().unwrap() {
        for rule in group["rules"].as_sequence().unwrap() {
            queries.push(rule["expr"].as_str().unwrap().to_owned());
        }
    }
    queries
}

#[test]
fn dashboard_and_alerts_ask_for_nothing_that_a_scrape_does_not_hold() {
    let scene = Scene::start(Workplace::on_sqlite());
    scene.traffic();
    let scrape = scene.scrape();
    let existing: BTreeSet<String> = scrape.names().chain(OF_PROMETHEUS).map(str::to_owned).collect();
    let (dashboard, alerts) = (of_dashboard(), of_alerts());
    assert!(dashboard.len() >= 12 && alerts.len() >= 6, "{} and {}", dashboard.len(), alerts.len());
    for mut queries in [dashboard, alerts] {
        assert_eq!(missing(&queries, &existing), Vec::<String>::new());
        queries.push("sum(rate(http_requests_planted_total{job=\"tranche\"}[5m]))".to_owned());
        let found = missing(&queries, &existing);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("http_requests_planted_total in "), "{found:?}");
    }
}

#[test]
fn names_are_distinguished_from_functions_labels_and_words() {
    let query = r#"histogram_quantile(0.99, sum by (le, route) (rate(a_seconds_bucket{b="c_total", d!~"5.."}[5m]))) > 1
        and on (instance) (time() - e_seconds) / f:g offset 5m unless sum(h_total) without (x) == 1e3"#;
    let names: Vec<_> = asked_for(query).into_iter().filter(|name| name != "e3" && name != "m").collect();
    assert_eq!(names, ["a_seconds_bucket", "e_seconds", "f:g", "h_total"]);
}
