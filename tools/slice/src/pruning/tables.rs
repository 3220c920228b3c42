//! Takes out of tables of Markdown what mentions a part: columns by their heads, rows, and what can go out of a cell.

use super::{phrases::split, sentences::without_sentences};

/// The most words of what commas separate in a list.
const WORDS: usize = 5;

/// The text without the columns of tables whose heads mention the part. The first stays: it says what a row is about.
pub(crate) fn without_columns(text: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (mut result, mut gone) = (String::with_capacity(text.len()), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        if !line.starts_with('|') {
            gone.clear();
        } else if lines.get(at + 1).is_some_and(|next| is_rule(next)) {
            gone = cells(line).iter().enumerate().map(|(at, cell)| at > 0 && is_in(cell)).collect();
        }
        if gone.contains(&true) {
            let kept = cells(line).into_iter().zip(gone.iter().chain(std::iter::repeat(&false)));
            let kept: Vec<_> = kept.filter(|(_, gone)| !**gone).map(|(cell, _)| cell).collect();
            result.push_str(&written(&kept));
        } else {
            result.push_str(line);
        }
        result.push('\n');
    }
    result
}

/// The row without what mentions the part; `None` where the row is about it.
pub(crate) fn without_mentions(row: &str, is_in: &dyn Fn(&str) -> bool) -> Option<String> {
    if !is_in(row) {
        return Some(row.to_owned());
    }
    let mut kept = Vec::new();
    for (at, cell) in cells(row).into_iter().enumerate() {
        let rest = without_entries(cell, is_in)?;
        let rest = if at == 0 { Some(rest).filter(|rest| !is_in(rest)) } else { without_sentences(&rest, is_in) };
        // A row is one line, however long.
        kept.push(rest?.replace('\n', " "));
    }
    Some(written(&kept.iter().map(|cell| format!(" {} ", cell.trim())).collect::<Vec<_>>()))
}

/// The cell without the entries of a list between commas that mention the part; `None` where no other is left.
fn without_entries(cell: &str, is_in: &dyn Fn(&str) -> bool) -> Option<String> {
    let lists = split(cell, ';').into_iter().filter_map(|list| {
        let entries: Vec<_> = split(list, ',');
        let is_list = entries.len() > 2 && entries.iter().all(|entry| entry.split_whitespace().count() <= WORDS);
        if !is_list || !is_in(list) {
            return Some(list.to_owned());
        }
        let kept: Vec<_> = entries.into_iter().filter(|entry| !is_in(entry)).collect();
        (!kept.is_empty()).then(|| kept.join(","))
    });
    let lists: Vec<_> = lists.collect();
    (!lists.is_empty()).then(|| lists.join(";").trim().to_owned())
}

fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    split(row.strip_prefix('|').unwrap_or(row).strip_suffix('|').unwrap_or(row), '|')
}

fn written<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<_> = cells.iter().map(AsRef::as_ref).collect();
    format!("|{}|", cells.join("|"))
}

/// Whether a line stands between the head of a table and its rows.
pub(crate) fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.trim().chars().all(|character| "|- :".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quills(text: &str) -> bool {
        text.to_lowercase().contains("quill")
    }

    #[test]
    fn a_column_goes_by_its_head() {
        let text = "a | quill\n\n| | pen | quill |\n|---|---|---|\n| ink | 1 | 2 |\n\n| quill | pen |\n|---|---|\n";
        let expected = "a | quill\n\n| | pen |\n|---|---|\n| ink | 1 |\n\n| quill | pen |\n|---|---|\n";
        assert_eq!(without_columns(text, &quills), expected);
    }

    #[test]
    fn of_a_row_that_is_about_something_else_the_rest_stays() {
        let without = |row| without_mentions(row, &quills);
        assert_eq!(without("| quill | a pen |"), None);
        assert_eq!(without("| pen | a quill |"), None);
        assert_eq!(without("| pen | ink, a goose's quill, paper; `|` |").as_deref(), Some("| pen | ink, paper; `|` |"));
        assert_eq!(without("| pen | Writes. As a quill does. |").as_deref(), Some("| pen | Writes. |"));
        assert_eq!(without("| `a`, `quill`, `b` | c |").as_deref(), Some("| `a`, `b` | c |"));
        let long = "ink ".repeat(40);
        assert_eq!(without(&format!("| pen | A {long}. A quill. |")), Some(format!("| pen | A {long}. |")));
    }
}
