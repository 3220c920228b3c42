//! Takes out of a Rust file what mentions a part, by syntax: the smallest thing around each mention that can go without the rest.

use std::{collections::BTreeSet, ops::Range};

use proc_macro2::{Delimiter, TokenTree};
use syn::{
    Arm, Expr, Item, ItemUse, Type, TypeArray, UseTree,
    spanned::Spanned,
    visit::{self, Visit},
};

use super::{
    cuts::Cuts,
    mentions::{GoneNames, mentions},
    vocabulary::Vocabulary,
};
use crate::tokens::trees;

/// What a file is besides its text.
pub(crate) struct Place<'a> {
    pub(crate) gone: &'a GoneNames,
    /// In tests a thing that is half gone tests nothing: the function goes.
    pub(crate) is_test: bool,
    /// Whether a file of a module that may be declared here is gone.
    pub(crate) has_gone_modules: bool,
    /// Whether the file of this module is.
    pub(crate) is_gone: &'a dyn Fn(&str) -> bool,
}

/// The text without what mentions the part; `None` where nothing is left but imports.
///
/// # Errors
/// Why it is no Rust.
pub(crate) fn pruned(text: &str, vocabulary: &Vocabulary, place: &Place<'_>) -> Result<Option<String>, String> {
    let mentions = mentions(text, vocabulary, place.gone)?;
    if mentions.is_empty() && !place.has_gone_modules {
        return Ok(Some(text.to_owned()));
    }
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut pruner = Pruner { text, place, mentions, cuts: Cuts::default(), test_modules: 0 };
    pruner.visit_file(&file);
    if pruner.cuts.is_empty() {
        return Ok(Some(text.to_owned()));
    }
    let is_left = file.items.iter().any(|item| !matches!(item, Item::Use(_)) && !pruner.cuts.have(range(item).start));
    let had_more = file.items.iter().any(|item| !matches!(item, Item::Use(_)));
    Ok((is_left || !had_more).then(|| pruner.cuts.apply(text)))
}

pub(super) struct Pruner<'a> {
    text: &'a str,
    pub(super) place: &'a Place<'a>,
    pub(super) mentions: BTreeSet<usize>,
    pub(super) cuts: Cuts,
    /// How many modules of unit tests are around.
    pub(super) test_modules: usize,
}

pub(super) fn range(node: &impl Spanned) -> Range<usize> {
    node.span().byte_range()
}

impl Pruner<'_> {
    /// Whether it still mentions the part.
    pub(super) fn mentions(&self, range: &Range<usize>) -> bool {
        self.mentions.range(range.clone()).any(|at| !self.cuts.have(*at))
    }

    pub(super) fn is_test(&self) -> bool {
        self.place.is_test || self.test_modules > 0
    }

    /// Cuts the elements of a list that mention the part. A list that was not empty may not become it: then what it stands in goes.
    pub(super) fn prune_list(&mut self, elements: impl Iterator<Item = Range<usize>>, separator: char) {
        self.prune_elements(&elements.collect::<Vec<_>>(), separator, |_| true);
    }

    /// The same for an array, where the comment above the first element is about all of them.
    pub(super) fn prune_array(&mut self, elements: impl Iterator<Item = Range<usize>>) {
        self.prune_elements(&elements.collect::<Vec<_>>(), ',', |at| at > 0);
    }

    fn prune_elements(&mut self, elements: &[Range<usize>], separator: char, has_comment: impl Fn(usize) -> bool) {
        let gone: Vec<bool> = elements.iter().map(|element| self.mentions(element)).collect();
        if gone.iter().all(|gone| *gone) {
            return;
        }
        for (at, element) in elements.iter().enumerate().filter(|(at, _)| gone.get(*at) == Some(&true)) {
            let before = at.checked_sub(1).and_then(|before| elements.get(before)).map(|before| before.end);
            let start = if has_comment(at) { self.start_with_comments(element.start) } else { element.start };
            self.cut_element(start..element.end, before, separator);
        }
    }

    pub(super) fn cut_element(&mut self, element: Range<usize>, before: Option<usize>, separator: char) {
        let behind = self.text.get(element.end..).unwrap_or_default();
        let blank = behind.len() - behind.trim_start().len();
        let start = element.start;
        match before {
            _ if behind.trim_start().starts_with(separator) => {
                let mut end = element.end + blank + separator.len_utf8();
                let rest = self.text.get(end..).unwrap_or_default();
                let line = rest.split('\n').next().unwrap_or_default();
                let is_end = line.trim().is_empty() || line.trim_start().starts_with("//");
                // rustfmt leaves macros as they are.
                end += if is_end { line.trim_end().len() } else { line.len() - line.trim_start().len() };
                self.cuts.add(start..end);
            }
            Some(before) => self.cuts.add(before..element.end),
            None => self.cuts.add(start..element.end),
        }
    }

    /// Where the comments right above begin.
    pub(super) fn start_with_comments(&self, start: usize) -> usize {
        let mut begin = start;
        loop {
            let before = self.text.get(..begin).unwrap_or_default();
            let line = before.rfind('\n').map_or(0, |newline| newline + 1);
            if !before.get(line..).unwrap_or_default().trim().is_empty() || line == 0 {
                return begin;
            }
            let above = before.get(..line - 1).unwrap_or_default();
            let comment = above.rfind('\n').map_or(0, |newline| newline + 1);
            if !above.get(comment..).unwrap_or_default().trim_start().starts_with("//") {
                return begin;
            }
            let indent = above.get(comment..).map_or(0, |text| text.len() - text.trim_start().len());
            begin = comment + indent;
        }
    }

    /// Cuts the items that mention the part. Where none is left, what they stand in mentions it.
    pub(super) fn prune_items(&mut self, items: &[Range<usize>], around: Option<usize>) {
        let gone: Vec<_> = items.iter().filter(|item| self.mentions(item)).cloned().collect();
        if let Some(around) = around.filter(|_| !gone.is_empty() && gone.len() == items.len()) {
            self.mentions.insert(around);
            return;
        }
        for item in gone {
            let start = self.start_with_comments(item.start);
            self.cuts.add(start..item.end);
        }
    }

    /// From here on these variables are gone.
    pub(super) fn forget(&mut self, names: &BTreeSet<String>, scope: Range<usize>) {
        let Ok(tokens) = self.text.get(scope.clone()).unwrap_or_default().parse::<proc_macro2::TokenStream>() else {
            return;
        };
        let mut found = Vec::new();
        uses(&tokens.into_iter().collect::<Vec<_>>(), names, &mut found);
        self.mentions.extend(found.into_iter().map(|at| at + scope.start));
    }

    pub(super) fn prune_tokens(&mut self, tokens: &[TokenTree]) {
        for tree in tokens {
            if let TokenTree::Group(group) = tree {
                let inner = trees(group);
                self.prune_tokens(&inner);
                if group.delimiter() == Delimiter::Bracket {
                    let segments = inner.split(|tree| tree.to_string() == ",").filter_map(|segment| {
                        let (first, last) = (segment.first()?, segment.last()?);
                        Some(first.span().byte_range().start..last.span().byte_range().end)
                    });
                    self.prune_list(segments, ',');
                }
            }
        }
    }

    /// The tests of `proptest!`, each of which ends in braces.
    pub(super) fn prune_properties(&mut self, tokens: &[TokenTree]) {
        let mut items = Vec::new();
        let mut first = None;
        for tree in tokens {
            let range = tree.span().byte_range();
            let start = *first.get_or_insert(range.start);
            if matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace) {
                items.push(start..range.end);
                first = None;
            }
        }
        let around = tokens.first().map(|tree| tree.span().byte_range().start);
        self.prune_items(&items, around);
    }

    /// Writes the length of an array that lost elements.
    pub(super) fn shorten(&mut self, kind: &Type, value: &Expr) {
        let (Type::Array(TypeArray { len: Expr::Lit(length), .. }), Expr::Array(array)) = (kind, value) else { return };
        let left = array.elems.iter().filter(|element| !self.cuts.have(range(*element).start)).count();
        if left < array.elems.len() {
            self.cuts.replace(range(length), left.to_string());
        }
    }

    pub(super) fn cut_arm(&mut self, arm: &Arm) {
        let start = self.start_with_comments(range(arm).start);
        self.cuts.add(start..range(arm).end);
    }
}

/// Where variables of these names are used, rather than fields or methods.
fn uses(tokens: &[TokenTree], names: &BTreeSet<String>, found: &mut Vec<usize>) {
    let mut is_member = false;
    for tree in tokens {
        match tree {
            TokenTree::Ident(name) if !is_member && names.contains(&name.to_string()) => {
                found.push(tree.span().byte_range().start);
            }
            TokenTree::Group(group) => uses(&trees(group), names, found),
            _ => {}
        }
        is_member = matches!(tree, TokenTree::Punct(sign) if sign.as_char() == '.');
    }
}

/// The text without these private imports.
///
/// # Errors
/// Why it is no Rust.
pub(crate) fn without_imports(text: &str, names: &BTreeSet<String>) -> Result<String, String> {
    if names.is_empty() {
        return Ok(text.to_owned());
    }
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut imports = Imports { names, found: BTreeSet::new() };
    imports.visit_file(&file);
    let gone = GoneNames::default();
    let place = Place { gone: &gone, is_test: true, has_gone_modules: false, is_gone: &|_| false };
    let mut pruner = Pruner { text, place: &place, mentions: imports.found, cuts: Cuts::default(), test_modules: 0 };
    pruner.visit_file(&file);
    Ok(pruner.cuts.apply(text))
}

/// Where private imports bring these names in.
struct Imports<'a> {
    names: &'a BTreeSet<String>,
    found: BTreeSet<usize>,
}

impl<'ast> Visit<'ast> for Imports<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if matches!(item.vis, syn::Visibility::Inherited) {
            visit::visit_item_use(self, item);
        }
    }

    fn visit_use_tree(&mut self, tree: &'ast UseTree) {
        let name = match tree {
            UseTree::Name(name) => &name.ident,
            UseTree::Rename(name) => &name.rename,
            _ => return visit::visit_use_tree(self, tree),
        };
        if self.names.contains(&name.to_string()) {
            self.found.insert(range(name).start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn without_quills(text: &str, is_test: bool) -> Option<String> {
        let vocabulary = Vocabulary::new(&list(&["quill"]), &[], &list(&["Feather"]), &list(&["quill"]));
        let is_gone = |module: &str| module == "gone";
        let gone = GoneNames {
            imports: BTreeSet::from(["Plume".to_owned()]),
            modules: BTreeSet::from(["gone".to_owned()]),
            ..GoneNames::default()
        };
        let place = Place { gone: &gone, is_test, has_gone_modules: true, is_gone: &is_gone };
        pruned(text, &vocabulary, &place).unwrap()
    }

    #[track_caller]
    fn assert_without(text: &str, expected: &str) {
        assert_eq!(without_quills(text, false).as_deref(), Some(expected));
    }

    #[test]
    fn a_segment_of_a_path_is_not_what_was_imported() {
        assert_without(
            "fn f() {\n    g(Kind::Plume);\n    h(Plume::new());\n}\n",
            "fn f() {\n    g(Kind::Plume);\n}\n",
        );
    }

    #[test]
    fn elements_of_lists_go_and_a_list_that_would_be_empty_takes_along_what_it_is_in() {
        assert_without("use a::{B, Quill, C};\nfn f() {}\n", "use a::{B, C};\nfn f() {}\n");
        assert_without("use a::Quill;\nfn f() {}\n", "fn f() {}\n");
        assert_without("enum E {\n    A,\n    // Old.\n    Quill(Q),\n}\n", "enum E {\n    A,\n}\n");
        assert_without("const A: &[&str] = &[\"a\", \"quills\"];\n", "const A: &[&str] = &[\"a\"];\n");
        assert_without("const A: [&str; 2] = [\"a\", \"quills\"];\n", "const A: [&str; 1] = [\"a\"];\n");
        assert_without(
            "fn f() {\n    let a: [&str; 2] = [\"a\", \"quills\"];\n    g(a);\n}\n",
            "fn f() {\n    let a: [&str; 1] = [\"a\"];\n    g(a);\n}\n",
        );
        assert_without("const A: &[&str] = &[\"quills\"];\nfn f() {}\n", "fn f() {}\n");
        assert_without(
            "const A: &[&str] = &[\n    // Each once.\n    \"quills\",\n    \"a\",\n    // Old.\n    \"quill\",\n];\n",
            "const A: &[&str] = &[\n    // Each once.\n    \"a\",\n];\n",
        );
        assert_without("struct S {\n    pen: Pen,\n    old: Feather,\n}\n", "struct S {\n    pen: Pen,\n}\n");
        assert_without("trait T: A + Has<Feather> + B {}\n", "trait T: A + B {}\n");
        assert_without(
            "module! { M { components = [Pen, QuillPen, Ink] } }\n",
            "module! { M { components = [Pen, Ink] } }\n",
        );
    }

    #[test]
    fn items_go_with_their_comments_and_modules_with_their_files() {
        assert_without("// Old.\n/// A pen.\nfn f(old: Feather) {}\n\nfn g() {}\n", "\nfn g() {}\n");
        assert_without("mod gone;\nmod pen;\n", "mod pen;\n");
        assert_without(
            "use crate::{gone, pen};\nconst A: [F; 2] = [gone::f, pen::f];\nfn f(gone: u8) {}\n",
            "use crate::{pen};\nconst A: [F; 1] = [pen::f];\nfn f(gone: u8) {}\n",
        );
        assert_without("impl Write for Feather {\n    fn w() {}\n}\nfn g() {}\n", "fn g() {}\n");
        assert_eq!(without_quills("use a::B;\n\nimpl A for Feather {}\n", false), None);
    }

    #[test]
    fn arms_alternatives_links_and_operands_go() {
        let text = "fn f() -> u8 {\n    match a {\n        E::A | E::Quill => 1,\n        E::Quills { .. } => 2,\n        _ => 3,\n    }\n}\n";
        assert_without(text, "fn f() -> u8 {\n    match a {\n        E::A => 1,\n        _ => 3,\n    }\n}\n");
        assert_without(
            "fn f() -> R {\n    r().and(a()).and(Feather::b())\n}\n",
            "fn f() -> R {\n    r().and(a())\n}\n",
        );
        assert_without("fn f() -> bool {\n    a() && is_quill() && b()\n}\n", "fn f() -> bool {\n    a() && b()\n}\n");
        assert_without(
            "fn f() -> bool {\n    matches!(a, E::A | E::Quill)\n}\n",
            "fn f() -> bool {\n    matches!(a, E::A)\n}\n",
        );
    }

    #[test]
    fn an_arm_of_a_literal_goes_with_what_it_leads_to() {
        let text = "fn f() -> P {\n    match a {\n        \"old\" => P::Feather,\n        \"pen\" => P::A,\n        _ => b(),\n    }\n}\n";
        assert_without(text, "fn f() -> P {\n    match a {\n        \"pen\" => P::A,\n        _ => b(),\n    }\n}\n");
    }

    #[test]
    fn a_statement_goes_with_those_that_use_what_it_bound() {
        let text = "fn f() {\n    let (old, n) = Feather::new();\n    a(old.b);\n    c.n();\n}\n";
        assert_without(text, "fn f() {\n    c.n();\n}\n");
        assert_without("fn f() {\n    a(quill);\n}\n", "fn f() {\n    a(quill);\n}\n");
    }

    #[test]
    fn of_a_function_with_a_result_that_mentions_it_and_of_a_test_nothing_is_left() {
        assert_without("fn f() -> A {\n    a();\n    Feather::new()\n}\nfn g() {}\n", "fn g() {}\n");
        let text = "#[test]\nfn a() {\n    let old = Feather::new();\n    assert_eq!(b(), 1);\n}\n#[test]\nfn c() {\n    assert_eq!(d(), [E, Quill]);\n}\n";
        let expected = "#[test]\nfn c() {\n    assert_eq!(d(), [E]);\n}\n";
        assert_eq!(without_quills(text, true).as_deref(), Some(expected));
    }

    #[test]
    fn imports_that_nothing_names_are_taken_out() {
        let names = BTreeSet::from(["B".to_owned()]);
        let text = "use a::{B, C};\npub use d::B;\nfn f() {}\n";
        assert_eq!(without_imports(text, &names).unwrap(), "use a::{C};\npub use d::B;\nfn f() {}\n");
    }
}
