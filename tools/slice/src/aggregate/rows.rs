//! The places in shared Rust files where aggregates are named, found by syntax.

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::{
    lists::List,
    refusal::Refusal,
    rust_file::RustFile,
    text::insert_behind,
    tokens::{as_group, group_behind, position, trees},
};

/// The text with a `mod` declaration behind the last one that comes before it.
///
/// # Errors
/// [`Refusal::AnchorMissing`] where the file declares no module.
pub(crate) fn with_module(file: &RustFile, name: &str, line: &str) -> Result<String, Refusal> {
    let declared = |window: &[TokenTree]| match window {
        [word, TokenTree::Ident(module), end] if word.to_string() == "mod" && end.to_string() == ";" => {
            Some((module.to_string(), word.span().start().line, end.span().end().line))
        }
        _ => None,
    };
    let modules: Vec<_> = file.tokens().windows(3).filter_map(declared).collect();
    let before = modules.iter().rev().find(|(module, ..)| module.as_str() < name).map(|(.., last)| *last);
    let first = modules.first().map(|(_, first, _)| first - 1);
    let behind = before.or(first).ok_or_else(|| file.lacks("declaration of a module"))?;
    Ok(insert_behind(file.text(), behind, line))
}

/// The text with a supertrait among those of a trait that are repositories.
///
/// # Errors
/// [`Refusal::AnchorMissing`] where the file names no repository.
pub(crate) fn with_repository(file: &RustFile, entity: &str, line: &str) -> Result<String, Refusal> {
    let sequence = ["Repository", "<", "domain", ":", ":"];
    let named = |window: &[TokenTree]| {
        let (last, words) = window.split_last()?;
        let is_repository = words.iter().zip(sequence).all(|(tree, word)| tree.to_string() == word);
        is_repository.then(|| (last.to_string(), last.span().start().line))
    };
    let repositories: Vec<_> = file.tokens().windows(sequence.len() + 1).filter_map(named).collect();
    let behind = match repositories.iter().find(|(other, _)| other.as_str() > entity) {
        Some((_, at)) => at - 1,
        None => repositories.last().ok_or_else(|| file.lacks("supertrait `HasComponent<dyn Repository<...>>`"))?.1,
    };
    Ok(insert_behind(file.text(), behind, line))
}

/// The members of a struct or the variants of an enum.
///
/// # Errors
/// [`Refusal::AnchorMissing`].
pub(crate) fn members(file: &RustFile, kind: &str, name: &str) -> Result<List, Refusal> {
    let found = group_behind(file.tokens(), &[kind, name], Delimiter::Brace);
    file.list(found.as_ref(), &format!("{kind} {name} with an entry in each line"))
}

/// The arms of the `match` that a function of the file, or of an implementation in it, consists of.
///
/// # Errors
/// [`Refusal::AnchorMissing`].
pub(crate) fn arms(file: &RustFile, function: &str, matched: &str) -> Result<List, Refusal> {
    let found = body(file.tokens(), function)
        .and_then(|body| group_behind(&trees(&body), &["match", matched], Delimiter::Brace));
    file.list(found.as_ref(), &format!("function {function} with a `match {matched}` that has an arm in each line"))
}

/// The entries of the list that a function has behind these words.
///
/// # Errors
/// [`Refusal::AnchorMissing`].
pub(crate) fn listed(file: &RustFile, function: &str, words: &[&str]) -> Result<List, Refusal> {
    let found = body(file.tokens(), function).and_then(|body| group_behind(&trees(&body), words, Delimiter::Bracket));
    file.list(found.as_ref(), &format!("function {function} with a list that has an entry in each line"))
}

/// The body of the first function of this name, also within an implementation.
fn body(tokens: &[TokenTree], function: &str) -> Option<Group> {
    if let Some(at) = position(tokens, &["fn", function]) {
        return tokens.get(at..)?.iter().find_map(|tree| as_group(tree, Delimiter::Brace));
    }
    let inside = tokens.iter().filter_map(|tree| as_group(tree, Delimiter::Brace));
    inside.into_iter().find_map(|group| body(&trees(&group), function))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> RustFile {
        RustFile::parse("core/a.rs", text.to_owned()).unwrap()
    }

    #[test]
    fn a_module_goes_where_it_is_sorted() {
        let text = "//! Doc.\n\nmod money;\npub(crate) mod order;\n#[path = \"a\"]\nmod text;\n\nuse a::b;\n";
        for (name, before) in
            [("bird", "\n"), ("nest", "mod money;\n"), ("supplier", "mod order;\n"), ("worm", "mod text;\n")]
        {
            let with = with_module(&file(text), name, "mod x;\n").unwrap();
            assert!(with.contains(&format!("{before}mod x;\n")), "{name}: {with}");
            assert_eq!(with.replace("mod x;\n", ""), text);
        }
        assert!(with_module(&file("fn f() {}"), "a", "").is_err());
    }

    #[test]
    fn a_repository_goes_where_it_is_sorted() {
        let text = "trait P:\n    M\n    + HasComponent<dyn Repository<domain::Order>>\n    + HasComponent<dyn Repository<domain::User>>\n    + HasComponent<dyn Users>\n{\n}\n";
        for (name, before) in [("Asset", "    M\n"), ("Supplier", "Order>>\n"), ("Worm", "User>>\n")] {
            let with = with_repository(&file(text), name, "x\n").unwrap();
            assert!(with.contains(&format!("{before}x\n")), "{name}: {with}");
        }
        assert!(with_repository(&file("trait P {}"), "A", "").is_err());
    }

    #[test]
    fn members_arms_and_entries_go_before_what_is_sorted_behind_them() {
        let text = "enum Change {\n    /// An order.\n    Order(O),\n    /// A user.\n    #[doc(hidden)]\n    User(U),\n}\nimpl Change {\n    pub(crate) const fn id(&self) -> Id {\n        match self {\n            Self::Order(id) => id,\n            Self::User(id) => id,\n        }\n    }\n}\nfn all() {\n    let groups = [\n        a::cases,\n        b::cases,\n    ];\n}\n";
        let file = file(text);
        let with = members(&file, "enum", "Change").unwrap().with_ordered(text, "Supplier", "    Supplier,\n");
        assert!(with.contains("    Order(O),\n    Supplier,\n    /// A user."), "{with}");
        let with = arms(&file, "id", "self").unwrap().with_ordered(text, "Self::Supplier", "x\n");
        assert!(with.contains("Self::Order(id) => id,\nx\n            Self::User"), "{with}");
        let with = listed(&file, "all", &["groups", "="]).unwrap().with_before(text, |_| false, "x\n");
        assert!(with.contains("b::cases,\nx\n    ];"), "{with}");
        for missing in [
            members(&file, "struct", "Change"),
            arms(&file, "other", "self"),
            arms(&file, "id", "change"),
            listed(&file, "id", &["groups", "="]),
        ] {
            assert!(matches!(missing, Err(Refusal::AnchorMissing { .. })));
        }
    }
}
