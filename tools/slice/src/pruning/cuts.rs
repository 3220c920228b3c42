//! What goes out of a text.

use std::ops::Range;

/// Parts of a text that go.
#[derive(Default)]
pub(crate) struct Cuts(Vec<(Range<usize>, String)>);

impl Cuts {
    pub(crate) fn add(&mut self, range: Range<usize>) {
        self.0.push((range, String::new()));
    }

    /// Another text stands there.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this place is in a part that goes.
    pub(crate) fn have(&self, at: usize) -> bool {
        self.0.iter().any(|(cut, _)| cut.contains(&at))
    }

    /// The text without them. Where nothing else stands in a line, the line goes.
    pub(crate) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(cut, _)| (cut.start, cut.end));
        let (mut result, mut at) = (String::with_capacity(text.len()), 0);
        for (cut, instead) in self.0 {
            let cut = if instead.is_empty() { whole_lines(text, cut) } else { cut };
            if cut.start > at {
                result.push_str(text.get(at..cut.start).unwrap_or_default());
            }
            // What is replaced within a part that goes, goes with it.
            if cut.start >= at {
                result.push_str(&instead);
            }
            at = at.max(cut.end);
        }
        result.push_str(text.get(at..).unwrap_or_default());
        result
    }
}

/// The range with the rest of its lines, if it has them for itself.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let (before, behind) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = behind.find('\n').map_or(text.len(), |newline| range.end + newline + 1);
    let is_blank = |range: Range<usize>| text.get(range).is_some_and(|text| text.trim().is_empty());
    if is_blank(start..range.start) && is_blank(range.end..end) { start..end } else { range }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_line_for_itself_goes_with_the_line() {
        let text = "a\n  b c\n  d\ne\n";
        let without = |ranges: &[(usize, usize)]| {
            let mut cuts = Cuts::default();
            for (start, end) in ranges {
                cuts.add(*start..*end);
            }
            cuts.apply(text)
        };
        assert_eq!(without(&[(4, 5)]), "a\n   c\n  d\ne\n");
        assert_eq!(without(&[(10, 11)]), "a\n  b c\ne\n");
        assert_eq!(without(&[(4, 11), (10, 11), (0, 1)]), "e\n");
    }

    #[test]
    fn what_is_replaced_stays_in_its_line() {
        let mut cuts = Cuts::default();
        cuts.replace(2..3, "x".to_owned());
        cuts.add(4..7);
        cuts.replace(5..6, "y".to_owned());
        assert_eq!(cuts.apply("a\nb\nc d\n"), "a\nx\n");
    }
}
