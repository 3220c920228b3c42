//! Lists in Rust files: each entry has lines of its own and ends in a comma.

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::{
    text::{insert_behind, without_lines},
    tokens::as_group,
};

/// A list of entries in brackets.
pub(crate) struct List {
    /// The line that opens it.
    opens: usize,
    entries: Vec<Entry>,
}

/// An entry of a list.
pub(crate) struct Entry {
    tokens: Vec<TokenTree>,
    /// The line that it begins in.
    first: usize,
    /// The line that it ends in.
    last: usize,
}

impl List {
    /// Reads what stands between two brackets in lines of their own; `None` unless each entry ends its line with a comma.
    pub(crate) fn read(group: &Group) -> Option<Self> {
        let opens = group.span_open().start().line;
        let (mut entries, mut tokens, mut line) = (Vec::new(), Vec::<TokenTree>::new(), opens);
        for tree in group.stream() {
            let span = tree.span();
            if span.start().line <= line {
                return None;
            }
            if tree.to_string() == "," {
                line = span.start().line;
                let first = tokens.first().map_or(line, |tree| tree.span().start().line);
                entries.push(Entry { tokens: std::mem::take(&mut tokens), first, last: line });
            } else {
                tokens.push(tree);
            }
        }
        let closes = group.span_close().start().line;
        (tokens.is_empty() && closes > line).then_some(Self { opens, entries })
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The text, which this list was read from, with a line in this list, which is sorted.
    pub(crate) fn with_sorted(&self, text: &str, name: &str, line: &str) -> String {
        let before = self.entries.iter().rev().find(|entry| entry.name().as_str() < name);
        insert_behind(text, before.map_or(self.opens, |entry| entry.last), line)
    }

    /// The text, which this list was read from, with a line behind the last entry that `is_akin`, or else behind all.
    pub(crate) fn with_akin(&self, text: &str, is_akin: impl Fn(&Entry) -> bool, line: &str) -> String {
        let akin = self.entries.iter().rev().find(|entry| is_akin(entry));
        insert_behind(text, akin.or(self.entries.last()).map_or(self.opens, |entry| entry.last), line)
    }

    /// The text, which this list was read from, with a line before the first entry that `is_behind`, or else behind all.
    pub(crate) fn with_before(&self, text: &str, is_behind: impl Fn(&Entry) -> bool, line: &str) -> String {
        let before = self.entries.iter().take_while(|entry| !is_behind(entry)).last();
        insert_behind(text, before.map_or(self.opens, |entry| entry.last), line)
    }

    /// The text, which this list was read from, with a line before the first entry that is sorted behind it, or else behind all.
    pub(crate) fn with_ordered(&self, text: &str, name: &str, line: &str) -> String {
        self.with_before(text, |entry| entry.key().as_str() > name, line)
    }

    /// The text, which this list was read from, without the entries that are meant.
    pub(crate) fn without(&self, text: &str, is_meant: impl Fn(&Entry) -> bool) -> String {
        let meant = self.entries.iter().rev().filter(|entry| is_meant(entry));
        meant.fold(text.to_owned(), |text, entry| without_lines(&text, entry.first..=entry.last))
    }
}

impl Entry {
    /// The entry as the identifiers and signs that it consists of.
    fn name(&self) -> String {
        self.tokens.iter().map(ToString::to_string).collect()
    }

    /// The entry without attributes and visibility.
    pub(crate) fn key(&self) -> String {
        let is_sign = |tree: &TokenTree, sign: &str| tree.to_string() == sign;
        let mut tokens = self.tokens.as_slice();
        loop {
            tokens = match tokens {
                [hash, TokenTree::Group(_), rest @ ..] if is_sign(hash, "#") => rest,
                [public, TokenTree::Group(_), rest @ ..] if is_sign(public, "pub") => rest,
                [public, rest @ ..] if is_sign(public, "pub") => rest,
                rest => return rest.iter().map(ToString::to_string).collect(),
            };
        }
    }

    /// Whether it is a row that begins with this text.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.texts().first().is_some_and(|text| text == name)
    }

    /// The texts of a row: `["GET", "/livez"]` of `("GET", "/livez", [200])`.
    pub(crate) fn texts(&self) -> Vec<String> {
        let row = self.tokens.iter().find_map(|tree| as_group(tree, Delimiter::Parenthesis));
        let literals = row.iter().flat_map(Group::stream).filter(|tree| matches!(tree, TokenTree::Literal(_)));
        literals.map(|literal| literal.to_string().trim_matches('"').to_owned()).collect()
    }
}
