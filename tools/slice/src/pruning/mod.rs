//! Takes out of the whole tree what mentions a part, so that a list has to name only what syntax can't find.

mod api;
mod commands;
mod comments;
mod cuts;
mod imports;
mod makefile;
mod members;
mod mentions;
mod names;
mod packages;
mod phrases;
mod prose;
mod rust;
mod scripts;
mod sentences;
mod syntax;
mod tables;
mod vocabulary;
mod workspace;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(crate) use self::vocabulary::Vocabulary;
use self::{mentions::GoneNames, names::Names, rust::Place};
use crate::{markdown, paths::has_ending};

/// The texts of a tree, by path.
pub(crate) type Texts = BTreeMap<String, String>;

/// Why a file can't be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) file: String,
    pub(crate) reason: String,
}

/// What goes out of a tree.
pub(crate) struct Pruning<'a> {
    /// The tree with the part.
    pub(crate) before: &'a Texts,
    /// The tree as it is so far.
    pub(crate) texts: Texts,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) features: &'a [String],
    /// Scripts that run the command behind them, which runs without them.
    pub(crate) wrappers: &'a [String],
    /// Whether the words of the part mean something else in a file.
    pub(crate) is_unrelated: &'a dyn Fn(&str) -> bool,
}

impl Pruning<'_> {
    /// The tree without the part.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub(crate) fn run(mut self) -> Result<Texts, Unreadable> {
        let named: Vec<_> = self
            .texts
            .keys()
            .filter(|path| self.vocabulary.is_in(path) && !(self.is_unrelated)(path))
            .cloned()
            .collect();
        for path in named {
            self.texts.remove(&path);
        }
        self.prune_code()?;
        self.prune_manifests()?;
        self.prune_texts()?;
        Ok(self.texts)
    }

    /// What was removed from the code is gone by name, and so is what that leaves unused: until nothing more follows.
    fn prune_code(&mut self) -> Result<(), Unreadable> {
        let before = names_of(self.before)?;
        let mut files: HashMap<String, Names> = HashMap::new();
        for (path, text) in self.texts.iter().filter(|(path, _)| has_names(path)) {
            let known = before.get(path).filter(|_| self.before.get(path) == Some(text)).cloned();
            files.insert(path.clone(), known.map_or_else(|| names_in(path, text), Ok)?);
        }
        let all_before = sum(before.values());
        let mut all = sum(files.values());
        let mut open: BTreeSet<String> = files.keys().filter(|path| has_ending(path, "rs")).cloned().collect();
        while !open.is_empty() {
            let mut changed = BTreeSet::new();
            for path in std::mem::take(&mut open) {
                let (Some(text), Some(names)) = (self.texts.get(&path), files.get(&path)) else { continue };
                let known = before.get(&path);
                let gone = GoneNames {
                    definitions: known.map(|known| known.undefined(names)).unwrap_or_default(),
                    imports: known.map(|known| known.unimported(names)).unwrap_or_default(),
                    modules: self.gone_modules(&path, &files),
                };
                let rest = self.pruned_code(&path, text, &gone)?;
                if rest.as_ref() == Some(text) {
                    continue;
                }
                all.subtract(names);
                match rest {
                    None => {
                        self.texts.remove(&path);
                        files.remove(&path);
                        open.extend(declaring(&path).into_iter().filter(|path| self.texts.contains_key(path)));
                        let (root, module) = (root_of_crate(&path), module_of(&path));
                        let of_crate =
                            files.iter().filter(|(file, names)| file.starts_with(root) && names.mention(module));
                        open.extend(of_crate.map(|(file, _)| file.clone()).filter(|file| has_ending(file, "rs")));
                    }
                    Some(rest) => {
                        let names = names_in(&path, &rest)?;
                        all.add(&names);
                        files.insert(path.clone(), names);
                        self.texts.insert(path.clone(), rest);
                        changed.insert(path);
                    }
                }
            }
            let lost = all_before.lost(&all);
            let news: Vec<_> = lost.into_iter().filter(|name| !self.vocabulary.has_learned(name)).collect();
            let naming = files.iter().filter(|(_, names)| news.iter().any(|name| names.mention(name)));
            open.extend(naming.map(|(path, _)| path.clone()).filter(|path| has_ending(path, "rs")));
            open.extend(changed);
            self.vocabulary.learn(news);
        }
        Ok(())
    }

    fn pruned_code(&self, path: &str, text: &str, gone: &GoneNames) -> Result<Option<String>, Unreadable> {
        if (self.is_unrelated)(path) {
            return Ok(Some(text.to_owned()));
        }
        let unreadable = |reason: String| Unreadable { file: path.to_owned(), reason };
        let is_gone = |module: &str| {
            let [file, folder] = files_of_module(path, module);
            let had = |path: &str| self.before.contains_key(path);
            let has = |path: &str| self.texts.contains_key(path);
            (had(&file) || had(&folder)) && !has(&file) && !has(&folder)
        };
        let place = Place { gone, is_test: is_test(path), has_gone_modules: text.contains("mod "), is_gone: &is_gone };
        let Some(rest) = rust::pruned(text, &self.vocabulary, &place).map_err(unreadable)? else { return Ok(None) };
        let Some(before) = self.before.get(path).filter(|before| **before != rest) else { return Ok(Some(rest)) };
        if place.is_test && has_tests(before) && !has_tests(&rest) {
            return Ok(None);
        }
        let unused = imports::unused_imports(before, &rest).map_err(unreadable)?;
        rust::without_imports(&rest, &unused).map(Some).map_err(unreadable)
    }

    /// The modules of the crate of this file whose files are gone, unless another one, or a function of the crate, has the name.
    fn gone_modules(&self, path: &str, names: &HashMap<String, Names>) -> BTreeSet<String> {
        let root = root_of_crate(path);
        let modules = |texts: &Texts| -> BTreeSet<String> {
            let files = texts.range(root.to_owned()..).take_while(|(file, _)| file.starts_with(root));
            let files = files.filter(|(file, _)| has_ending(file, "rs"));
            files.map(|(file, _)| module_of(file).to_owned()).collect()
        };
        let left = modules(&self.texts);
        let mut gone = modules(self.before);
        gone.retain(|module| {
            let has_item = |(file, names): (&String, &Names)| file.starts_with(root) && names.has_item(module);
            !left.contains(module) && !names.iter().any(has_item)
        });
        gone
    }

    fn prune_texts(&mut self) -> Result<(), Unreadable> {
        let paths: Vec<_> = self.texts.keys().filter(|path| !(self.is_unrelated)(path)).cloned().collect();
        let is_in = |text: &str| self.vocabulary.is_in(text);
        let is_in_lines = |text: &str| text.lines().any(|line| self.vocabulary.is_in_code(line));
        let gone = commands::Gone { wrappers: self.wrappers, features: self.features, is_in: &is_in };
        let mut pruned = Vec::new();
        for path in paths {
            let text = self.texts.get(&path).map(String::as_str).unwrap_or_default();
            if !is_in(text) {
                continue;
            }
            let ending = path.rsplit(['.', '/']).next().unwrap_or_default();
            let commands;
            let text = match ending {
                "rs" | "json" | "lock" | "svg" => text,
                _ => {
                    commands = commands::pruned(text, &gone);
                    &commands
                }
            };
            let is_script = ["js", "mjs", "py", "ts"].contains(&ending) && is_test(&path);
            let script = is_script.then(|| scripts::pruned(text, &is_in_lines));
            let text = script.as_deref().unwrap_or(text);
            let rest = match ending {
                "rs" => comments::pruned(text, &["//!", "///", "//"], &is_in),
                "mjs" | "js" | "ts" => comments::pruned(text, &["//"], &is_in),
                "Makefile" => comments::pruned(&makefile::pruned(text, &is_in), &["#"], &is_in),
                "sh" | "yaml" | "yml" | "toml" | "py" => comments::pruned(text, &["#"], &is_in),
                "md" => prose::pruned(text, &|text| is_in(&markdown::without_decisions(text))),
                "json" if path.starts_with("docs/openapi") => {
                    api::pruned(text, &is_in).map_err(|reason| Unreadable { file: path.clone(), reason })?
                }
                "json" => members::pruned(text, &is_in),
                _ => text.to_owned(),
            };
            pruned.push((path, rest));
        }
        self.texts.extend(pruned);
        Ok(())
    }
}

fn has_names(path: &str) -> bool {
    has_ending(path, "rs") || has_ending(path, "jinja")
}

fn names_in(path: &str, text: &str) -> Result<Names, Unreadable> {
    if has_ending(path, "rs") {
        Names::of_code(text).map_err(|reason| Unreadable { file: path.to_owned(), reason })
    } else {
        Ok(Names::of_words(text))
    }
}

fn names_of(texts: &Texts) -> Result<HashMap<String, Names>, Unreadable> {
    let files = texts.iter().filter(|(path, _)| has_names(path));
    files.map(|(path, text)| Ok((path.clone(), names_in(path, text)?))).collect()
}

fn sum<'a>(files: impl Iterator<Item = &'a Names>) -> Names {
    let mut all = Names::default();
    files.for_each(|names| all.add(names));
    all
}

/// Whether a file has tests, or cases of one.
fn has_tests(text: &str) -> bool {
    ["#[test]", "#[tokio::test", "fn cases()"].iter().any(|sign| text.contains(sign))
}

/// The name of the module that a file has.
fn module_of(path: &str) -> &str {
    path.trim_end_matches(".rs").trim_end_matches("/mod").rsplit('/').next().unwrap_or(path)
}

/// The folder of the crate that a file is in: that of its sources, or of one target of tests.
fn root_of_crate(path: &str) -> &str {
    let end = |folder: &str, rest: usize| path.rfind(folder).map(|at| at + folder.len() + rest);
    let target = |folder: &str| {
        let at = path.find(folder)? + folder.len();
        path.get(at..)?.find('/').map(|length| at + length + 1)
    };
    let end = if path.contains("/src/") { end("/src/", 0) } else { target("/tests/") };
    end.and_then(|end| path.get(..end)).unwrap_or(path)
}

/// The files that may declare this one.
fn declaring(path: &str) -> Vec<String> {
    let path = path.strip_suffix("/mod.rs").unwrap_or(path.trim_end_matches(".rs"));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut files: Vec<_> = ["mod.rs", "lib.rs", "main.rs"].iter().map(|file| format!("{folder}/{file}")).collect();
    files.push(format!("{folder}.rs"));
    files
}

/// Where the file of a module is that another file declares.
fn files_of_module(path: &str, module: &str) -> [String; 2] {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let is_root = ["mod.rs", "lib.rs", "main.rs"].contains(&file)
        || folder.ends_with("/tests")
        || folder.ends_with("/benches")
        || folder.ends_with("/bin");
    let folder = if is_root { folder.to_owned() } else { path.trim_end_matches(".rs").to_owned() };
    [format!("{folder}/{module}.rs"), format!("{folder}/{module}/mod.rs")]
}

/// Whether the code of a file is that of tests.
fn is_test(path: &str) -> bool {
    ["testing/", "bench/", "examples/"].iter().any(|folder| path.starts_with(folder))
        || ["/test/", "/tests/", "/benches/", "/examples/"].iter().any(|folder| path.contains(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_its_sources_or_a_target_of_tests() {
        for (path, root) in [
            ("core/pen/src/ink/mod.rs", "core/pen/src/"),
            ("core/pen/tests/write/ink.rs", "core/pen/tests/write/"),
            ("core/pen/tests/write.rs", "core/pen/tests/write.rs"),
            ("core/pen/src/tests/ink.rs", "core/pen/src/"),
        ] {
            assert_eq!(root_of_crate(path), root);
        }
    }
}
