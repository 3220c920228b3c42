//! `docs/reference/cli.md` has the `--help` of each command.

use std::{fmt::Write, process::Command};

use crate::generated::assert_committed;

const INTRODUCTION: &str = "\
# Command line

*For operators and developers: each command of `tranche`, with its arguments.*

<!-- Made by app/tests/documents/cli.rs from `--help` of each command: change app/src/cli, not this. -->

`cargo run -- COMMAND` runs a command from the sources. A configuration that can't be used ends each of them with the code 78, data
that differs (`tranche data`) with 3, any other failure with 1.
";

/// The output of `--help` for a command.
fn help(command: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tranche")).args(command).arg("--help").output().unwrap();
    assert!(output.status.success(), "{command:?} --help fails");
    String::from_utf8(output.stdout).unwrap()
}

/// The names of a command's subcommands, as its help lists them.
fn subcommands(help: &str) -> impl Iterator<Item = &str> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help")
}

/// Writes the section of a command and its subcommands.
fn describe(command: &[&str], text: &mut String) {
    let help = help(command);
    let lines: Vec<_> = help.trim_end().lines().map(str::trim_end).collect();
    writeln!(
        text,
        "\n## {}\n\n```text\n{}\n```",
        ["tranche"].iter().chain(command).copied().collect::<Vec<_>>().join(" "),
        lines.join("\n")
    )
    .unwrap();
    for name in subcommands(&help) {
        describe(&[command, &[name]].concat(), text);
    }
}

#[test]
fn the_committed_reference_is_what_help_prints() {
    let mut text = INTRODUCTION.to_owned();
    describe(&[], &mut text);
    assert!(text.contains("\n## tranche events redeliver\n"), "commands below commands are described: {text}");
    assert_committed("docs/reference/cli.md", &text);
}
