//! The manifests of the workspace without what is gone.

use std::collections::BTreeSet;

use super::{
    Pruning, Texts, Unreadable,
    packages::{self, Gone},
};
use crate::paths::has_ending;

const ROOT: &str = "Cargo.toml";

impl Pruning<'_> {
    pub(super) fn prune_manifests(&mut self) -> Result<(), Unreadable> {
        let root = self.texts.get(ROOT).map(String::as_str).unwrap_or_default();
        let gone = packages::gone_crates(root, &|folder| self.is_gone_folder(folder))
            .map_err(|reason| Unreadable { file: ROOT.to_owned(), reason })?;
        let members: Vec<_> = self.texts.keys().filter(|path| path.ends_with("/Cargo.toml")).cloned().collect();
        // The root comes last: it has what members need.
        for path in members.into_iter().chain([ROOT.to_owned()]) {
            let pruned = self.pruned_manifest(&path, &gone)?;
            self.texts.insert(path, pruned);
        }
        Ok(())
    }

    fn pruned_manifest(&self, path: &str, gone_crates: &BTreeSet<String>) -> Result<String, Unreadable> {
        let text = self.texts.get(path).map(String::as_str).unwrap_or_default();
        let folder = path.strip_suffix(ROOT).unwrap_or_default();
        let is_unused = |name: &str| {
            let krate = name.replace('-', "_");
            gone_crates.contains(name)
                || (names_crate(self.before, folder, &krate) && !names_crate(&self.texts, folder, &krate))
        };
        let is_gone_target = |kind: &str, name: &str, path: Option<&str>| {
            let places = match (kind, path) {
                (_, Some(path)) => vec![path.to_owned()],
                ("bin", None) => vec![format!("src/bin/{name}.rs")],
                ("bench", None) => vec![format!("benches/{name}.rs"), format!("benches/{name}/main.rs")],
                (kind, None) => vec![format!("{kind}s/{name}.rs"), format!("{kind}s/{name}/main.rs")],
            };
            let is_in = |texts: &Texts| places.iter().any(|place| texts.contains_key(&format!("{folder}{place}")));
            is_in(self.before) && !is_in(&self.texts)
        };
        let gone = Gone {
            features: self.features,
            is_unused: &is_unused,
            is_unneeded: &|name| needs(self.before, name) && !needs(&self.texts, name),
            is_gone_target: &is_gone_target,
            is_gone_folder: &|folder| self.is_gone_folder(folder),
        };
        packages::pruned(text, &gone).map_err(|reason| Unreadable { file: path.to_owned(), reason })
    }

    fn is_gone_folder(&self, folder: &str) -> bool {
        let below = format!("{folder}/");
        let is_in = |texts: &Texts| texts.keys().any(|path| path.starts_with(&below));
        is_in(self.before) && !is_in(&self.texts)
    }
}

/// Whether the Rust files of a package name a crate.
fn names_crate(texts: &Texts, folder: &str, krate: &str) -> bool {
    let files = texts.range(folder.to_owned()..).take_while(|(path, _)| path.starts_with(folder));
    let mut files = files.filter(|(path, _)| has_ending(path, "rs"));
    let is_word = |text: &str, at: usize| {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        !text.get(..at).is_some_and(|before| before.ends_with(is_part))
            && !text.get(at + krate.len()..).is_some_and(|behind| behind.starts_with(is_part))
    };
    files.any(|(_, text)| text.match_indices(krate).any(|(at, _)| is_word(text, at)))
}

/// Whether a member depends on a crate of the workspace's list.
fn needs(texts: &Texts, name: &str) -> bool {
    let mut manifests = texts.iter().filter(|(path, _)| path.ends_with("/Cargo.toml"));
    manifests.any(|(_, text)| {
        text.lines().any(|line| {
            line.strip_prefix(name).is_some_and(|rest| rest.starts_with(".workspace") || rest.starts_with(" ="))
        })
    })
}
