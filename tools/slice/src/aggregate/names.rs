//! Words in several forms.

/// What several of a kind are called, by the usual rule.
pub(crate) fn plural_of(name: &str) -> String {
    let is_consonant = |letter: Option<char>| letter.is_some_and(|letter| !"aeiou_".contains(letter));
    if let Some(stem) = name.strip_suffix('y').filter(|stem| is_consonant(stem.chars().last())) {
        return format!("{stem}ies");
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|ending| name.ends_with(ending)) {
        return format!("{name}es");
    }
    format!("{name}s")
}

/// The digits of a number in groups of three.
pub(crate) fn grouped(number: i64, separator: &str) -> String {
    let digits: Vec<char> = number.unsigned_abs().to_string().chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    format!("{}{}", if number < 0 { "-" } else { "" }, groups.join(separator))
}

/// Phrases as a list for people: `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(phrases: &[String]) -> String {
    match phrases {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A comment of this text, in lines that fit behind the indentation.
pub(crate) fn comment(text: &str, marker: &str, indentation: usize) -> String {
    let width = 120 - indentation - marker.len() - 1;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let separator = format!("\n{}{marker} ", " ".repeat(indentation));
    format!("{marker} {}", lines.join(&separator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_are_called_by_the_usual_rule() {
        for (one, several) in [
            ("supplier", "suppliers"),
            ("category", "categories"),
            ("day", "days"),
            ("box", "boxes"),
            ("branch", "branches"),
            ("bus", "buses"),
            ("price_list", "price_lists"),
        ] {
            assert_eq!(plural_of(one), several);
        }
    }

    #[test]
    fn numbers_and_lists_are_written_for_people() {
        assert_eq!([7, 1_000, -1_234_567].map(|number| grouped(number, ",")), ["7", "1,000", "-1,234,567"]);
        let phrases = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([0, 1, 2, 3].map(|number| listed(&phrases[..number])), ["", "a", "a and b", "a, b and c"]);
    }

    #[test]
    fn a_comment_fits_into_the_width() {
        let text = "word ".repeat(60);
        let comment = comment(&text, "///", 4);
        assert!(comment.lines().count() == 3 && comment.lines().all(|line| line.len() <= 120), "{comment}");
        assert!(comment.lines().skip(1).all(|line| line.starts_with("    /// word")), "{comment}");
    }
}
