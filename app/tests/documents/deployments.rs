//! The commands of the pages on deployment: a script takes them, or the page says that they were not tried, and why.

use std::fs;

use crate::markdown::{Document, repository};

/// Each page, and the script that takes its steps, if one does.
const PAGES: &[(&str, Option<&str>)] = &[
    ("docs/containers.md", None),
    ("docs/deploy-aws.md", None),
    ("docs/how-to/deploy-on-debian.md", Some("deploy/systemd/machine-test.sh")),
    ("docs/how-to/deploy-on-kubernetes.md", Some("deploy/kubernetes/check.sh")),
    ("docs/how-to/release.md", None),
    ("docs/how-to/upgrade.md", None),
];

/// The blocks of commands that no script takes and that don't begin with a reason.
fn unmarked(document: &Document, script: Option<&str>) -> Vec<String> {
    if script.is_some_and(|script| script.contains(&format!("page=$root/{}\n", document.path))) {
        return Vec::new();
    }
    let blocks = document.blocks().into_iter().filter(|block| block.language == "sh");
    let silent = blocks.filter(|block| {
        let reason = block.lines.first().and_then(|line| line.strip_prefix("# Not tried: "));
        reason.is_none_or(|reason| !reason.ends_with('.'))
    });
    silent.map(|block| format!("{}:{}", document.path, block.line)).collect()
}

#[test]
fn commands_of_deployment_pages_are_taken_by_a_script_or_marked_as_not_tried() {
    for &(page, script) in PAGES {
        let script = script.map(|script| fs::read_to_string(repository().join(script)).unwrap());
        let unmarked = unmarked(&Document::read(page), script.as_deref());
        assert!(unmarked.is_empty(), "the first line must be `# Not tried: REASON.`, in {unmarked:?}");
    }
}

#[test]
fn a_command_that_nothing_takes_is_noticed() {
    let text = "```sh\n# Not tried: there is no cluster.\na\n```\n\n```sh\n# Tried.\nb\n```\n\n```text\nc\n```\n";
    let document = Document { path: "docs/a.md".to_owned(), text: text.to_owned() };
    assert_eq!(unmarked(&document, None), ["docs/a.md:7"]);
    assert_eq!(unmarked(&document, Some("page=$root/docs/b.md\n")), ["docs/a.md:7"]);
    assert_eq!(unmarked(&document, Some("page=$root/docs/a.md\n")), Vec::<String>::new());
}
