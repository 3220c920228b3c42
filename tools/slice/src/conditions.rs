//! Takes what is compiled for a cargo feature out of Rust files, by their syntax.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::{refusal::Refusal, text::without_lines, tokens::trees};

/// What a condition is once a feature is gone for good.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    Never,
    Always,
    /// It depends on other things: how it is written then.
    Still(String),
}

/// A change of whole lines.
enum Edit {
    Remove(std::ops::RangeInclusive<usize>),
    /// Another condition in the line of an attribute.
    Write {
        line: usize,
        old: String,
        new: String,
    },
}

/// The text of a Rust file as it is for a product that has not this feature at all.
///
/// # Errors
/// [`Refusal::Unreadable`] where it is no Rust, and where an item stands in the lines of others.
pub(crate) fn without_feature(path: &str, text: &str, feature: &str) -> Result<String, Refusal> {
    let unreadable = |reason: String| Refusal::Unreadable { file: path.to_owned(), reason };
    let mut text = text.to_owned();
    // One edit at a time: what is inside of an item goes with it.
    loop {
        let stream = TokenStream::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
        let tokens: Vec<_> = stream.into_iter().collect();
        text = match first_edit(&tokens, feature).map_err(|line| {
            unreadable(format!("what depends on the feature {feature} in line {line} has no lines of its own"))
        })? {
            None => return Ok(text),
            Some(Edit::Remove(lines)) => without_lines(&text, lines),
            Some(Edit::Write { line, old, new }) => {
                let lines = text.split_inclusive('\n').zip(1..);
                lines
                    .map(
                        |(line_text, number)| {
                            if number == line { line_text.replacen(&old, &new, 1) } else { line_text.to_owned() }
                        },
                    )
                    .collect()
            }
        };
    }
}

/// The first edit that the feature asks for; the line where there is no way to make it.
fn first_edit(tokens: &[TokenTree], feature: &str) -> Result<Option<Edit>, usize> {
    for (at, tree) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        let is_attribute = group.delimiter() == Delimiter::Bracket
            && at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|tree| tree.to_string() == "#");
        let condition = if is_attribute { condition_of(group) } else { None };
        let Some(condition) = condition else {
            if let Some(edit) = first_edit(&trees(group), feature)? {
                return Ok(Some(edit));
            }
            continue;
        };
        let old = written(&trees(&condition));
        let first = group.span_open().start().line;
        let last = group.span_close().end().line;
        match evaluate(&trees(&condition), feature) {
            Condition::Still(new) if new == old => {}
            Condition::Still(new) => return Ok(Some(Edit::Write { line: first, old, new })),
            Condition::Always => return Ok(Some(Edit::Remove(first..=last))),
            Condition::Never => return item_around(tokens, at).map(Edit::Remove).map(Some).ok_or(first),
        }
    }
    Ok(None)
}

/// What stands in the parentheses of `cfg(...)`.
fn condition_of(attribute: &Group) -> Option<Group> {
    match trees(attribute).as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(condition)] if name == "cfg" => Some(condition.clone()),
        _ => None,
    }
}

fn evaluate(condition: &[TokenTree], feature: &str) -> Condition {
    let still = || Condition::Still(written(condition));
    match condition {
        [TokenTree::Ident(key), TokenTree::Punct(_), TokenTree::Literal(value)] if key == "feature" => {
            if value.to_string() == format!("\"{feature}\"") { Condition::Never } else { still() }
        }
        [TokenTree::Ident(operator), TokenTree::Group(operands)] => {
            let operands = trees(operands);
            let operands = operands.split(|tree| tree.to_string() == ",").filter(|operand| !operand.is_empty());
            let operands: Vec<_> = operands.map(|operand| evaluate(operand, feature)).collect();
            match operator.to_string().as_str() {
                "not" => match operands.as_slice() {
                    [Condition::Never] => Condition::Always,
                    [Condition::Always] => Condition::Never,
                    [Condition::Still(text)] => Condition::Still(format!("not({text})")),
                    _ => still(),
                },
                "all" => joined("all", operands, &Condition::Always, &Condition::Never),
                "any" => joined("any", operands, &Condition::Never, &Condition::Always),
                _ => still(),
            }
        }
        _ => still(),
    }
}

/// Several conditions in one: `neutral` ones make no difference, a `decisive` one is all of it.
fn joined(operator: &str, operands: Vec<Condition>, neutral: &Condition, decisive: &Condition) -> Condition {
    if operands.contains(decisive) {
        return decisive.clone();
    }
    let texts: Vec<_> = operands
        .into_iter()
        .filter(|operand| operand != neutral)
        .filter_map(|operand| if let Condition::Still(text) = operand { Some(text) } else { None })
        .collect();
    match texts.as_slice() {
        [] => neutral.clone(),
        [one] => Condition::Still(one.clone()),
        several => Condition::Still(format!("{operator}({})", several.join(", "))),
    }
}

/// A condition as rustfmt writes it.
fn written(condition: &[TokenTree]) -> String {
    let mut text = String::new();
    for tree in condition {
        match tree {
            TokenTree::Group(group) => text.extend(["(", &written(&trees(group)), ")"]),
            TokenTree::Punct(sign) if sign.as_char() == ',' => text.push_str(", "),
            TokenTree::Punct(sign) => text.extend([" ", &sign.to_string(), " "]),
            other => text.push_str(&other.to_string()),
        }
    }
    text.trim_end_matches(", ").to_owned()
}

/// The lines of the item that the attribute at this token belongs to, with all its attributes; `None` where it shares them.
fn item_around(tokens: &[TokenTree], attribute: usize) -> Option<std::ops::RangeInclusive<usize>> {
    let is_attribute = |at: usize| {
        let (sign, group) = (tokens.get(at)?, tokens.get(at + 1)?);
        let is = sign.to_string() == "#"
            && matches!(group, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
        is.then_some(())
    };
    let mut first = attribute - 1;
    while first.checked_sub(2).and_then(is_attribute).is_some() {
        first -= 2;
    }
    let mut at = attribute + 1;
    while is_attribute(at).is_some() {
        at += 2;
    }
    lines_of(tokens, first, end_of_item(tokens, at)?)
}

/// The lines of the item from one token to another; `None` where it shares them with others.
pub(crate) fn lines_of(tokens: &[TokenTree], first: usize, end: usize) -> Option<std::ops::RangeInclusive<usize>> {
    let lines = line_of(tokens.get(first)?, false)..=line_of(tokens.get(end)?, true);
    let before = first.checked_sub(1).and_then(|at| tokens.get(at));
    let is_apart = before.is_none_or(|tree| line_of(tree, true) < *lines.start())
        && tokens.get(end + 1).is_none_or(|tree| line_of(tree, false) > *lines.end());
    is_apart.then_some(lines)
}

/// The last token of the item that begins at this one: its semicolon or comma, or the braces that it ends in.
pub(crate) fn end_of_item(tokens: &[TokenTree], begin: usize) -> Option<usize> {
    let (mut angles, mut last) = (0_i32, None);
    for (at, tree) in tokens.iter().enumerate().skip(begin) {
        let next = tokens.get(at + 1).map(ToString::to_string);
        match tree.to_string().as_str() {
            "<" => angles += 1,
            ">" if !is_arrow(tokens, at) => angles -= 1,
            ";" => return Some(at),
            "," if angles == 0 => return Some(at),
            _ => {}
        }
        if matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace) {
            match next.as_deref() {
                Some(";" | ",") => return Some(at + 1),
                Some("=" | "." | "?" | "else") => {}
                _ => return Some(at),
            }
        }
        last = Some(at);
    }
    last
}

/// Whether this `>` is a part of `->` or `=>`.
fn is_arrow(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at)).map(ToString::to_string);
    matches!(before.as_deref(), Some("-" | "="))
}

fn line_of(tree: &TokenTree, is_end: bool) -> usize {
    if is_end { tree.span().end().line } else { tree.span().start().line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_without(text: &str, expected: &str) {
        assert_eq!(without_feature("a.rs", text, "gone").unwrap(), expected);
    }

    #[test]
    fn an_item_goes_with_its_attributes_and_its_documentation() {
        assert_without(
            "use a::B;\n/// One.\n#[cfg(feature = \"gone\")]\n#[must_use]\npub fn f(x: Map<A, B>) -> Result<A, B> {\n    g()\n}\n\nfn h() {}\n",
            "use a::B;\n\nfn h() {}\n",
        );
        assert_without("#[cfg(feature = \"gone\")]\nuse a::{B, C};\nmod b;\n", "mod b;\n");
        assert_without("#[cfg(feature = \"gone\")]\npub mod a;\nmod b;\n", "mod b;\n");
    }

    #[test]
    fn what_stands_inside_of_items_goes_too() {
        assert_without(
            "enum E {\n    A,\n    #[cfg(feature = \"gone\")]\n    B { c: C },\n}\nfn f() {\n    match e {\n        E::A => 1,\n        #[cfg(feature = \"gone\")]\n        E::B { c } => g(c),\n        #[cfg(feature = \"gone\")]\n        E::C => {\n            2\n        }\n        _ => 3,\n    }\n}\n",
            "enum E {\n    A,\n}\nfn f() {\n    match e {\n        E::A => 1,\n        _ => 3,\n    }\n}\n",
        );
        assert_without(
            "fn f() {\n    #[cfg(feature = \"gone\")]\n    let a = if b {\n        c\n    } else {\n        d\n    };\n    e();\n}\n",
            "fn f() {\n    e();\n}\n",
        );
    }

    #[test]
    fn a_condition_is_simplified() {
        assert_without("#[cfg(not(feature = \"gone\"))]\nfn f() {}\n", "fn f() {}\n");
        assert_without(
            "#[cfg(any(feature = \"gone\", feature = \"a\"))]\nfn f() {}\n",
            "#[cfg(feature = \"a\")]\nfn f() {}\n",
        );
        assert_without("#[cfg(all(test, feature = \"gone\"))]\nfn f() {}\n", "");
        assert_without("#[cfg(not(all(feature = \"a\", feature = \"gone\")))]\nfn f() {}\n", "fn f() {}\n");
        assert_without(
            "#[cfg(not(any(feature = \"a\", feature = \"gone\", feature = \"b\")))]\nfn f() {}\n",
            "#[cfg(not(any(feature = \"a\", feature = \"b\")))]\nfn f() {}\n",
        );
        let others = "#[cfg(any(unix, feature = \"a\"))]\nfn f() {}\n#[cfg(test)]\nmod tests {}\n";
        assert_without(others, others);
    }

    #[test]
    fn an_item_without_lines_of_its_own_is_refused() {
        let text = "fn f() { #[cfg(feature = \"gone\")] g(); h(); }\n";
        let refusal = without_feature("a.rs", text, "gone").unwrap_err().to_string();
        assert!(refusal.contains("in line 1 has no lines of its own"), "{refusal}");
    }
}
