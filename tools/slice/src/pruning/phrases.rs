//! Takes out of a sentence what mentions a part and can go without the rest: one name of several, a remark in parentheses, a clause
//! behind a semicolon.

use std::ops::Range;

const ARTICLES: [&str; 3] = ["a", "an", "the"];
const CONJUNCTIONS: [&str; 3] = ["and", "nor", "or"];
const PREPOSITIONS: [&str; 6] = ["by", "for", "in", "of", "on", "with"];
/// What stands behind several names and never behind one.
const PLURALS: [&str; 6] = ["are", "both", "differ", "do", "have", "were"];

/// The text without names in rows of names, and without remarks in parentheses, that mention the part.
pub(crate) fn without_names(text: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    let mut text = text.to_owned();
    while let Some((cut, instead)) = shorter_row(&text, is_in).or_else(|| remark(&text, is_in)) {
        text.replace_range(cut, &instead);
    }
    text
}

/// The sentence without the clauses behind semicolons, and behind a comma and `and`, that mention the part; `None` where the first
/// does.
pub(crate) fn without_clauses(sentence: &str, is_in: &dyn Fn(&str) -> bool) -> Option<String> {
    let rest = sentence.trim_end();
    let blank = sentence.get(rest.len()..)?;
    let (rest, end) = match rest.strip_suffix(['.', '!', '?', ':']) {
        Some(clauses) => (clauses, rest.get(clauses.len()..)?),
        None => (rest, ""),
    };
    let clauses: Vec<_> = split(rest, ';').into_iter().map(|clause| without_tail(clause, is_in)).collect();
    if is_in(clauses.first()?) {
        return None;
    }
    let kept: Vec<_> = clauses.into_iter().filter(|clause| !is_in(clause)).collect();
    Some(format!("{}{end}{blank}", kept.join(";")))
}

/// The clause without what a comma and a conjunction begin, if that alone mentions the part.
fn without_tail<'a>(clause: &'a str, is_in: &dyn Fn(&str) -> bool) -> &'a str {
    if !is_in(clause) {
        return clause;
    }
    let (mut rest, mut end) = (clause, 0);
    for part in split(clause, ',') {
        let begins = part.split_whitespace().next().is_some_and(|word| CONJUNCTIONS.contains(&word));
        let head = clause.get(..end).filter(|head| begins && !head.is_empty() && !is_in(head));
        rest = head.unwrap_or(rest);
        end += part.len() + usize::from(end > 0);
    }
    rest
}

/// The parts of a text between signs that stand in no code, link or parentheses.
pub(crate) fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut begin, mut depth, mut in_code) = (Vec::new(), 0, 0_i32, false);
    for (at, character) in text.char_indices() {
        match character {
            '`' => in_code = !in_code,
            '(' | '[' if !in_code => depth += 1,
            ')' | ']' if !in_code => depth -= 1,
            _ if character == sign && !in_code && depth <= 0 => {
                parts.extend(text.get(begin..at));
                begin = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(text.get(begin..));
    parts
}

/// A word of a sentence; code and links are one.
struct Word<'a> {
    /// Without the signs around it.
    text: &'a str,
    range: Range<usize>,
    /// The signs behind it.
    signs: &'a str,
}

impl Word<'_> {
    fn is_one_of(&self, words: &[&str]) -> bool {
        words.contains(&self.text) && self.signs.is_empty()
    }

    fn is_name(&self) -> bool {
        self.text.starts_with(|first: char| first.is_uppercase() || first == '`' || first == '[')
    }
}

/// A name in a row, by the places of its words.
#[derive(Clone, Copy)]
struct Name {
    /// A preposition, an article or the name.
    first: usize,
    /// An article or the name.
    bare: usize,
    last: usize,
}

/// The range of a row of names of which some mention the part, and the row of the others.
fn shorter_row(text: &str, is_in: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, String)> {
    let words = words(text);
    let mentions = |name: &Name| words.get(name.last).is_some_and(|word| is_in(word.text));
    (0..words.len()).filter(|at| words.get(*at).is_some_and(|word| is_in(word.text))).find_map(|at| {
        let (row, conjunction) = row_around(&words, at);
        let kept: Vec<_> = row.iter().filter(|name| !mentions(name)).collect();
        let next = words.get(row.last()?.last + 1);
        if kept.is_empty() || (kept.len() == 1 && next.is_some_and(|next| PLURALS.contains(&next.text))) {
            return None;
        }
        let names = kept.iter().enumerate().map(|(at, name)| {
            // The preposition of the first stands before the row.
            let begin = words.get(if at == 0 { name.bare } else { name.first })?.range.start;
            text.get(begin..words.get(name.last)?.range.end)
        });
        let names = names.collect::<Option<Vec<_>>>()?;
        let (last, others) = names.split_last()?;
        let joined = match conjunction {
            _ if others.is_empty() => (*last).to_owned(),
            Some(conjunction) => format!("{} {conjunction} {last}", others.join(", ")),
            None => names.join(", "),
        };
        Some((words.get(row.first()?.bare)?.range.start..words.get(row.last()?.last)?.range.end, joined))
    })
}

/// The names around one with commas and a conjunction between them, and the conjunction.
fn row_around<'a>(words: &'a [Word<'_>], at: usize) -> (Vec<Name>, Option<&'a str>) {
    let word = |at: usize| words.get(at);
    let has_comma = |at: usize| word(at).is_some_and(|word| word.signs == ",");
    let is = |at: usize, list: &[&str]| word(at).is_some_and(|word| word.is_one_of(list));
    let is_name = |at: usize| word(at).is_some_and(Word::is_name);
    let ends = |at: usize| word(at).is_some_and(|word| !word.signs.is_empty()) || at + 1 == words.len();
    let named = |last: usize| {
        let before = |at: usize, list: &[&str]| at.checked_sub(1).filter(|before| is(*before, list)).unwrap_or(at);
        let bare = before(last, &ARTICLES);
        Name { first: before(bare, &PREPOSITIONS), bare, last }
    };
    // The name that begins here.
    let following = |at: usize| {
        let at = if is(at, &PREPOSITIONS) { at + 1 } else { at };
        let at = if is(at, &ARTICLES) { at + 1 } else { at };
        is_name(at).then_some(at)
    };
    let (mut row, mut conjunction) = (vec![named(at)], None);
    while let Some(before) = row.first().and_then(|name| name.first.checked_sub(1)) {
        // A preposition may be that of the whole row.
        let bare = row.first().and_then(|name| name.bare.checked_sub(1)).unwrap_or(before);
        let previous = [before, bare].into_iter().find_map(|before| {
            if conjunction.is_none() && row.len() == 1 && is(before, &CONJUNCTIONS) {
                let last = before.checked_sub(1).filter(|last| is_name(*last) && (has_comma(*last) || !ends(*last)))?;
                Some((last, Some(before)))
            } else {
                (has_comma(before) && is_name(before)).then_some((before, None))
            }
        });
        let Some((last, joint)) = previous else { break };
        conjunction = conjunction.or(joint);
        row.insert(0, named(last));
    }
    while let (None, Some(last)) = (conjunction, row.last().map(|name| name.last)) {
        let joint = Some(last + 1).filter(|next| (has_comma(last) || !ends(last)) && is(*next, &CONJUNCTIONS));
        let next = match joint {
            Some(joint) => following(joint + 1),
            None if has_comma(last) => following(last + 1).filter(|next| ends(*next) || is(next + 1, &CONJUNCTIONS)),
            None => None,
        };
        let Some(next) = next else { break };
        conjunction = joint;
        row.push(named(next));
    }
    (row, conjunction.and_then(word).map(|word| word.text))
}

/// The first remark in parentheses that mentions the part, with the blank before it.
fn remark(text: &str, is_in: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, String)> {
    let (mut begins, mut in_code) = (Vec::new(), false);
    for (at, character) in text.char_indices() {
        match character {
            '`' => in_code = !in_code,
            '(' if !in_code => begins.push(at),
            ')' if !in_code => {
                let begin = begins.pop()?;
                let before = text.get(..begin)?;
                // What stands behind a bracket is where a link leads.
                if before.ends_with(char::is_whitespace) && is_in(text.get(begin..at)?) {
                    return Some((before.trim_end().len()..at + 1, String::new()));
                }
            }
            _ => {}
        }
    }
    None
}

fn words(text: &str) -> Vec<Word<'_>> {
    let (mut words, mut begin, mut in_code, mut brackets) = (Vec::new(), None, false, 0_i32);
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match character {
            '`' => in_code = !in_code,
            '[' if !in_code => brackets += 1,
            ']' if !in_code => brackets -= 1,
            _ => {}
        }
        let is_end = at == text.len();
        if character.is_whitespace() && (is_end || (!in_code && brackets <= 0)) {
            words.extend(begin.take().and_then(|begin| word(text, begin..at)));
        } else if begin.is_none() {
            begin = Some(at);
        }
    }
    words
}

/// The word in a range without the signs around it. Parentheses belong to it in pairs.
fn word(text: &str, range: Range<usize>) -> Option<Word<'_>> {
    let whole = text.get(range.clone())?;
    let open = |text: &str| text.matches('(').count() > text.matches(')').count();
    let inner = whole.strip_prefix('(').filter(|_| open(whole)).unwrap_or(whole);
    let start = range.end - inner.len();
    let mut word = inner;
    while let Some(shorter) = word.strip_suffix([',', '.', ';', ':', '!', '?', ')']) {
        if word.ends_with(')') && word.matches('(').count() >= word.matches(')').count() {
            break;
        }
        word = shorter;
    }
    Some(Word { text: word, range: start..start + word.len(), signs: inner.get(word.len()..)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quills(text: &str) -> bool {
        text.to_lowercase().contains("quill")
    }

    #[track_caller]
    fn assert_without(text: &str, expected: &str) {
        assert_eq!(without_names(text, &quills), expected);
    }

    #[test]
    fn a_name_goes_out_of_a_row() {
        assert_without("on Quill, Pen, Ink or paper.", "on Pen, Ink or paper.");
        assert_without("on Pen, Quill, Ink or paper.", "on Pen, Ink or paper.");
        assert_without("on Pen, Ink, Quill or paper.", "on Pen, Ink or paper.");
        assert_without("on Pen, Ink and Quill.", "on Pen and Ink.");
        assert_without("(Pen, Quill), and", "(Pen), and");
        assert_without("on Pen and on Quill:", "on Pen:");
        assert_without("on Quill and on Pen:", "on Pen:");
        assert_without("with a Pen and a Quill to write", "with a Pen to write");
        assert_without("`a`, [a quill](b.md) and `c`", "`a` and `c`");
    }

    #[test]
    fn what_is_no_row_stays() {
        for text in [
            "Quill writes, and Pen too.",
            "Without it, Quill writes.",
            "Pen and Quill are old.",
            "Unlike Quill, Pen writes.",
            "writes and Quill",
        ] {
            assert_without(text, text);
        }
    }

    #[test]
    fn a_remark_goes_and_where_a_link_leads_stays() {
        assert_without("A pen (or so a quill `a)`) writes (well).", "A pen writes (well).");
        assert_without("[Pens](quills.md) write.", "[Pens](quills.md) write.");
    }

    #[test]
    fn a_clause_behind_a_semicolon_goes() {
        let without = |text| without_clauses(text, &quills);
        assert_eq!(without("Pens write; quills scratch; ink dries.\n").as_deref(), Some("Pens write; ink dries.\n"));
        assert_eq!(without("Pens write; quills scratch").as_deref(), Some("Pens write"));
        assert_eq!(without("Quills scratch; pens write."), None);
        assert_eq!(without("Pens write, and so do\nquills. ").as_deref(), Some("Pens write. "));
        assert_eq!(without("Quills scratch, and pens write."), None);
    }
}
