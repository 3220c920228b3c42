//! Takes out of documents what mentions a part: sections, rows, list items, examples, sentences.

use super::{
    sentences::{is_list_item, sentences, without_sentences},
    tables::{self, is_rule},
};

/// A document's lines of one kind.
enum Piece<'a> {
    Heading {
        depth: usize,
        line: &'a str,
    },
    Code(Vec<&'a str>),
    Row(&'a str),
    /// A paragraph or an item of a list, with the lines that go on with it.
    Text(Vec<&'a str>),
    Blank,
}

/// The Markdown document without what mentions the part.
pub(crate) fn pruned(text: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    if !is_in(text) {
        return text.to_owned();
    }
    let text = tables::without_columns(text, is_in);
    let pieces = pieces(&text);
    let mut kept: Vec<(Option<usize>, String)> = Vec::new();
    let mut gone_section = None;
    for (at, piece) in pieces.iter().enumerate() {
        if let Piece::Heading { depth, line } = piece {
            if gone_section.is_some_and(|gone| *depth <= gone) {
                gone_section = None;
            }
            if gone_section.is_none() && is_in(line) {
                gone_section = Some(*depth);
            }
        }
        if gone_section.is_some() {
            continue;
        }
        match piece {
            Piece::Heading { depth, line } => kept.push((Some(*depth), format!("{line}\n"))),
            Piece::Blank => kept.push((None, "\n".to_owned())),
            Piece::Row(line) => {
                if let Some(line) = tables::without_mentions(line, is_in) {
                    kept.push((None, line + "\n"));
                }
            }
            Piece::Code(lines) => {
                let is_shell = lines.first().is_some_and(|line| ["```sh", "```text"].contains(&line.trim()));
                // The first line names the language.
                let rest: Vec<_> = lines
                    .iter()
                    .zip(0..)
                    .filter(|(line, at)| *at == 0 || !is_in(line))
                    .map(|(line, _)| *line)
                    .collect();
                if rest.len() == lines.len() || (is_shell && rest.len() > 2) {
                    kept.push((None, rest.join("\n") + "\n"));
                } else {
                    drop_announcement(&mut kept);
                }
            }
            Piece::Text(lines) => {
                let next_is_code = matches!(pieces.get(at + 1..), Some([Piece::Blank, Piece::Code(_), ..]));
                let text = lines.join("\n");
                match without_sentences(&text, is_in) {
                    Some(text) => kept.push((None, text + "\n")),
                    // What an example is announced by stays with it.
                    None if next_is_code && text.trim_end().ends_with(':') => kept.push((None, text + "\n")),
                    None => {}
                }
            }
        }
    }
    tidy(&kept)
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let depth = line.len() - line.trim_start_matches('#').len();
        if trimmed.starts_with("```") {
            let mut code = vec![line];
            for line in lines.by_ref() {
                code.push(line);
                if line.trim_start().starts_with("```") {
                    break;
                }
            }
            pieces.push(Piece::Code(code));
        } else if trimmed.is_empty() {
            pieces.push(Piece::Blank);
        } else if depth > 0 && line.get(depth..).is_some_and(|rest| rest.starts_with(' ')) {
            pieces.push(Piece::Heading { depth, line });
        } else if trimmed.starts_with('|') {
            pieces.push(Piece::Row(line));
        } else {
            let mut text = vec![line];
            while let Some(next) = lines.next_if(|next| {
                let next = next.trim_start();
                !(next.is_empty() || next.starts_with(['|', '#']) || next.starts_with("```") || is_list_item(next))
            }) {
                text.push(next);
            }
            pieces.push(Piece::Text(text));
        }
    }
    pieces
}

/// The sentence before an example that is gone, if it announces it.
fn drop_announcement(kept: &mut Vec<(Option<usize>, String)>) {
    let last = kept.iter().rposition(|(_, text)| text != "\n");
    if let Some(last) = last
        .filter(|last| kept.get(*last).is_some_and(|(depth, text)| depth.is_none() && text.trim_end().ends_with(':')))
    {
        let text = kept.get(last).map(|(_, text)| text.clone()).unwrap_or_default();
        let sentences = sentences(text.trim_end());
        kept.truncate(last);
        if sentences.len() > 1 {
            let rest = sentences.split_last().map(|(_, rest)| rest.concat()).unwrap_or_default();
            kept.push((None, rest.trim_end().to_owned() + "\n"));
        }
    }
}

/// Without headings that nothing stands under, tables without rows, and superfluous blank lines.
fn tidy(kept: &[(Option<usize>, String)]) -> String {
    let mut result: Vec<&(Option<usize>, String)> = Vec::new();
    for (at, piece) in kept.iter().enumerate() {
        let (depth, text) = piece;
        let next = kept.get(at + 1..).unwrap_or_default().iter().find(|(_, text)| text != "\n");
        let is_hollow =
            depth.is_some_and(|depth| depth > 1 && next.is_none_or(|(next, _)| next.is_some_and(|next| next <= depth)));
        let begins_empty_table = text.starts_with('|')
            && kept.get(at + 1).is_some_and(|(_, text)| is_rule(text))
            && !kept.get(at + 2).is_some_and(|(_, text)| text.starts_with('|'));
        let is_rule_of_empty_table = is_rule(text) && !kept.get(at + 1).is_some_and(|(_, text)| text.starts_with('|'));
        let is_second_blank = text == "\n" && result.last().is_none_or(|(_, last)| last == "\n");
        if !is_hollow && !begins_empty_table && !is_rule_of_empty_table && !is_second_blank {
            result.push(piece);
        }
    }
    let text: String = result.into_iter().map(|(_, text)| text.as_str()).collect();
    text.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quills(text: &str) -> bool {
        text.to_lowercase().contains("quill")
    }

    #[track_caller]
    fn assert_without(text: &str, expected: &str) {
        assert_eq!(pruned(text, &quills), expected);
    }

    #[test]
    fn sentences_items_and_rows_go() {
        assert_without("One. A quill\nwrites. Two.\n", "One. Two.\n");
        assert_without("- One.\n- A quill\n  writes.\n- Two. Quills write.\n", "- One.\n- Two.\n");
        assert_without("1. One\n2. Quills\n", "1. One\n");
        assert_without("| a | b |\n|---|---|\n| quill | 1 |\n| pen | 2 |\n", "| a | b |\n|---|---|\n| pen | 2 |\n");
        assert_without("A.\n\n| a | b |\n|---|---|\n| quill | 1 |\n\nB.\n", "A.\n\nB.\n");
    }

    #[test]
    fn a_section_and_what_is_left_hollow_go() {
        assert_without("# A\n\n## Quills\n\nb\n\n### C\n\nd\n\n## E\n\nf\n", "# A\n\n## E\n\nf\n");
        assert_without("# A\n\nb\n\n## C\n\nA quill.\n\n## D\n\ne\n", "# A\n\nb\n\n## D\n\ne\n");
    }

    #[test]
    fn an_example_goes_with_its_announcement_and_lines_of_a_shell_alone() {
        assert_without("A. Such as:\n\n```rust\nquill();\n```\n\nB.\n", "A.\n\nB.\n");
        assert_without("```sh\na\nquill\n```\n", "```sh\na\n```\n");
    }

    #[test]
    fn a_name_in_a_row_of_names_goes_alone() {
        assert_without("It has `a`, `quill` and `b`.\n", "It has `a` and `b`.\n");
        assert_without("It has `a`, `b` and `quill`.\n", "It has `a` and `b`.\n");
        assert_without("It has `quill`, `a` and `b`.\n", "It has `a` and `b`.\n");
        assert_without("| `a`, `b`, [`quill`](q.md) | c |\n", "| `a`, `b` | c |\n");
    }
}
