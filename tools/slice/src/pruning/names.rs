//! What is defined in Rust files, and how often it is named.

use std::{
    collections::{BTreeSet, HashMap},
    str::FromStr,
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    ImplItem, ItemConst, ItemEnum, ItemFn, ItemImpl, ItemMacro, ItemMod, ItemStatic, ItemStruct, ItemTrait, ItemType,
    Variant, Visibility,
    visit::{self, Visit},
};

use super::imports::imported;
use crate::tokens::is_documentation;

/// How often each name is something in a file or in several.
#[derive(Clone, Default)]
pub(crate) struct Names {
    /// What is defined, but for methods.
    definitions: Counts,
    /// Of these, the modules.
    modules: Counts,
    methods: Counts,
    /// Of all these, what is unused when it is not named.
    usable: Counts,
    /// What is needed although it is not named: what implements a trait.
    required: Counts,
    mentions: Counts,
    /// What private imports of one file bring in.
    imports: BTreeSet<String>,
}

type Counts = HashMap<String, usize>;

impl Names {
    /// Those of a Rust file.
    ///
    /// # Errors
    /// Why it is no Rust.
    pub(crate) fn of_code(text: &str) -> Result<Self, String> {
        let mut names = Self::default();
        let file = syn::parse_file(text).map_err(|error| error.to_string())?;
        names.visit_file(&file);
        names.imports = imported(&file);
        let tokens = TokenStream::from_str(text).map_err(|error| error.to_string())?;
        names.count(tokens);
        Ok(names)
    }

    /// The words of a text that is no Rust, such as a template.
    pub(crate) fn of_words(text: &str) -> Self {
        let mut names = Self::default();
        names.read_words(text);
        names
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (all, more) in [
            (&mut self.definitions, &other.definitions),
            (&mut self.modules, &other.modules),
            (&mut self.methods, &other.methods),
            (&mut self.usable, &other.usable),
            (&mut self.required, &other.required),
            (&mut self.mentions, &other.mentions),
        ] {
            for (name, count) in more {
                *all.entry(name.clone()).or_default() += count;
            }
        }
    }

    pub(crate) fn subtract(&mut self, other: &Self) {
        for (all, less) in [
            (&mut self.definitions, &other.definitions),
            (&mut self.modules, &other.modules),
            (&mut self.methods, &other.methods),
            (&mut self.usable, &other.usable),
            (&mut self.required, &other.required),
            (&mut self.mentions, &other.mentions),
        ] {
            for (name, count) in less {
                let left = all.get(name).copied().unwrap_or_default().saturating_sub(*count);
                if left == 0 {
                    all.remove(name);
                } else {
                    all.insert(name.clone(), left);
                }
            }
        }
    }

    pub(crate) fn mention(&self, name: &str) -> bool {
        self.mentions.contains_key(name)
    }

    /// The types and constants that a file imported and has no longer. A function that it imported may have the name of a
    /// variable.
    pub(crate) fn unimported(&self, now: &Self) -> BTreeSet<String> {
        let is_kept = |name: &str| now.imports.contains(name) || now.is_defined(name);
        self.imports.iter().filter(|name| name.starts_with(char::is_uppercase) && !is_kept(name)).cloned().collect()
    }

    /// What was defined before and is not any longer, but for methods: a `new` may be one of another type.
    pub(crate) fn undefined(&self, now: &Self) -> BTreeSet<String> {
        self.definitions.keys().filter(|name| !now.is_defined(name)).cloned().collect()
    }

    fn is_defined(&self, name: &str) -> bool {
        self.definitions.contains_key(name) || self.methods.contains_key(name)
    }

    /// Whether it is defined, and not as a module alone.
    pub(crate) fn has_item(&self, name: &str) -> bool {
        self.definitions.get(name) > self.modules.get(name)
    }

    fn read_words(&mut self, text: &str) {
        for word in text.split(|character: char| !character.is_alphanumeric() && character != '_') {
            *self.mentions.entry(word.to_owned()).or_default() += 1;
        }
    }

    fn count(&mut self, tokens: TokenStream) {
        for tree in tokens {
            match tree {
                TokenTree::Ident(name) => *self.mentions.entry(name.to_string()).or_default() += 1,
                TokenTree::Group(group) if is_documentation(&group) => {}
                TokenTree::Group(group) => self.count(group.stream()),
                // Names stand in formats, and in attributes such as `serde(with = "...")`.
                TokenTree::Literal(text) => self.read_words(&text.to_string()),
                TokenTree::Punct(_) => {}
            }
        }
    }

    fn define(&mut self, name: &syn::Ident) {
        *self.definitions.entry(name.to_string()).or_default() += 1;
    }

    fn require(&mut self, name: &syn::Ident) {
        *self.required.entry(name.to_string()).or_default() += 1;
    }

    fn define_method(&mut self, name: &syn::Ident) {
        *self.methods.entry(name.to_string()).or_default() += 1;
    }

    /// Only what other crates can't see: the rest is there for slices to come.
    fn may_be_unused(&mut self, name: &syn::Ident, visibility: &Visibility) {
        if matches!(visibility, Visibility::Public(_)) {
            return;
        }
        *self.usable.entry(name.to_string()).or_default() += 1;
    }

    /// What is gone wherever it is named, since it is defined nowhere any longer and nothing else is likely to have such a name; and
    /// what is named no longer, so that it can go.
    pub(crate) fn lost(&self, now: &Self) -> BTreeSet<String> {
        let undefined = self.undefined(now).into_iter().filter(|name| is_distinctive(name));
        let methods = self.methods.keys().filter(|name| is_distinctive(name) && !now.is_defined(name)).cloned();
        let unused = now.usable.iter().filter(|(name, count)| {
            let count_of = |names: &Self| names.mentions.get(*name).copied().unwrap_or_default();
            let before = self.usable.get(*name).copied().unwrap_or_default();
            count_of(now) <= **count && count_of(self) > before && !now.required.contains_key(*name)
        });
        undefined.chain(methods).chain(unused.map(|(name, _)| name.clone())).collect()
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.define(&item.sig.ident);
        let is_test =
            |attribute: &syn::Attribute| attribute.path().segments.last().is_some_and(|name| name.ident == "test");
        if !item.attrs.iter().any(is_test) {
            self.may_be_unused(&item.sig.ident, &item.vis);
        }
        visit::visit_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.define(&item.ident);
        self.may_be_unused(&item.ident, &item.vis);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.define(&item.ident);
        self.may_be_unused(&item.ident, &item.vis);
        visit::visit_item_enum(self, item);
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        self.define(&variant.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.define(&item.ident);
        for item in &item.items {
            if let syn::TraitItem::Fn(function) = item {
                self.define_method(&function.sig.ident);
                self.require(&function.sig.ident);
            }
        }
    }

    fn visit_item_type(&mut self, item: &'ast ItemType) {
        self.define(&item.ident);
        self.may_be_unused(&item.ident, &item.vis);
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        self.define(&item.ident);
        self.may_be_unused(&item.ident, &item.vis);
    }

    fn visit_item_static(&mut self, item: &'ast ItemStatic) {
        self.define(&item.ident);
        self.may_be_unused(&item.ident, &item.vis);
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        if let Some(name) = &item.ident {
            self.define(name);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.define(&item.ident);
        *self.modules.entry(item.ident.to_string()).or_default() += 1;
        visit::visit_item_mod(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        for inner in &item.items {
            match inner {
                ImplItem::Fn(function) if item.trait_.is_some() => self.require(&function.sig.ident),
                ImplItem::Fn(function) => {
                    self.define_method(&function.sig.ident);
                    self.may_be_unused(&function.sig.ident, &function.vis);
                }
                ImplItem::Const(constant) if item.trait_.is_none() => {
                    self.may_be_unused(&constant.ident, &constant.vis);
                }
                _ => {}
            }
        }
        visit::visit_item_impl(self, item);
    }
}

/// Whether a name is hardly that of something else too: functions such as `content_type` have namesakes in libraries.
fn is_distinctive(name: &str) -> bool {
    // `OpenQuill` is one; `NOT_FOUND` and `not_found` are words of others too.
    let is_type = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    words(name) > if is_type { 1 } else { 2 }
}

/// The number of words of a name.
fn words(name: &str) -> usize {
    let humps = name.chars().zip(name.chars().skip(1)).filter(|(one, next)| one.is_lowercase() && next.is_uppercase());
    1 + humps.count() + name.trim_matches('_').matches('_').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_no_item_of_its_name() {
        let names = Names::of_code("mod ink;\nmod quill;\nfn quill() {}\n").unwrap();
        assert_eq!(["ink", "quill", "paper"].map(|name| names.has_item(name)), [false, true, false]);
    }

    #[test]
    fn a_type_whose_import_is_gone_is_gone_and_a_function_may_have_the_name_of_a_variable() {
        let names = |text: &str| Names::of_code(text).unwrap();
        let before = names("use a::{quill::{Feather, PLUMES, pluck}, Ink};\nstruct Nib;\nfn f(pluck: u8) {}\n");
        let gone = |now: &str| before.unimported(&names(now)).into_iter().collect::<Vec<_>>();
        assert_eq!(gone("use a::Ink;\nfn f(pluck: u8) {}\n"), ["Feather", "PLUMES"]);
        assert_eq!(gone("use a::Ink as PLUMES;\nstruct Nib;\nstruct Feather;\nfn f() {}\n"), ["Ink"]);
    }

    #[test]
    fn a_test_is_used_though_nothing_names_it() {
        let tests = "#[tokio::test]\nasync fn it_writes() {}\n";
        let named = "fn it_writes() {}\nconst CASES: [fn(); 1] = [it_writes];\n";
        let (mut before, now) = (Names::of_code(tests).unwrap(), Names::of_code(tests).unwrap());
        before.add(&Names::of_code(named).unwrap());
        assert_eq!(before.lost(&now), BTreeSet::new());
    }

    #[test]
    fn a_name_of_several_words_is_distinctive_and_more_so_a_type() {
        for name in ["OpenQuill", "old_quill_pen", "OLD_QUILL_PEN"] {
            assert!(is_distinctive(name), "{name}");
        }
        for name in ["Quill", "not_found", "NOT_FOUND", "quill"] {
            assert!(!is_distinctive(name), "{name}");
        }
    }
}
