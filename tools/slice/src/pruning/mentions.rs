//! Where a Rust file mentions a part.

use std::{collections::BTreeSet, str::FromStr};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::vocabulary::Vocabulary;
use crate::tokens::trees;

/// Attributes whose texts are for people.
const PROSE: [&str; 3] = ["doc", "expect", "allow"];

/// Names that are gone where one file stands, besides those that are gone everywhere.
#[derive(Default)]
pub(crate) struct GoneNames {
    /// What the file defined.
    pub(crate) definitions: BTreeSet<String>,
    /// The types and constants that it imported.
    pub(crate) imports: BTreeSet<String>,
    /// The modules of its crate.
    pub(crate) modules: BTreeSet<String>,
}

/// The places of the names and literals that mention it, outside of comments.
///
/// # Errors
/// Why it is no Rust.
pub(crate) fn mentions(text: &str, vocabulary: &Vocabulary, gone: &GoneNames) -> Result<BTreeSet<usize>, String> {
    let tokens = TokenStream::from_str(text).map_err(|error| error.to_string())?;
    let mut search = Search { vocabulary, gone, found: BTreeSet::new() };
    search.collect(&tokens.into_iter().collect::<Vec<_>>(), Inside::default());
    Ok(search.found)
}

struct Search<'a> {
    vocabulary: &'a Vocabulary,
    gone: &'a GoneNames,
    found: BTreeSet<usize>,
}

/// What tokens stand in.
#[derive(Clone, Copy, Default)]
struct Inside {
    attribute: bool,
    import: bool,
}

impl Search<'_> {
    fn collect(&mut self, tokens: &[TokenTree], inside: Inside) {
        let mut before = String::new();
        let mut inside = inside;
        for (at, tree) in tokens.iter().enumerate() {
            match tree {
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    inside.import |= name == "use";
                    let is_path = inside.import || is_sign(tokens.get(at + 1), ':') && is_sign(tokens.get(at + 2), ':');
                    // `Kind::Quill` is another `Quill` than an imported one.
                    let is_segment = at.checked_sub(1).is_some_and(|at| is_sign(tokens.get(at), ':'))
                        && at.checked_sub(2).is_some_and(|at| is_sign(tokens.get(at), ':'));
                    // `mod product` and `crate::product` may be idioms.
                    if self.gone.definitions.contains(&name)
                        || (!is_segment && self.gone.imports.contains(&name))
                        || (is_path && self.gone.modules.contains(&name))
                        || self.vocabulary.names(&name, &before)
                    {
                        self.found.insert(tree.span().byte_range().start);
                    }
                    before = name;
                }
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    if !(inside.attribute && text.contains(' ')) && self.vocabulary.is_in(&text) {
                        self.found.insert(tree.span().byte_range().start);
                    }
                    before.clear();
                }
                TokenTree::Group(group) => {
                    let begins_attribute = is_attribute(tokens, at, group);
                    if !(begins_attribute && is_prose(group)) {
                        self.collect(
                            &trees(group),
                            Inside { attribute: inside.attribute || begins_attribute, ..inside },
                        );
                    }
                    before.clear();
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => {}
                TokenTree::Punct(sign) if sign.as_char() == ';' => inside.import = false,
                TokenTree::Punct(_) => before.clear(),
            }
        }
    }
}

fn is_sign(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(found)) if found.as_char() == sign)
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
