//! What the documents say of the command.

use std::fs;

use crate::copy::{Copy, repository};

fn document(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap()
}

#[test]
fn every_command_of_the_documents_works() {
    for path in ["AGENTS.md", "docs/how-to/add-a-use-case.md"] {
        let text = document(path);
        let commands: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("cargo slice ")).collect();
        assert!(commands.len() >= 2, "{path}: {commands:?}");
        let copy = Copy::new();
        for command in commands {
            copy.slice(&command.split(' ').map(|word| word.trim_matches('\'')).collect::<Vec<_>>()).success();
            copy.commit();
        }
    }
}

/// The page that adds `close_account` step by step, and the command, add it in the same places.
#[test]
fn the_first_slice_is_registered_as_the_command_registers_it() {
    let copy = Copy::new();
    let (name, path) = ("close_account", "/api/v1/auth/account");
    let summary = "A user closes their own account";
    copy.slice(&["use-case", name, "--method", "DELETE", "--path", path, "--role", "user", "--summary", summary])
        .success();
    let page = document("docs/adding-a-slice.md");
    let shown = |line: &str| page.lines().any(|shown| shown.strip_prefix('+') == Some(line));
    for file in ["app/Cargo.toml", "app/src/module.rs", "app/src/routes.rs"] {
        let (before, after) = (document(file), copy.read(file));
        let added = after.lines().filter(|line| !before.lines().any(|old| old == *line));
        // The import is mentioned, not shown.
        for line in added.filter(|line| !line.starts_with("use ")) {
            assert!(shown(line), "docs/adding-a-slice.md does not add this line of {file}: {line}");
        }
    }
    assert!(page.contains(&format!("+    (\"DELETE\", \"{path}\", [401, 401, ")));
    assert!(page.contains(&format!("```toml\n{}```", copy.read("features/close_account/Cargo.toml"))));
}
