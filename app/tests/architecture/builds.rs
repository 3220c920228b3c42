use std::{collections::BTreeSet, process::Command};

/// The optional stores, entry and pages, each with the crates that it needs.
const PARTS: &[(&str, &[&str])] = &[
    ("sqlite", &["sea-orm", "libsqlite3-sys", "sqlx-sqlite"]),
    ("postgres", &["sea-orm", "sqlx-postgres"]),
    ("console", &["rust-embed"]),
    ("dynamodb", &["aws-sdk-dynamodb"]),
    ("lambda", &["lambda_runtime"]),
];

/// Features that are built together.
const BUILDS: &[&[&str]] = &[
    &[],
    &["sqlite"],
    &["postgres"],
    &["dynamodb"],
    // An entry beside a store.
    &["dynamodb", "lambda"],
    &["sqlite", "lambda"],
    &["sqlite", "console"],
];

/// The crates of a binary with these features.
fn crates_of(features: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "tranche", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(["--no-default-features", "--features", &features.join(",")])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn a_build_carries_the_crates_of_its_stores_and_entries_alone() {
    for features in BUILDS {
        let built = crates_of(features);
        assert!(built.contains("actix-web"), "{features:?}: {built:?}");
        let wanted: BTreeSet<_> =
            PARTS.iter().filter(|(part, _)| features.contains(part)).flat_map(|(_, crates)| *crates).collect();
        for (part, crates) in PARTS {
            for name in *crates {
                assert_eq!(built.contains(*name), wanted.contains(name), "{features:?}: {name}, of {part}");
            }
        }
    }
}
