//! Where a Rust file mentions a part.

use std::{collections::BTreeSet, str::FromStr};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::vocabulary::Vocabulary;
use crate::tokens::trees;

/// Attributes whose texts are for people.
const PROSE: [&str; 3] = ["doc", "expect", "allow"];

/// The places of the names and literals that mention it, outside of comments.
///
/// # Errors
/// Why it is no Rust.
pub(crate) fn mentions(
    text: &str,
    vocabulary: &Vocabulary,
    local: &BTreeSet<String>,
) -> Result<BTreeSet<usize>, String> {
    let tokens = TokenStream::from_str(text).map_err(|error| error.to_string())?;
    let mut search = Search { vocabulary, local, found: BTreeSet::new() };
    search.collect(&tokens.into_iter().collect::<Vec<_>>(), false);
    Ok(search.found)
}

struct Search<'a> {
    vocabulary: &'a Vocabulary,
    /// Names that are gone in this file alone.
    local: &'a BTreeSet<String>,
    found: BTreeSet<usize>,
}

impl Search<'_> {
    fn collect(&mut self, tokens: &[TokenTree], in_attribute: bool) {
        let mut before = String::new();
        for (at, tree) in tokens.iter().enumerate() {
            match tree {
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    // `mod product` and `crate::product` may be idioms.
                    if self.local.contains(&name) || self.vocabulary.names(&name, &before) {
                        self.found.insert(tree.span().byte_range().start);
                    }
                    before = name;
                }
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    if !(in_attribute && text.contains(' ')) && self.vocabulary.is_in(&text) {
                        self.found.insert(tree.span().byte_range().start);
                    }
                    before.clear();
                }
                TokenTree::Group(group) => {
                    let begins_attribute = is_attribute(tokens, at, group);
                    if !(begins_attribute && is_prose(group)) {
                        self.collect(&trees(group), in_attribute || begins_attribute);
                    }
                    before.clear();
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => {}
                TokenTree::Punct(_) => before.clear(),
            }
        }
    }
}

fn is_attribute(tokens: &[TokenTree], at: usize, group: &Group) -> bool {
    let before = |steps: usize| at.checked_sub(steps).and_then(|at| tokens.get(at)).map(ToString::to_string);
    let is_behind_sign =
        before(1).as_deref() == Some("#") || (before(1).as_deref() == Some("!") && before(2).as_deref() == Some("#"));
    group.delimiter() == Delimiter::Bracket && is_behind_sign
}

fn is_prose(attribute: &Group) -> bool {
    trees(attribute).first().is_some_and(|name| PROSE.contains(&name.to_string().as_str()))
}
