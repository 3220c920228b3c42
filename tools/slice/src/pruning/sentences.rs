//! Takes sentences out of a paragraph that mention a part, and lays out anew what is left.

use super::phrases;

/// How wide a paragraph is that was written anew.
const WIDTH: usize = 130;

/// The text without the sentences that mention it; `None` where none is left.
pub(crate) fn without_sentences(text: &str, is_in: &dyn Fn(&str) -> bool) -> Option<String> {
    if !is_in(text) {
        return Some(text.to_owned());
    }
    let text = phrases::without_names(text, is_in);
    let kept = sentences(&text).into_iter().filter_map(|sentence| phrases::without_clauses(sentence, is_in));
    // A list item's sign alone is nothing.
    let rest: String = kept.collect();
    if !rest.chars().any(char::is_alphabetic) {
        return None;
    }
    let indent: String = text.chars().take_while(|character| *character == ' ').collect();
    let sign = text.split_whitespace().next().filter(|_| is_list_item(text.trim_start())).unwrap_or_default();
    let rest = rest.trim_start();
    let rest = if sign.is_empty() || rest.starts_with(sign) { rest.to_owned() } else { format!("{sign} {rest}") };
    let hanging = if sign.is_empty() { indent.clone() } else { format!("{indent}{}", " ".repeat(sign.len() + 1)) };
    Some(wrapped(&rest, &indent, &hanging, WIDTH))
}

/// The sentences of a paragraph, each with the white space behind it.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let (mut sentences, mut begin, mut depth, mut in_code) = (Vec::new(), 0, 0_i32, false);
    let bytes = text.as_bytes();
    let at_byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let mut at = 0;
    while at < bytes.len() {
        match at_byte(at) {
            b'`' => in_code = !in_code,
            b'(' | b'[' if !in_code => depth += 1,
            b')' | b']' if !in_code => depth -= 1,
            b'.' | b'!' | b'?' if !in_code && depth <= 0 && at_byte(at + 1).is_ascii_whitespace() => {
                let mut end = at + 1;
                while end < bytes.len() && at_byte(end).is_ascii_whitespace() {
                    end += 1;
                }
                let is_number =
                    at.checked_sub(1).is_some_and(|before| at_byte(before).is_ascii_digit()) && begin + 2 >= at;
                if !is_number && !at_byte(end).is_ascii_lowercase() {
                    sentences.extend(text.get(begin..end));
                    begin = end;
                }
            }
            _ => {}
        }
        at += 1;
    }
    sentences.extend(text.get(begin..).filter(|rest| !rest.is_empty()));
    sentences
}

/// The words of a text; code is one, whatever it has.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_code = false;
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if is_code => last.extend([" ", word]),
            _ => words.push(word.to_owned()),
        }
        is_code ^= word.matches('`').count() % 2 == 1;
    }
    words
}

/// Words in lines of at most this width.
fn wrapped(text: &str, first: &str, others: &str, width: usize) -> String {
    let (mut lines, mut line) = (Vec::new(), first.to_owned());
    let mut is_empty = true;
    for word in words(text) {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, others.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(&word);
        is_empty = false;
    }
    lines.push(line);
    lines.join("\n")
}

/// Whether a line begins an item of a list.
pub(crate) fn is_list_item(line: &str) -> bool {
    let number = line.trim_start_matches(|character: char| character.is_ascii_digit());
    line.starts_with("- ") || line.starts_with("* ") || (number.len() < line.len() && number.starts_with(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_not_broken() {
        assert_eq!(wrapped("a `b c` d", "", "", 4), "a\n`b c`\nd");
    }
}
