//! The words of a part.

use std::collections::BTreeSet;

/// By which a text or a name is known to be about what goes.
#[derive(Default)]
pub(crate) struct Vocabulary {
    /// Beginnings of words.
    words: Vec<String>,
    /// Phrases in which such a word means something else.
    idioms: Vec<String>,
    /// Identifiers that have no such word.
    names: BTreeSet<String>,
    /// Identifiers that have one and mean something else.
    kept: BTreeSet<String>,
}

impl Vocabulary {
    pub(crate) fn new(words: &[String], idioms: &[String], names: &[String], kept: &[String]) -> Self {
        Self {
            words: words.iter().map(|word| split(word, false).join(" ")).collect(),
            idioms: idioms.iter().map(|idiom| split(idiom, false).join(" ")).collect(),
            names: names.iter().cloned().collect(),
            kept: kept.iter().cloned().collect(),
        }
    }

    /// Takes identifiers for names of the part; whether one is new.
    pub(crate) fn learn(&mut self, names: impl IntoIterator<Item = String>) -> bool {
        let known = self.names.len();
        self.names.extend(names.into_iter().filter(|name| !self.kept.contains(name)));
        self.names.len() > known
    }

    /// Whether an identifier was learned.
    pub(crate) fn has_learned(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether an identifier, behind another one or a word of Rust, is of the part.
    pub(crate) fn names(&self, name: &str, before: &str) -> bool {
        self.names.contains(name)
            || (!self.kept.contains(name)
                && self.is_in(name)
                && (before.is_empty() || self.is_in(&format!("{before} {name}"))))
    }

    /// Whether a line of code has one of the words, but for names that mean something else. In a comment they are words.
    pub(crate) fn is_in_code(&self, line: &str) -> bool {
        if !self.is_in(line) {
            return false;
        }
        let comment = ["//", "# ", "/*", " * "].iter().filter_map(|sign| line.find(sign)).min().unwrap_or(line.len());
        let (code, comment) = line.split_at(comment);
        let names = code.split(|character: char| !character.is_alphanumeric() && character != '_');
        names.filter(|name| !self.kept.contains(*name)).any(|name| self.is_in(name)) || self.is_in(comment)
    }

    /// Whether a text, or a name, has one of the words.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        if !self.words.iter().any(|word| has(text, word)) {
            return false;
        }
        // `PenAndInk` is three words, and `MySQL` one.
        [true, false].into_iter().any(|by_capitals| {
            let mut text = format!(" {} ", split(text, by_capitals).join(" "));
            for idiom in &self.idioms {
                text = text.replace(&format!(" {idiom}"), " -").replace(&format!(" {}", idiom.replace(' ', "")), " -");
            }
            self.words.iter().any(|word| text.contains(&format!(" {word}")))
        })
    }
}

/// Whether a text has a word of small letters in any case. Most have not, and this is quick.
fn has(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.split(' ').next().unwrap_or_default().as_bytes());
    text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

/// The words of a text in small letters. By its capitals too, `OrderId` is two, as `order_id` and `order-id` are.
fn split(text: &str, by_capitals: bool) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    let characters: Vec<char> = text.chars().collect();
    for (at, &character) in characters.iter().enumerate() {
        if character.is_alphanumeric() {
            let next_is_small = characters.get(at + 1).is_some_and(|next| next.is_lowercase());
            let begins = !before.is_alphanumeric()
                || (by_capitals && character.is_uppercase() && (!before.is_uppercase() || next_is_small))
                || (character.is_alphabetic() && before.is_numeric());
            match words.last_mut() {
                Some(word) if !begins => word.extend(character.to_lowercase()),
                _ => words.push(character.to_lowercase().collect()),
            }
        }
        before = character;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn names_are_split_into_words() {
        for name in ["QuillPen", "quill_pen", "quill-pen", "quillPen", "QUILL_PEN", "7quill pen"] {
            assert_eq!(
                split(name, true).into_iter().filter(|word| word != "7").collect::<Vec<_>>(),
                ["quill", "pen"],
                "{name}"
            );
        }
        assert_eq!(split("HTTPServer", true), ["http", "server"]);
        assert_eq!(split("MySQL pen_and_PaperClip", false), ["mysql", "pen", "and", "paperclip"]);
    }

    #[test]
    fn a_name_that_is_kept_means_something_else_in_code_alone() {
        let vocabulary = Vocabulary::new(&list(&["quill"]), &[], &[], &list(&["quill"]));
        for line in ["let quill = 1;", "a.quill()", "let quill = 1; // A pen."] {
            assert!(!vocabulary.is_in_code(line), "{line}");
        }
        for line in ["let quills = 1;", "let quill = a; // A quill.", "    # A quill.", "/// A quill."] {
            assert!(vocabulary.is_in_code(line), "{line}");
        }
    }

    #[test]
    fn a_word_is_found_at_its_beginning_but_for_idioms() {
        let vocabulary = Vocabulary::new(&list(&["quill"]), &list(&["quill of the house", "quilling"]), &[], &[]);
        for text in ["Quills.", "on_a_quill", "QuillPen", "MyQuill", "QuiLL", "of the house: a quill"] {
            assert!(vocabulary.is_in(text), "{text}");
        }
        for text in ["tranquill", "the quill of the house", "Quilling", "QuillOfTheHouse"] {
            assert!(!vocabulary.is_in(text), "{text}");
        }
    }
}
