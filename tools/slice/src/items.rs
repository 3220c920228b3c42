//! Takes items out of Rust files by what they are called.

use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};

use crate::{
    conditions::{end_of_item, lines_of},
    refusal::Refusal,
    text::without_lines,
    tokens::trees,
};

/// The text of a Rust file without an item, which is named as it is declared: `fn gateway`, `mod gateway`, `use gateway`.
///
/// # Errors
/// [`Refusal::Unreadable`] where it is no Rust, and [`Refusal::PartMissing`] unless the item is there once.
pub(crate) fn without_item(path: &str, text: &str, item: &str) -> Result<String, Refusal> {
    let stream = TokenStream::from_str(text)
        .map_err(|error| Refusal::Unreadable { file: path.to_owned(), reason: error.to_string() })?;
    let declared: Vec<String> = item.split(' ').map(str::to_owned).collect();
    let mut found = Vec::new();
    find(&stream.into_iter().collect::<Vec<_>>(), &declared, &mut found);
    let [lines] = found.as_slice() else {
        return Err(Refusal::PartMissing {
            file: path.to_owned(),
            what: format!("item `{item}` exactly once, in lines of its own"),
        });
    };
    let rest = without_lines(text, lines.clone());
    // One empty line stands between items, and none at the ends of what they stand in.
    let at = text.split_inclusive('\n').take(lines.start() - 1).map(str::len).sum::<usize>();
    let (before, behind) = (rest.get(..at).unwrap_or_default(), rest.get(at..).unwrap_or_default());
    let is_apart = before.ends_with("\n\n") || before.ends_with("{\n");
    let is_last = behind.is_empty() || behind.trim_start_matches(' ').starts_with('}');
    if is_apart && behind.starts_with('\n') {
        return Ok(format!("{before}{}", behind.trim_start_matches('\n')));
    }
    if is_last && before.ends_with("\n\n") {
        return Ok(format!("{}\n{behind}", before.trim_end()));
    }
    Ok(rest)
}

fn find(tokens: &[TokenTree], declared: &[String], found: &mut Vec<std::ops::RangeInclusive<usize>>) {
    let mut begin = 0;
    while begin < tokens.len() {
        let Some(end) = end_of_item(tokens, begin) else { return };
        let item = tokens.get(begin..=end).unwrap_or_default();
        // What declares an item stands before its parentheses and braces.
        let head: Vec<String> =
            item.iter().filter(|tree| matches!(tree, TokenTree::Ident(_))).map(ToString::to_string).collect();
        if head.windows(declared.len()).take(4).any(|words| words == declared) {
            found.extend(lines_of(tokens, begin, end));
        } else {
            for tree in item {
                if let TokenTree::Group(group) = tree {
                    find(&trees(group), declared, found);
                }
            }
        }
        begin = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
use a::B;
use c::D;

/// One.
#[must_use]
pub(crate) fn one() -> Map<A, B> {
    two()
}

impl E {
    /// Two.
    fn two(&self) {}

    fn three(&self) {}
}

#[test]
fn last() {}
";

    #[test]
    fn an_item_goes_with_what_is_written_over_it() {
        let without = |item: &str| without_item("a.rs", TEXT, item).unwrap();
        assert_eq!(without("use c"), TEXT.replace("use c::D;\n", ""));
        assert_eq!(
            without("fn one"),
            TEXT.replace("/// One.\n#[must_use]\npub(crate) fn one() -> Map<A, B> {\n    two()\n}\n\n", "")
        );
        assert_eq!(without("fn two"), TEXT.replace("    /// Two.\n    fn two(&self) {}\n\n", ""));
        assert_eq!(without("fn three"), TEXT.replace("\n    fn three(&self) {}\n", ""));
        assert_eq!(without("fn last"), TEXT.replace("\n#[test]\nfn last() {}\n", ""));
    }

    #[test]
    fn an_item_that_is_not_there_once_is_refused() {
        let refusal = without_item("a.rs", TEXT, "fn four").unwrap_err().to_string();
        assert!(refusal.starts_with("a.rs does not have item `fn four` exactly once"), "{refusal}");
    }
}
