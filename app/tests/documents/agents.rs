//! The commands of AGENTS.md. Those of the product are run, make targets are resolved without running them, and tests
//! are checked for existence: to run them here would run this test.

use std::{fs, path::Path, process::Command};

use cargo_metadata::{Metadata, MetadataCommand};

use crate::markdown::{Document, repository};

/// Why a command fails; nothing if it works. Those of the product are run in `directory`, one after the other.
fn flaw(command: &str, directory: &Path, metadata: &Metadata) -> Option<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    match words[..] {
        // The first does not end, and the tour starts it; the second changes sources.
        ["cargo", "run"] | ["cargo", "fmt", "--all"] => None,
        ["cargo", "run", "--", ref arguments @ ..] => failure(binary(arguments).current_dir(directory)),
        ["make", target] => failure(&mut make(target)),
        // The tests of the tool run these on copies of the repository: they would change this one.
        ["cargo", "slice", ..] => absent(&["-p", "slice"], metadata),
        ["cargo", "test" | "check", ref arguments @ ..] => absent(arguments, metadata),
        [script, ref rest @ ..] if script.starts_with("testing/") && repository().join(script).is_file() => {
            flaw(&rest.join(" "), directory, metadata)
        }
        _ => Some("this test knows no such command".to_owned()),
    }
}

/// The product without the settings of the environment.
fn binary(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tranche"));
    command.args(arguments).env_clear();
    command
}

/// Resolves a target of make without running it.
fn make(target: &str) -> Command {
    let mut command = Command::new("make");
    // The flags of a `make test` that runs this must not reach it.
    command.args(["--dry-run", target]).env_remove("MAKEFLAGS").env_remove("MAKELEVEL").env_remove("MFLAGS");
    command.current_dir(repository());
    command
}

fn failure(command: &mut Command) -> Option<String> {
    let output = command.output().unwrap();
    (!output.status.success()).then(|| format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// A package or test target in the arguments of cargo that the workspace lacks, or an unknown flag.
fn absent(arguments: &[&str], metadata: &Metadata) -> Option<String> {
    let packages = metadata.workspace_packages();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let is_there = match *argument {
            "--workspace" | "--lib" | "--bins" | "--tests" => true,
            "-p" => arguments.next().is_some_and(|name| packages.iter().any(|package| package.name.as_str() == *name)),
            "--test" => arguments.next().is_some_and(|name| {
                packages
                    .iter()
                    .any(|package| package.targets.iter().any(|target| target.is_test() && target.name == *name))
            }),
            _ => false,
        };
        if !is_there {
            return Some(format!("{argument} of it leads nowhere"));
        }
    }
    None
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(repository().join("Cargo.toml")).no_deps().exec().unwrap()
}

#[test]
fn every_command_of_the_guide_for_tools_works() {
    let blocks = Document::read("AGENTS.md").blocks();
    let commands: Vec<String> =
        blocks.into_iter().filter(|block| block.language == "sh").flat_map(|block| block.lines).collect();
    assert!(commands.len() >= 15, "{commands:?}");
    let (directory, metadata) = (tempfile::tempdir().unwrap(), metadata());
    let flaws: Vec<_> = commands
        .iter()
        .filter_map(|command| Some(format!("{command}: {}", flaw(command, directory.path(), &metadata)?)))
        .collect();
    assert_eq!(flaws, Vec::<String>::new());
}

#[test]
fn the_guide_names_each_folder_of_crates() {
    let layout = Document::read("AGENTS.md").text;
    let root: toml::Table = fs::read_to_string(repository().join("Cargo.toml")).unwrap().parse().unwrap();
    for member in root["workspace"]["members"].as_array().unwrap() {
        let folder = member.as_str().unwrap().trim_end_matches("/*");
        // Newcomers don't start at benchmarks.
        assert!(folder.starts_with("bench") || layout.contains(&format!("`{folder}")), "{folder}");
    }
}

#[test]
fn a_command_that_does_not_work_is_noticed() {
    let (directory, metadata) = (tempfile::tempdir().unwrap(), metadata());
    for command in [
        "cargo run -- config reverence",
        "cargo run -- events list --kind Nothing",
        "make no-such-target",
        "cargo test -p no_such_crate",
        "cargo test --workspace --test no_such_test",
        "cargo test --workspace --test",
        "testing/with-nothing.sh cargo test --workspace",
        "testing/with-postgres.sh cargo run -- config reverence",
        "curl http://127.0.0.1:8000",
    ] {
        assert!(flaw(command, directory.path(), &metadata).is_some(), "{command}");
    }
}
