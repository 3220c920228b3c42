//! The settings that files in `deploy` name, and the defaults that they rely on.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use regex::Regex;

/// The default of each key, by the key and by its variable, as docs/configuration.md has it.
static DEFAULTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let row = Regex::new(r"(?m)^\| `([a-z_.]+)` \| `(TRANCHE_\w+)` \| (.*?) \|").unwrap();
    let text = read("docs/configuration.md");
    row.captures_iter(&text)
        .flat_map(|row| [1, 2].map(|index| (row[index].to_owned(), row[3].replace('`', ""))))
        .collect()
});

/// A file of the repository, or a folder.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// The text of a file of the repository.
#[track_caller]
pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Whether there is such a key, or such a variable.
pub(crate) fn exists(key: &str) -> bool {
    DEFAULTS.contains_key(key)
}

/// The default of a key.
#[track_caller]
pub(crate) fn default(key: &str) -> &'static str {
    DEFAULTS.get(key).unwrap_or_else(|| panic!("there is no key {key}"))
}

/// The default of a key, which is a number.
#[track_caller]
pub(crate) fn number(key: &str) -> u64 {
    default(key).parse().unwrap_or_else(|_| panic!("{key}: {} is no number", default(key)))
}

/// The seconds that a server takes to end: its red readiness in production, its requests, and its deliveries.
pub(crate) fn seconds_to_end() -> u64 {
    let red =
        default("server.drain_delay_seconds").strip_prefix("0; ").and_then(|rest| rest.strip_suffix(" in production"));
    let grace = Regex::new(r"const GRACE: Duration = Duration::from_secs\((\d+)\)").unwrap();
    let source = read("app/src/server/dispatch.rs");
    let deliveries = grace.captures(&source).unwrap()[1].parse::<u64>().unwrap();
    red.unwrap().parse::<u64>().unwrap() + number("server.shutdown_timeout_seconds") + deliveries
}

/// The variables of the product that a text names.
pub(crate) fn variables(text: &str) -> Vec<String> {
    let name = Regex::new(r"TRANCHE_[A-Z0-9_]+").unwrap();
    name.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

#[test]
fn every_variable_in_the_folder_is_a_setting() {
    let mut folders = ["aws", "kubernetes", "systemd"].map(|name| path(&format!("deploy/{name}"))).to_vec();
    let mut found = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // Tests name what is not there.
                folders.extend((!path.ends_with("tests")).then_some(path));
                continue;
            }
            for name in variables(&fs::read_to_string(&path).unwrap()) {
                // The function takes a secret by its ARN too.
                let name = name.strip_suffix("_ARN").unwrap_or(&name);
                assert!(exists(name) || exists(&format!("{name}_FILE")), "{}: {name}", path.display());
                found += 1;
            }
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn keys_are_found() {
    assert_eq!((default("server.host"), number("TRANCHE_SERVER__PORT")), ("127.0.0.1", 8000));
    assert!(!exists("server.prot"));
    assert_eq!(seconds_to_end(), 25);
}
