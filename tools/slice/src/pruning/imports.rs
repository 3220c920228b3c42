//! What a Rust file imports, and what of that it uses.

use std::{collections::BTreeSet, str::FromStr};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    File, ItemUse, UseTree, Visibility,
    visit::{self, Visit},
};

use crate::tokens::{is_documentation, trees};

/// The imports of a file that it names nowhere else, but did before.
///
/// # Errors
/// Why it is no Rust.
pub(crate) fn unused_imports(before: &str, now: &str) -> Result<BTreeSet<String>, String> {
    let named_before = outside_of_imports(before)?;
    let named_now = outside_of_imports(now)?;
    let file = syn::parse_file(now).map_err(|error| error.to_string())?;
    Ok(imported(&file).into_iter().filter(|name| named_before.contains(name) && !named_now.contains(name)).collect())
}

/// What private imports bring in.
pub(super) fn imported(file: &File) -> BTreeSet<String> {
    let mut imports = Imports::default();
    imports.visit_file(file);
    imports.0
}

/// The names that private imports bring in.
#[derive(Default)]
struct Imports(BTreeSet<String>);

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if matches!(item.vis, Visibility::Inherited) {
            visit::visit_item_use(self, item);
        }
    }

    fn visit_use_tree(&mut self, tree: &'ast UseTree) {
        match tree {
            UseTree::Name(name) => _ = self.0.insert(name.ident.to_string()),
            UseTree::Rename(name) => _ = self.0.insert(name.rename.to_string()),
            _ => visit::visit_use_tree(self, tree),
        }
    }
}

fn outside_of_imports(text: &str) -> Result<BTreeSet<String>, String> {
    let tokens = TokenStream::from_str(text).map_err(|error| error.to_string())?;
    let mut names = BTreeSet::new();
    name_outside(&tokens.into_iter().collect::<Vec<_>>(), &mut names);
    Ok(names)
}

fn name_outside(tokens: &[TokenTree], names: &mut BTreeSet<String>) {
    let mut in_import = false;
    for (at, tree) in tokens.iter().enumerate() {
        match tree {
            TokenTree::Ident(name) if name == "use" && is_declaration(tokens, at) => in_import = true,
            TokenTree::Punct(sign) if sign.as_char() == ';' => in_import = false,
            TokenTree::Ident(name) if !in_import => _ = names.insert(name.to_string()),
            TokenTree::Group(group) if is_documentation(group) => {}
            TokenTree::Group(group) if !in_import => name_outside(&trees(group), names),
            TokenTree::Literal(text) => {
                // Formats have names in braces, and attributes paths.
                let text = text.to_string();
                let is_path = text.chars().all(|character| character.is_alphanumeric() || "_:\"".contains(character));
                let parts: Vec<_> = if is_path { text.split(':').collect() } else { text.split('{').skip(1).collect() };
                let words = parts.iter().filter_map(|part| {
                    part.trim_matches('"')
                        .split(|character: char| !character.is_alphanumeric() && character != '_')
                        .next()
                });
                names.extend(words.map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// Whether this `use` begins an import, rather than what a closure captures.
fn is_declaration(tokens: &[TokenTree], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| matches!(next, TokenTree::Ident(_) | TokenTree::Punct(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_used_by_a_format_or_an_attribute_and_by_no_other_text() {
        let before = "use a::{b, json, w};\nfn f() {\n    json!(b, w)\n}\n";
        let text = "use a::{b, json, w};\n#[serde(with = \"w::x\")]\nfn f() {\n    g(\"text/json, {b}\")\n}\n";
        assert_eq!(unused_imports(before, text).unwrap(), BTreeSet::from(["json".to_owned()]));
    }
}
