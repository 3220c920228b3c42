//! Sections and links of Markdown documents.

use std::path::{Component, Path, PathBuf};

/// The document without the section under this heading, with all that stands deeper; `None` where there is no such heading, or
/// several.
pub(crate) fn without_section(text: &str, heading: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let headings = headings(&lines);
    let mut found = headings.iter().filter(|(_, _, text)| *text == heading);
    let ((at, depth, _), None) = (found.next()?, found.next()) else { return None };
    let end = headings.iter().find(|(other, other_depth, _)| other > at && other_depth <= depth);
    let end = end.map_or(lines.len(), |(end, _, _)| *end);
    let kept: String =
        lines.iter().zip(0..).filter(|(_, line)| !(*at..end).contains(line)).map(|(line, _)| *line).collect();
    Some(kept.trim_end().to_owned() + "\n")
}

/// The headings outside of code: line, depth, text.
fn headings<'a>(lines: &[&'a str]) -> Vec<(usize, usize, &'a str)> {
    let (mut headings, mut is_code) = (Vec::new(), false);
    for (at, line) in lines.iter().enumerate() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        let depth = line.len() - line.trim_start_matches('#').len();
        if !is_code && depth > 0 && line.get(depth..).is_some_and(|rest| rest.starts_with(' ')) {
            headings.push((at, depth, line.get(depth..).unwrap_or_default().trim()));
        }
    }
    headings
}

/// The document with the links to what `is_gone` as plain text. A line of a list that is nothing but such a link goes.
pub(crate) fn without_links(path: &str, text: &str, is_gone: impl Fn(&str) -> bool) -> String {
    let mut result = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (unlinked, number) = unlinked(path, line, &is_gone);
        let is_entry = number == 1
            && line
                .trim_start()
                .strip_prefix("- [")
                .is_some_and(|entry| entry.trim_end().ends_with(')') && entry.matches("](").count() == 1);
        if !is_entry {
            result.push_str(&unlinked);
        }
    }
    result
}

/// A line with its links to what is gone as plain text, and their number.
fn unlinked(path: &str, line: &str, is_gone: &impl Fn(&str) -> bool) -> (String, usize) {
    let (mut rest, mut result, mut number) = (line, String::new(), 0);
    while let Some((before, behind)) = rest.split_once("](") {
        let Some((target, after)) = behind.split_once(')') else { break };
        let opens = before.rfind('[');
        if let Some(opens) = opens.filter(|_| leads_to(path, target).is_some_and(|target| is_gone(&target))) {
            result.push_str(before.get(..opens).unwrap_or_default());
            result.push_str(before.get(opens + 1..).unwrap_or_default());
            number += 1;
        } else {
            result.extend([before, "](", target, ")"]);
        }
        rest = after;
    }
    (result + rest, number)
}

/// The path from the root that a link of a document leads to; `None` of an address of the web and of a place in the document.
fn leads_to(path: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().filter(|target| !target.is_empty() && !target.contains("://"))?;
    let mut place = PathBuf::new();
    for component in Path::new(path).parent()?.join(target).components() {
        match component {
            Component::ParentDir => _ = place.pop(),
            Component::Normal(name) => place.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    Some(place.to_string_lossy().replace('\\', "/"))
}

/// The text without its links to records of decisions, whose titles say what was decided once.
pub(crate) fn without_decisions(text: &str) -> String {
    let (mut result, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once("](adr/") {
        result.push_str(before.rsplit_once('[').map_or(before, |(before, _)| before));
        rest = behind.split_once(')').map_or("", |(_, behind)| behind);
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_decisions_go() {
        let text = "[Pens](pens.md), [0001 Quills](adr/0001-quills.md) and [0002](adr/0002.md) [Ink](ink.md)\n";
        assert_eq!(without_decisions(text), "[Pens](pens.md),  and  [Ink](ink.md)\n");
    }

    #[test]
    fn a_section_goes_with_what_is_below_it() {
        let text = "# A\n\n## B\n\nb\n\n### C\n\n```sh\n# no heading\n```\n\n## D\n\nd\n";
        assert_eq!(without_section(text, "B").as_deref(), Some("# A\n\n## D\n\nd\n"));
        assert_eq!(
            without_section(text, "D").as_deref(),
            Some("# A\n\n## B\n\nb\n\n### C\n\n```sh\n# no heading\n```\n")
        );
        assert_eq!(without_section(text, "E"), None);
        assert_eq!(without_section("# A\n# A\n", "A"), None);
    }

    #[test]
    fn a_link_to_what_is_gone_becomes_its_text() {
        let is_gone = |path: &str| path == "docs/gone.md";
        let text = "See [this](gone.md#a) and [that](../docs/there.md), [x](https://a.example/gone.md).\n- [Gone](gone.md)\n- [There](there.md)\n- Read [this](gone.md).\n";
        assert_eq!(
            without_links("docs/a.md", text, is_gone),
            "See this and [that](../docs/there.md), [x](https://a.example/gone.md).\n- [There](there.md)\n- Read this.\n"
        );
        assert_eq!(without_links("A.md", "[a](docs/gone.md)\n", is_gone), "a\n");
    }
}
