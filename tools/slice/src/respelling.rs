//! Puts one name of the product for another wherever it stands in a text or a path, spelled as its place demands.

use crate::{
    paths::has_ending,
    product_name::{ProductName, Spelling},
};

/// Endings of files. What else stands behind a dot is an attribute of a trace, which Rust takes as an identifier.
const ENDINGS: [&str; 7] = ["db", "dump", "json", "log", "toml", "zip", "example"];

/// What a role or database of PostgreSQL stands behind. It has underscores, as SQL would otherwise have it in quotes.
const BEFORE_ROLES: [&str; 3] = ["--username=", "--dbname=", "role = '"];

/// What the name of a binary stands behind, although an underscore is before it.
const BEFORE_BINARY: &str = "CARGO_BIN_EXE_";

/// Replaces one name by another.
pub(crate) struct Respelling<'a> {
    from: &'a ProductName,
    to: &'a ProductName,
}

/// Where the old name stands.
struct Occurrence {
    at: usize,
    end: usize,
    spelling: Spelling,
}

impl<'a> Respelling<'a> {
    pub(crate) fn new(from: &'a ProductName, to: &'a ProductName) -> Self {
        Self { from, to }
    }

    /// The text of the file at `path` with the new name.
    pub(crate) fn of(&self, path: &str, text: &str) -> String {
        let (mut result, mut done) = (String::with_capacity(text.len()), 0);
        for Occurrence { at, end, spelling } in occurrences(path, text, self.from) {
            result.push_str(text.get(done..at).unwrap_or_default());
            result.push_str(&self.to.spelled(spelling));
            done = end;
        }
        result + text.get(done..).unwrap_or_default()
    }
}

/// The text of the file at `path` without a name in any spelling.
pub(crate) fn without(path: &str, text: &str, name: &ProductName) -> String {
    let (mut rest, mut done) = (String::with_capacity(text.len()), 0);
    for Occurrence { at, end, .. } in occurrences(path, text, name) {
        rest.push_str(text.get(done..at).unwrap_or_default());
        done = end;
    }
    rest + text.get(done..).unwrap_or_default()
}

/// Whether a text has a name in any spelling, as a word.
pub(crate) fn has(path: &str, text: &str, name: &ProductName) -> bool {
    !occurrences(path, text, name).is_empty()
}

/// Whether a text has a name in any spelling and any case, be it a part of a word.
pub(crate) fn has_trace(text: &str, name: &ProductName) -> bool {
    let text = text.to_lowercase();
    Spelling::ALL.iter().any(|spelling| text.contains(&name.spelled(*spelling).to_lowercase()))
}

fn occurrences(path: &str, text: &str, name: &ProductName) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for (at_first, spelling) in Spelling::ALL.into_iter().enumerate() {
        let word = name.spelled(spelling);
        // A name of one word is spelled alike in some places: its place decides how the new name is.
        if Spelling::ALL.iter().take(at_first).any(|earlier| name.spelled(*earlier) == word) {
            continue;
        }
        for (at, _) in text.match_indices(&word) {
            let end = at + word.len();
            let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
            if is_word(spelling, before, after) {
                let is_plain = !word.contains([' ', '-', '_']);
                let spelling = if is_plain { demanded(spelling, path, before, after) } else { spelling };
                found.push(Occurrence { at, end, spelling });
            }
        }
    }
    found.sort_by_key(|occurrence| occurrence.at);
    found
}

/// Whether a name is a word of its own between these texts, and no part of another.
fn is_word(spelling: Spelling, before: &str, after: &str) -> bool {
    let (last, next) = (before.chars().next_back(), after.chars().next());
    let is = |character: Option<char>, kind: fn(&char) -> bool| character.as_ref().is_some_and(kind);
    match spelling {
        Spelling::Upper => !is(last, char::is_ascii_alphabetic) && !is(next, char::is_ascii_lowercase),
        Spelling::Title | Spelling::Camel => !is(last, char::is_ascii_uppercase) && !is(next, char::is_ascii_lowercase),
        Spelling::Snake | Spelling::Kebab => {
            !is(last, char::is_ascii_alphanumeric) && !is(next, char::is_ascii_alphanumeric)
        }
    }
}

/// How a name of one word would be spelled here if it had several.
fn demanded(spelling: Spelling, path: &str, before: &str, after: &str) -> Spelling {
    match spelling {
        Spelling::Upper => Spelling::Upper,
        Spelling::Title | Spelling::Camel => {
            let is_joined = before.ends_with(|last: char| last.is_ascii_alphanumeric())
                || after.starts_with(|next: char| next.is_ascii_alphanumeric());
            if is_joined || has_ending(path, "ts") { Spelling::Camel } else { Spelling::Title }
        }
        Spelling::Snake | Spelling::Kebab => {
            if before.ends_with(BEFORE_BINARY) {
                return Spelling::Kebab;
            }
            let is_identifier = before.ends_with('_') || after.starts_with('_') || after.starts_with("::");
            if is_identifier || is_attribute(after) || is_of_postgresql(before) {
                Spelling::Snake
            } else {
                Spelling::Kebab
            }
        }
    }
}

/// Whether an attribute of a trace follows: `.request_id`.
fn is_attribute(after: &str) -> bool {
    let Some(after) = after.strip_prefix('.') else { return false };
    let word: String =
        after.chars().take_while(|character| character.is_ascii_alphanumeric() || *character == '_').collect();
    !word.is_empty() && !ENDINGS.contains(&word.as_str())
}

/// Whether what follows is a role or a database of PostgreSQL: in its URL, an option of its programs, or behind a word of SQL.
fn is_of_postgresql(before: &str) -> bool {
    let word = before.rsplit(|character: char| character.is_whitespace()).next().unwrap_or_default();
    let keyword = before.strip_suffix(' ').and_then(|before| before.rsplit(char::is_whitespace).next());
    let is_keyword = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    word.contains("postgres://")
        || BEFORE_ROLES.iter().any(|option| before.ends_with(option))
        || keyword.is_some_and(is_keyword)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> ProductName {
        ProductName::parse(text).unwrap()
    }

    #[test]
    fn each_place_demands_its_spelling() {
        let (from, to) = (name("Quill"), name("Ink Well"));
        for (path, text, expected) in [
            ("README.md", "# Quill", "# Ink Well"),
            ("a.yaml", "QuillDown: createQuill", "InkWellDown: createInkWell"),
            ("index.ts", "type Quill = Client;", "type InkWell = Client;"),
            ("a.rs", "QUILL_STORE__URL QUILLX", "INK_WELL_STORE__URL INK_WELLX"),
            ("a.rs", "quill::cli::run()", "ink_well::cli::run()"),
            ("a.rs", "use quill_client::Error;", "use ink_well_client::Error;"),
            ("a.rs", "env!(\"CARGO_BIN_EXE_quill-tool\")", "env!(\"CARGO_BIN_EXE_ink-well-tool\")"),
            ("a.rs", "quill.request_id = Empty", "ink_well.request_id = Empty"),
            ("a.md", "`quill serve` writes data/quill.db.", "`ink-well serve` writes data/ink-well.db."),
            ("a.md", "postgres://quill:x@db/quill?a", "postgres://ink_well:x@db/ink_well?a"),
            ("a.md", "pg_isready --username=quill", "pg_isready --username=ink_well"),
            ("a.sql", "CREATE DATABASE quill OWNER quill;", "CREATE DATABASE ink_well OWNER ink_well;"),
            ("Cargo.toml", "name = \"quill\"", "name = \"ink-well\""),
            (
                "a.md",
                "quills and tranquill stay, Quills and BQuill too",
                "quills and tranquill stay, Quills and BQuill too",
            ),
        ] {
            assert_eq!(Respelling::new(&from, &to).of(path, text), expected, "{path}: {text}");
        }
    }

    #[test]
    fn a_name_of_several_words_goes_back_to_one() {
        let (from, to) = (name("Ink Well"), name("Quill"));
        let text = "Ink Well, InkWellDown, ink_well::a, ink-well.db, INK_WELL_A";
        assert_eq!(Respelling::new(&from, &to).of("a.rs", text), "Quill, QuillDown, quill::a, quill.db, QUILL_A");
    }

    #[test]
    fn a_trace_is_found_in_any_case_and_inside_words() {
        for text in ["inkwells", "InK wEll", "a_ink_well_b", "ink-well2"] {
            assert!(has_trace(text, &name("Ink Well")), "{text}");
        }
        assert_eq!(without("a.md", "An ink-well, Ink.", &name("Ink Well")), "An , Ink.");
        assert!(!has_trace("ink, well", &name("Ink Well")) && !has("a.md", "inkwells", &name("Ink Well")));
    }
}
