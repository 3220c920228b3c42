//! Tokens of Rust by the words that they are.

use std::{collections::BTreeSet, str::FromStr};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Whether an identifier stands anywhere in these tokens.
pub(crate) fn holds(tokens: &[TokenTree], identifier: &str) -> bool {
    tokens.iter().any(|tree| match tree {
        TokenTree::Ident(name) => name == identifier,
        TokenTree::Group(group) => holds(&trees(group), identifier),
        _ => false,
    })
}

/// What a group consists of.
pub(crate) fn trees(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// Whether it is the inside of an attribute that is a comment.
pub(crate) fn is_documentation(group: &Group) -> bool {
    matches!(trees(group).as_slice(), [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(_)] if name == "doc")
}

/// The group that this token is, if it has these delimiters.
pub(crate) fn as_group(tree: &TokenTree, delimiter: Delimiter) -> Option<Group> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.clone()),
        _ => None,
    }
}

/// Where the tokens behind a sequence of words and signs begin.
pub(crate) fn position(tokens: &[TokenTree], sequence: &[&str]) -> Option<usize> {
    let is_here = |window: &[TokenTree]| window.iter().zip(sequence).all(|(tree, word)| tree.to_string() == *word);
    tokens.windows(sequence.len()).position(is_here).map(|at| at + sequence.len())
}

/// The group right behind a sequence of words and signs.
pub(crate) fn group_behind(tokens: &[TokenTree], sequence: &[&str], delimiter: Delimiter) -> Option<Group> {
    as_group(tokens.get(position(tokens, sequence)?)?, delimiter)
}

/// Every identifier of this code.
///
/// # Errors
/// Why it is no Rust.
pub(crate) fn identifiers(code: &str) -> Result<BTreeSet<String>, String> {
    let tokens = TokenStream::from_str(code).map_err(|error| error.to_string())?;
    let mut names = BTreeSet::new();
    collect(tokens, &mut names);
    Ok(names)
}

fn collect(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Ident(name) => _ = names.insert(name.to_string()),
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
