//! Rust files, and the places in them where slices are named, found by syntax.

use std::{cmp::Ordering, str::FromStr};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::{
    lists::List,
    refusal::Refusal,
    text::insert_behind,
    tokens::{as_group, group_behind, holds, position, trees},
};

/// A Rust file.
pub(crate) struct RustFile {
    path: &'static str,
    text: String,
    tokens: Vec<TokenTree>,
}

impl RustFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] where it is no Rust.
    pub(crate) fn parse(path: &'static str, text: String) -> Result<Self, Refusal> {
        match TokenStream::from_str(&text) {
            Ok(stream) => Ok(Self { path, text, tokens: stream.into_iter().collect() }),
            Err(error) => Err(Refusal::Unreadable { file: path.to_owned(), reason: error.to_string() }),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether this identifier stands anywhere in the file.
    pub(crate) fn names(&self, identifier: &str) -> bool {
        holds(&self.tokens, identifier)
    }

    /// The text with an import behind those of crates that come before it.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`] where the file imports no crate.
    pub(crate) fn with_import(&self, name: &str, line: &str) -> Result<String, Refusal> {
        let imports = imports(&self.tokens);
        let mut before = imports.iter().rev().skip_while(|import| version_order(&import.name, name) != Ordering::Less);
        let behind = match (before.next(), imports.first()) {
            (Some(import), _) => import.last,
            (None, Some(first)) => first.first - 1,
            (None, None) => return Err(self.lacks("import of a crate")),
        };
        Ok(insert_behind(&self.text, behind, line))
    }

    /// The components of a module that `shaku::module!` makes.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`].
    pub(crate) fn components(&self, module: &str) -> Result<List, Refusal> {
        let found = group_behind(&self.tokens, &["module", "!"], Delimiter::Brace)
            .and_then(|group| group_behind(&trees(&group), &[module], Delimiter::Brace))
            .and_then(|group| group_behind(&trees(&group), &["components", "="], Delimiter::Bracket));
        self.list(found.as_ref(), &format!("list `components` of the module {module} with an entry in each line"))
    }

    /// The rows of a constant that is a slice.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`].
    pub(crate) fn rows(&self, constant: &str) -> Result<List, Refusal> {
        let value = position(&self.tokens, &["const", constant]).and_then(|at| {
            let behind = self.tokens.get(at..)?;
            let equals = behind.iter().position(|tree| tree.to_string() == "=")?;
            group_behind(behind.get(equals..)?, &["=", "&"], Delimiter::Bracket)
        });
        self.list(value.as_ref(), &format!("constant {constant} with an entry in each line"))
    }

    /// The text that a constant is.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`].
    pub(crate) fn text_of(&self, constant: &str) -> Result<String, Refusal> {
        let value = position(&self.tokens, &["const", constant]).and_then(|at| {
            let equals = self.tokens.iter().skip(at).position(|tree| tree.to_string() == "=")?;
            self.tokens.get(at + equals + 1)
        });
        let text = value.map(ToString::to_string);
        let text = text.as_deref().and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
        text.map(str::to_owned).ok_or_else(|| self.lacks(&format!("constant {constant} that is a text")))
    }

    /// The text with another call at the end of the chain of `.method(...)` that a function consists of.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`].
    pub(crate) fn with_link(&self, function: &str, method: &str, line: &str) -> Result<String, Refusal> {
        let body = position(&self.tokens, &["fn", function])
            .and_then(|at| self.tokens.get(at..)?.iter().find_map(|tree| as_group(tree, Delimiter::Brace)))
            .map(|group| trees(&group));
        let last = body.as_deref().and_then(|body| match body {
            [.., TokenTree::Punct(dot), TokenTree::Ident(name), TokenTree::Group(call)]
                if dot.as_char() == '.' && *name == method && call.delimiter() == Delimiter::Parenthesis =>
            {
                Some(call.span_close().end().line)
            }
            _ => None,
        });
        match last {
            Some(last) => Ok(insert_behind(&self.text, last, line)),
            None => Err(self.lacks(&format!("function {function} that ends in `.{method}(...)`"))),
        }
    }

    /// The tokens.
    pub(crate) fn tokens(&self) -> &[TokenTree] {
        &self.tokens
    }

    /// The list that was found.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`] where none was found, or not each entry has a line.
    pub(crate) fn list(&self, found: Option<&Group>, what: &str) -> Result<List, Refusal> {
        found.and_then(List::read).ok_or_else(|| self.lacks(what))
    }

    pub(crate) fn lacks(&self, what: &str) -> Refusal {
        Refusal::AnchorMissing { file: self.path.to_owned(), what: what.to_owned() }
    }
}

/// An import of a crate other than the standard library.
struct Import {
    name: String,
    first: usize,
    last: usize,
}

fn imports(tokens: &[TokenTree]) -> Vec<Import> {
    let mut imports = Vec::new();
    for (at, tree) in tokens.iter().enumerate() {
        if tree.to_string() == "use" {
            let rest = tokens.get(at + 1..).unwrap_or_default();
            let end = rest.iter().find(|tree| tree.to_string() == ";");
            if let (Some(TokenTree::Ident(name)), Some(end)) = (rest.first(), end) {
                let (first, last) = (tree.span().start().line, end.span().end().line);
                imports.push(Import { name: name.to_string(), first, last });
            }
        }
    }
    imports.retain(|import| !["std", "core", "alloc", "crate", "super", "self"].contains(&import.name.as_str()));
    imports
}

/// The order in which rustfmt sorts names: an underscore comes first, and numbers are sorted by their values.
fn version_order(left: &str, right: &str) -> Ordering {
    version_key(left).cmp(&version_key(right)).then_with(|| left.cmp(right))
}

/// The name with numbers of one width each.
fn version_key(name: &str) -> String {
    let characters: Vec<_> = name.replace('_', " ").chars().collect();
    let runs = characters.chunk_by(|one, other| one.is_ascii_digit() == other.is_ascii_digit());
    let padded = runs.map(|run| {
        let text: String = run.iter().collect();
        if text.starts_with(|first: char| first.is_ascii_digit()) { format!("{text:0>64}") } else { text }
    });
    padded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Entry;

    const MODULE: &str = "\
use std::sync::Arc;

use application::{
    Clock, Work,
};
use log_in::LogIn;
use log_out::LogOut;

module! {
    pub(crate) AppModule {
        components = [
            // The first.
            Holder<Entities>,
            LogIn,
            LogOut,
        ],
        providers = [],

        use dyn Security {
            components = [dyn Clock],
            providers = []
        }
    }
}
";

    fn file(text: &str) -> RustFile {
        RustFile::parse("app/src/module.rs", text.to_owned()).unwrap()
    }

    /// What was added, and the line before it.
    fn added<'a>(text: &'a str, with: &'a str) -> (&'a str, &'a str) {
        let before: Vec<_> = text.lines().zip(with.lines()).take_while(|(old, new)| old == new).collect();
        assert_eq!(with.lines().count(), text.lines().count() + 1);
        (before.last().map_or("", |(line, _)| line), with.lines().nth(before.len()).unwrap())
    }

    #[test]
    fn an_import_goes_where_rustfmt_would_sort_it() {
        let module = file(MODULE);
        for (name, before) in [
            ("advance_order", ""),
            ("close_account", "};"),
            ("log_in2", "use log_in::LogIn;"),
            ("log_it", "use log_in::LogIn;"),
            ("sign_up", "use log_out::LogOut;"),
        ] {
            let line = format!("use {name}::X;\n");
            let with = module.with_import(name, &line).unwrap();
            assert_eq!(added(MODULE, &with), (before, line.trim_end()), "{name}");
        }
        assert!(matches!(file("fn f() {}").with_import("a", ""), Err(Refusal::AnchorMissing { .. })));
    }

    #[test]
    fn imports_with_numbers_are_sorted_by_their_values() {
        let text = "use report_2::Report2;\nuse report_10::Report10;\nuse reporter::Reporter;\n";
        for (name, before) in [
            ("report", ""),
            ("report_1", ""),
            ("report_3", "use report_2::Report2;"),
            ("report_9_late", "use report_2::Report2;"),
            ("report_11", "use report_10::Report10;"),
            ("report2", "use report_10::Report10;"),
        ] {
            let line = format!("use {name}::X;\n");
            let with = file(text).with_import(name, &line).unwrap();
            assert_eq!(added(text, &with), (before, line.trim_end()), "{name}");
        }
    }

    #[test]
    fn a_component_goes_where_it_is_sorted() {
        let module = file(MODULE);
        let list = module.components("AppModule").unwrap();
        for (name, before) in [
            ("CloseAccount", "        components = ["),
            ("InactivateUser", "            Holder<Entities>,"),
            ("ViewUser", "            LogOut,"),
        ] {
            let line = format!("            {name},\n");
            assert_eq!(added(MODULE, &list.with_sorted(MODULE, name, &line)), (before, line.trim_end()));
        }
        assert!(module.names("Clock") && !module.names("Cloc"));
    }

    #[test]
    fn a_list_that_is_elsewhere_or_in_one_line_is_missing() {
        for text in [
            "module! { Other { components = [\nA,\n] } }",
            "module! { AppModule { components = [A, B] } }",
            "module! { AppModule { components = [\nA, B,\n] } }",
            "module! { AppModule { components = [\nA,\nB\n] } }",
            "module! { AppModule { components = [] } }",
            "const COMPONENTS: &str = \"module! { AppModule { components = [\nA,\n] } }\";",
            "// module! { AppModule { components = [ A ] } }",
        ] {
            let Err(refusal) = file(text).components("AppModule") else { panic!("{text}") };
            assert!(
                refusal.to_string().starts_with("app/src/module.rs has no list `components` of the module AppModule")
            );
        }
    }

    #[test]
    fn a_row_goes_behind_its_kind_or_to_the_end() {
        let text = "const TABLE: &[Row] = &[\n    (\"GET\", \"/a\", [1]),\n    (\n        \"GET\",\n        \"/b\",\n    ),\n    (\"GET\", \"/c\", [1]),\n];\n";
        let table = file(text);
        let list = table.rows("TABLE").unwrap();
        assert_eq!(
            list.entries().iter().map(Entry::texts).collect::<Vec<_>>(),
            [["GET", "/a"], ["GET", "/b"], ["GET", "/c"]]
        );
        let akin = |path: &'static str| move |entry: &Entry| entry.texts().iter().any(|text| text == path);
        assert_eq!(added(text, &list.with_akin(text, akin("/b"), "x\n")), ("    ),", "x"));
        assert_eq!(added(text, &list.with_akin(text, akin("/d"), "x\n")).0, "    (\"GET\", \"/c\", [1]),");
        assert_eq!(added(text, &list.with_before(text, akin("/c"), "x\n")), ("    ),", "x"));
        assert_eq!(added(text, &list.with_before(text, akin("/a"), "x\n")).0, "const TABLE: &[Row] = &[");
        assert!(table.rows("ROWS").is_err());
    }

    #[test]
    fn an_entry_is_taken_out_with_all_its_lines() {
        let text = "const TABLE: &[Row] = &[\n    (\"GET\", \"/a\", [1]),\n    (\n        \"GET\",\n        \"/b\",\n    ), // The second.\n    (\"GET\", \"/c\", [1]),\n];\n";
        let table = file(text);
        let list = table.rows("TABLE").unwrap();
        let without = |path: &str| list.without(text, |entry| entry.texts().get(1).is_some_and(|text| text == path));
        assert_eq!(without("/a"), text.replace("    (\"GET\", \"/a\", [1]),\n", ""));
        assert_eq!(
            without("/b"),
            text.replace("    (\n        \"GET\",\n        \"/b\",\n    ), // The second.\n", "")
        );
        assert_eq!(without("/d"), text);
    }

    #[test]
    fn a_link_goes_to_the_end_of_the_chain() {
        let text = "fn slices(module: &M) -> Routes {\n    Routes::default()\n        .and(a::routes(module))\n}\n";
        let routes = file(text);
        let with = routes.with_link("slices", "and", "        .and(b::routes(module))\n").unwrap();
        assert_eq!(added(text, &with), ("        .and(a::routes(module))", "        .and(b::routes(module))"));
        for (function, method) in [("slice", "and"), ("slices", "or")] {
            assert!(matches!(routes.with_link(function, method, ""), Err(Refusal::AnchorMissing { .. })));
        }
        assert!(file("fn slices() { let all = a.and(b); }").with_link("slices", "and", "").is_err());
    }

    #[test]
    fn what_is_no_rust_is_refused() {
        let refusal = RustFile::parse("app/src/module.rs", "fn f( {".to_owned()).err().unwrap().to_string();
        assert!(refusal.starts_with("app/src/module.rs can't be read: "), "{refusal}");
    }
}
