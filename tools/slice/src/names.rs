use std::fmt;

use crate::refusal::Refusal;

/// The most characters of a name: lines with it fit into the width of the code.
const LONGEST: usize = 40;

/// What Rust reads as something else, in any edition.
pub(crate) const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Crates that come with Rust, and names that cargo or a file system keeps for itself.
const RESERVED: [&str; 16] = [
    "alloc",
    "aux",
    "build",
    "con",
    "core",
    "deps",
    "examples",
    "incremental",
    "nul",
    "prn",
    "proc_macro",
    "rustc",
    "rustdoc",
    "std",
    "target",
    "test",
];

/// Whether a word in snake case means something to Rust, cargo or a file system.
pub(crate) fn is_kept_by_rust(word: &str) -> bool {
    KEYWORDS.contains(&word) || RESERVED.contains(&word)
}

/// The name of a slice: its crate, its handler, and in camel case its interactor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SliceName(String);

impl SliceName {
    /// Reads a name.
    ///
    /// # Errors
    /// [`Refusal::Name`] and [`Refusal::ReservedName`].
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let begins_with_letter = text.starts_with(|first: char| first.is_ascii_lowercase());
        if !begins_with_letter || !(2..=LONGEST).contains(&text.len()) || !text.split('_').all(is_word) {
            return if KEYWORDS.contains(&text.to_lowercase().as_str()) {
                Err(Self::reserved(text, "it is a keyword of Rust"))
            } else {
                Err(Refusal::Name(text.to_owned()))
            };
        }
        if KEYWORDS.contains(&text) {
            return Err(Self::reserved(text, "it is a keyword of Rust"));
        }
        if RESERVED.contains(&text) {
            return Err(Self::reserved(text, "Rust, cargo or a file system has another use for it"));
        }
        Ok(Self(text.to_owned()))
    }

    fn reserved(name: &str, reason: &str) -> Refusal {
        Refusal::ReservedName { name: name.to_owned(), reason: reason.to_owned() }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// `CloseAccount` for `close_account`.
    pub(crate) fn type_name(&self) -> String {
        type_name(&self.0)
    }

    /// `closeAccount` for `close_account`: the id of the operation.
    pub(crate) fn operation_id(&self) -> String {
        operation_id(&self.0)
    }

    /// `Close account` for `close_account`.
    pub(crate) fn sentence(&self) -> String {
        capitalized(&self.0.replace('_', " "))
    }
}

impl fmt::Display for SliceName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// `CloseAccount` for `close_account`.
pub(crate) fn type_name(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

/// `closeAccount` for `close_account`.
pub(crate) fn operation_id(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |id, word| id + &capitalized(word))
}

/// The text with its first letter in upper case.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_its_forms() {
        let name = SliceName::parse("close_account2").unwrap();
        assert_eq!(name.to_string(), "close_account2");
        assert_eq!(name.type_name(), "CloseAccount2");
        assert_eq!(name.operation_id(), "closeAccount2");
        assert_eq!(name.sentence(), "Close account2");
    }

    #[test]
    fn what_is_no_identifier_of_words_is_refused() {
        let long = "a".repeat(LONGEST + 1);
        for text in [
            "",
            "a",
            "close-account",
            "CloseAccount",
            "close__account",
            "_close",
            "close_",
            "2close",
            "schließen",
            "a b",
            "../a",
            &long,
        ] {
            let refusal = SliceName::parse(text).unwrap_err();
            assert!(matches!(&refusal, Refusal::Name(name) if name == text), "{text}: {refusal}");
        }
        assert!(SliceName::parse(&"a".repeat(LONGEST)).is_ok());
    }

    #[test]
    fn what_rust_or_cargo_keeps_for_itself_is_refused() {
        for (text, reason) in [
            ("match", "it is a keyword of Rust"),
            ("gen", "it is a keyword of Rust"),
            ("Self", "it is a keyword of Rust"),
            ("core", "Rust, cargo or a file system has another use for it"),
        ] {
            let refusal = SliceName::parse(text).unwrap_err().to_string();
            assert!(refusal.starts_with(&format!("`{text}` can't be the name of a slice: {reason}.")), "{refusal}");
        }
    }
}
