//! Whole lines of a text: what is inserted and removed is never less.

use std::ops::RangeInclusive;

/// The text with `lines` behind its line `number`; 0 is before the first.
pub(crate) fn insert_behind(text: &str, number: usize, lines: &str) -> String {
    let at = text.split_inclusive('\n').take(number).map(str::len).sum();
    let (before, behind) = text.split_at(at);
    format!("{before}{lines}{behind}")
}

/// The text without the lines of these numbers, of which the first is 1.
pub(crate) fn without_lines(text: &str, numbers: RangeInclusive<usize>) -> String {
    text.split_inclusive('\n').zip(1..).filter(|(_, number)| !numbers.contains(number)).map(|(line, _)| line).collect()
}

/// The text without `lines`; `None` unless they stand in it once, as lines of their own.
pub(crate) fn remove_once(text: &str, lines: &str) -> Option<String> {
    let stands_alone = |at: &usize| *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with('\n'));
    let mut found = text.match_indices(lines).map(|(at, _)| at).filter(stands_alone);
    let (at, None) = (found.next()?, found.next()) else { return None };
    Some(format!("{}{}", text.get(..at)?, text.get(at + lines.len()..)?))
}

/// The text with other lines in the place of `lines`; `None` unless they stand in it once, as lines of their own.
pub(crate) fn replace_once(text: &str, lines: &str, by: &str) -> Option<String> {
    let rest = remove_once(text, lines)?;
    let number = text.get(..text.find(lines)?)?;
    Some(format!("{number}{by}{}", rest.get(number.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_behind_a_line() {
        assert_eq!(insert_behind("a\nb\n", 0, "x\n"), "x\na\nb\n");
        assert_eq!(insert_behind("a\nb\n", 1, "x\n"), "a\nx\nb\n");
        assert_eq!(insert_behind("a\nb\n", 2, "x\n"), "a\nb\nx\n");
    }

    #[test]
    fn lines_are_removed_where_they_stand_once_and_alone() {
        assert_eq!(remove_once("a\nx\nb\n", "x\n").as_deref(), Some("a\nb\n"));
        assert_eq!(remove_once("x\nax\n", "x\n").as_deref(), Some("ax\n"));
        assert_eq!(remove_once("ax\nb\n", "x\n"), None);
        assert_eq!(remove_once("x\nx\n", "x\n"), None);
        assert_eq!(remove_once("a\n", "x\n"), None);
    }
}
