//! What manifests of cargo have for a part.

use std::collections::BTreeSet;

use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// The manifest without dependencies, features and targets that are gone.
///
/// # Errors
/// Why it is no TOML.
pub(crate) fn pruned(text: &str, gone: &Gone<'_>) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let mut removed = BTreeSet::new();
    for kind in KINDS {
        if let Some(table) = document.get_mut(kind).and_then(Item::as_table_like_mut) {
            removed.extend(without_keys(table, |name, _| (gone.is_unused)(name)));
        }
    }
    if let Some(features) = document.get_mut("features").and_then(Item::as_table_like_mut) {
        without_keys(features, |name, _| gone.features.iter().any(|feature| feature == name));
        for (_, enabled) in features.iter_mut() {
            if let Some(enabled) = enabled.as_array_mut() {
                retain(enabled, |entry| {
                    let package =
                        entry.strip_prefix("dep:").or_else(|| entry.split_once('/').map(|(package, _)| package));
                    let is_gone = |name: &str| removed.contains(name.trim_end_matches('?'));
                    let feature = entry.rsplit('/').next().unwrap_or(entry);
                    !(package.is_some_and(is_gone) || gone.features.iter().any(|gone| gone == feature))
                });
            }
        }
    }
    for kind in ["bin", "test", "bench", "example"] {
        if let Some(targets) = document.get_mut(kind).and_then(Item::as_array_of_tables_mut) {
            targets.retain(|target| {
                let text = |key: &str| target.get(key).and_then(Item::as_str);
                !(gone.is_gone_target)(kind, text("name").unwrap_or_default(), text("path"))
            });
        }
    }
    if let Some(workspace) = document.get_mut("workspace").and_then(Item::as_table_like_mut) {
        if let Some(members) = workspace.get_mut("members").and_then(Item::as_array_mut) {
            retain(members, |member| !(gone.is_gone_folder)(member));
        }
        if let Some(dependencies) = workspace.get_mut("dependencies").and_then(Item::as_table_like_mut) {
            without_keys(dependencies, |name, item| {
                let path = item.get("path").and_then(Item::as_str);
                path.is_some_and(|path| (gone.is_gone_folder)(path)) || (gone.is_unneeded)(name)
            });
        }
    }
    for item in document.iter_mut().map(|(_, item)| item) {
        for (_, dependency) in item.as_table_like_mut().into_iter().flat_map(TableLike::iter_mut) {
            if let Some(features) = dependency.get_mut("features").and_then(Item::as_array_mut) {
                retain(features, |feature| !gone.features.iter().any(|gone| gone == feature));
            }
        }
    }
    Ok(document.to_string())
}

/// The crates of the workspace whose folders are gone.
///
/// # Errors
/// Why it is no TOML.
pub(crate) fn gone_crates(root: &str, is_gone_folder: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, String> {
    let document: DocumentMut = root.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let dependencies = document.get("workspace").and_then(|workspace| workspace.get("dependencies"));
    let dependencies = dependencies.and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter);
    let gone = dependencies.filter(|(_, item)| item.get("path").and_then(Item::as_str).is_some_and(is_gone_folder));
    Ok(gone.map(|(name, _)| name.to_owned()).collect())
}

/// What is gone.
pub(crate) struct Gone<'a> {
    pub(crate) features: &'a [String],
    /// Whether the package that the manifest is of names this crate no longer.
    pub(crate) is_unused: &'a dyn Fn(&str) -> bool,
    /// Whether no member depends on this crate any longer.
    pub(crate) is_unneeded: &'a dyn Fn(&str) -> bool,
    /// Whether a target of this kind, name and path has lost its file.
    pub(crate) is_gone_target: &'a dyn Fn(&str, &str, Option<&str>) -> bool,
    pub(crate) is_gone_folder: &'a dyn Fn(&str) -> bool,
}

fn without_keys(table: &mut dyn TableLike, is_gone: impl Fn(&str, &Item) -> bool) -> Vec<String> {
    let gone: Vec<_> =
        table.iter().filter(|(name, item)| is_gone(name, item)).map(|(name, _)| name.to_owned()).collect();
    for name in &gone {
        table.remove(name);
    }
    gone
}

/// The entries that stay, each as it is written.
fn retain(array: &mut Array, stays: impl Fn(&str) -> bool) {
    let gone: Vec<_> = array.iter().map(|entry| entry.as_str().is_some_and(|entry| !stays(entry))).collect();
    if !gone.contains(&true) {
        return;
    }
    let is_first = gone.first() == Some(&true);
    let decor = array.get(0).map(|first| first.decor().clone());
    let mut index = 0;
    array.retain(|_: &Value| {
        index += 1;
        gone.get(index - 1) != Some(&true)
    });
    if let (true, Some(first), Some(decor)) = (is_first, array.get_mut(0), decor) {
        *first.decor_mut() = decor;
    }
}
