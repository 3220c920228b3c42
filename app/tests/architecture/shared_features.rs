use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use crate::{
    planted::NONE,
    workspace::{Member, Workspace},
};

/// The features that each package is built with.
type Features = BTreeMap<String, String>;

/// Members that are seldom tested alone. Each would need features for what it alone is built from.
const SELDOM_ALONE: [&str; 5] = ["bench/", "clients/", "migration", "shared_features/", "testing/test_databases"];

/// The features of what a test of these members builds. Those of macros and build scripts are another set, which a tree
/// of several members does not show whole.
fn features(selection: &[&str]) -> Features {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "no-build,no-proc-macro", "--prefix", "none", "--format", "{p}|{f}"])
        .args(selection)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    // `(*)` stands behind a package that the tree has had before.
    let packages = lines.lines().filter_map(|line| line.trim_end_matches(" (*)").split_once('|'));
    packages.map(|(package, features)| (package.to_owned(), features.to_owned())).collect()
}

/// What a test of the member builds with other features than a test of all members.
fn built_anew(member: &str, alone: &Features, all: &Features) -> Vec<String> {
    let anew = alone.iter().filter(|(package, features)| all[*package] != **features);
    anew.map(|(package, features)| {
        format!("cargo test -p {member} builds {package} with {features}, and all members have {}", all[package])
    })
    .collect()
}

/// The members that may be tested alone: one of all that have the same dependencies.
fn tested_alone(workspace: &Workspace) -> impl Iterator<Item = &Member> {
    let mut seen = BTreeSet::new();
    workspace.members.iter().filter(move |member| {
        let is_seldom = SELDOM_ALONE.iter().any(|folder| member.folder.starts_with(folder));
        let own = ["dependencies", "dev-dependencies"].map(|kind| member.manifest.get(kind).map(ToString::to_string));
        !is_seldom && seen.insert(own)
    })
}

#[test]
fn a_test_of_one_member_builds_no_dependency_anew() {
    let planted = |features: &str| {
        Features::from([("serde v1.0.0".to_owned(), features.to_owned()), ("uuid v1.0.0".to_owned(), "v7".to_owned())])
    };
    assert_eq!(
        built_anew("log_in", &planted("derive"), &planted("derive,rc")),
        ["cargo test -p log_in builds serde v1.0.0 with derive, and all members have derive,rc"]
    );

    let all = features(&["--workspace"]);
    let violations = tested_alone(Workspace::real())
        .flat_map(|member| built_anew(&member.name, &features(&["--package", &member.name]), &all));
    // A manifest in `shared_features` names what is missing.
    assert_eq!(violations.collect::<Vec<_>>(), NONE);
}
