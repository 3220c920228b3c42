//! The product without some of its parts.

use std::collections::BTreeSet;

use crate::{
    conditions::without_feature,
    items::without_item,
    markdown::{without_links, without_section},
    other_lists::{self, Changes},
    parts::{Cut, FOLDER, Part, Rename},
    paths::has_ending,
    plan::Plan,
    pruning::{Pruning, Texts, Unreadable},
    refusal::Refusal,
    repository::Repository,
    templates::formatted,
    text::remove_once,
};

/// Where words of what is gone may stay: what was decided and changed in the past, packages of others, data, and lists of other
/// parts.
const HISTORY: [&str; 5] = ["CHANGELOG.md", "docs/adr/", "Cargo.lock", "core/domain/data/", "tools/slice/parts/"];

/// Files with names of things, and with comments.
const CODE: [&str; 6] = ["js", "jinja", "mjs", "py", "rs", "ts"];

/// What stripping does, and what it leaves.
pub(crate) struct Planned {
    pub(crate) plan: Plan,
    /// The lines that have a word of what is gone: `path: line`.
    pub(crate) left: Vec<String>,
}

/// Plans to strip parts.
///
/// # Errors
/// [`Refusal::PartMissing`] where the repository is not as a part's list says.
pub(crate) fn plan(parts: &[Part], repository: &Repository) -> Result<Planned, Refusal> {
    let mut stripping = Stripping {
        repository,
        plan: Plan::default(),
        there: repository.texts()?.into_iter().collect(),
        pictures: repository.tracked()?.into_iter().collect(),
        edited: BTreeSet::new(),
        gone: BTreeSet::new(),
    };
    stripping.pictures.retain(|path| !stripping.there.contains(path));
    for part in parts {
        // As the parts before it left its list.
        let part = Part::parse(&part.name, &stripping.text(&part.list())?)?;
        let before = stripping.strip(&part)?;
        // The next list is written for what rustfmt leaves.
        stripping.format()?;
        stripping.update_lists(&before)?;
    }
    stripping.unlink()?;
    let left = stripping.left(parts)?;
    Ok(Planned { plan: stripping.plan, left })
}

/// The steps of a plan.
struct Stripping<'a> {
    repository: &'a Repository,
    plan: Plan,
    /// The tracked texts that stay.
    there: BTreeSet<String>,
    /// The tracked files that stay and are no texts.
    pictures: BTreeSet<String>,
    /// Rust files with edits, which rustfmt has yet to see.
    edited: BTreeSet<String>,
    /// The files that go, and the folders that nothing is left in.
    gone: BTreeSet<String>,
}

impl Stripping<'_> {
    /// Takes a part out; returns the texts as they were.
    fn strip(&mut self, part: &Part) -> Result<Texts, Refusal> {
        for Rename { file, to } in &part.renames {
            self.rename(file, to)?;
        }
        let before = self.texts()?;
        for path in part.files.iter().chain([&part.list()]) {
            self.remove(path)?;
        }
        for feature in &part.features {
            self.remove_feature(feature)?;
        }
        for section in &part.sections {
            for heading in &section.headings {
                let text = self.text(&section.file)?;
                let rest = without_section(&text, heading);
                let rest = rest.ok_or_else(|| missing(&section.file, &format!("section `{heading}` exactly once")))?;
                self.replace(&section.file, rest)?;
            }
        }
        for items in &part.items {
            for item in &items.items {
                let text = self.text(&items.file)?;
                self.replace(&items.file, without_item(&items.file, &text, item)?)?;
            }
        }
        for lines in &part.lines {
            for line in &lines.lines {
                let text = self.text(&lines.file)?;
                let rest = remove_once(&text, &format!("{line}\n"));
                let rest = rest.ok_or_else(|| missing(&lines.file, &format!("line `{line}` exactly once")))?;
                self.replace(&lines.file, rest)?;
            }
        }
        for Cut { file, from, until } in &part.cuts {
            let text = self.text(file)?;
            let rest = without_cut(&text, from, until.as_deref());
            let what = || format!("text from `{from}` until `{}` exactly once", until.as_deref().unwrap_or("the end"));
            self.replace(file, rest.ok_or_else(|| missing(file, &what()))?)?;
        }
        for edit in &part.edits {
            let text = self.text(&edit.file)?;
            if text.matches(&edit.from).count() != 1 {
                return Err(missing(&edit.file, &format!("text `{}` exactly once", edit.from)));
            }
            self.replace(&edit.file, text.replacen(&edit.from, &edit.to, 1))?;
        }
        if part.prune {
            self.prune(part, &before)?;
        }
        for path in &part.spare {
            let text = with_spare_code(&self.text(path)?);
            self.replace(path, text)?;
        }
        Ok(before)
    }

    /// Takes out what mentions the part.
    fn prune(&mut self, part: &Part, before: &Texts) -> Result<(), Refusal> {
        let pruning = Pruning {
            before,
            texts: self.texts()?,
            vocabulary: part.vocabulary(),
            features: &part.features,
            wrappers: &part.wrappers,
            is_unrelated: &|path| is_unrelated(part, path),
        };
        let texts = pruning.run().map_err(|Unreadable { file, reason }| Refusal::Unreadable { file, reason })?;
        let vocabulary = part.vocabulary();
        for path in self.pictures.clone() {
            if vocabulary.is_in(&path) && !is_unrelated(part, &path) {
                self.remove(&path)?;
            }
        }
        for path in self.there.clone() {
            match texts.get(&path) {
                Some(text) if *text != self.text(&path)? => self.replace(&path, text.clone())?,
                Some(_) => {}
                None => self.remove(&path)?,
            }
        }
        Ok(())
    }

    /// Every file that is there.
    fn texts(&self) -> Result<Texts, Refusal> {
        self.there.iter().map(|path| Ok((path.clone(), self.text(path)?))).collect()
    }

    /// Removes a file, or all that is tracked in a folder.
    fn remove(&mut self, path: &str) -> Result<(), Refusal> {
        let below = format!("{path}/");
        let files: Vec<_> = self
            .there
            .union(&self.pictures)
            .filter(|file| *file == path || file.starts_with(&below))
            .cloned()
            .collect();
        if files.is_empty() {
            return Err(Refusal::PartMissing { file: path.to_owned(), what: "a tracked file".to_owned() });
        }
        for file in files {
            self.plan.delete(self.repository, &file)?;
            self.there.remove(&file);
            self.pictures.remove(&file);
            self.gone.insert(file);
        }
        self.gone.insert(path.to_owned());
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal> {
        let text = self.text(from)?;
        self.remove(from)?;
        self.plan.create(self.repository, to.to_owned(), text)?;
        self.there.insert(to.to_owned());
        Ok(())
    }

    fn remove_feature(&mut self, feature: &str) -> Result<(), Refusal> {
        let named = format!("feature = \"{feature}\"");
        let files: Vec<_> = self.there.iter().filter(|path| has_ending(path, "rs")).cloned().collect();
        for path in files {
            let text = self.text(&path)?;
            if text.contains(&named) {
                self.replace(&path, without_feature(&path, &text, feature)?)?;
            }
        }
        Ok(())
    }

    /// Takes out of the lists of other parts what is about files and texts that are gone.
    fn update_lists(&mut self, before: &Texts) -> Result<(), Refusal> {
        let is_list = |path: &&String| path.starts_with(FOLDER) && has_ending(path, "toml");
        for path in self.there.iter().filter(is_list).cloned().collect::<Vec<_>>() {
            let texts = |file: &str| Some((before.get(file)?.clone(), self.text(file).ok()?));
            let changes = Changes { gone: &self.gone, texts: &texts };
            let text = other_lists::updated(&self.text(&path)?, &changes);
            let text = text.map_err(|reason| Refusal::Unreadable { file: path.clone(), reason })?;
            self.replace(&path, text)?;
        }
        Ok(())
    }

    /// Turns links to what is gone into text.
    fn unlink(&mut self) -> Result<(), Refusal> {
        let documents: Vec<_> = self.there.iter().filter(|path| has_ending(path, "md")).cloned().collect();
        for path in documents {
            let text = self.text(&path)?;
            self.replace(&path, without_links(&path, &text, |target| self.gone.contains(target)))?;
        }
        Ok(())
    }

    /// What is shorter may fit into fewer lines.
    fn format(&mut self) -> Result<(), Refusal> {
        for path in std::mem::take(&mut self.edited) {
            if self.there.contains(&path) {
                let text = formatted(&self.text(&path)?, self.repository)?;
                self.plan.replace(self.repository, &path, text)?;
            }
        }
        Ok(())
    }

    fn left(&self, parts: &[Part]) -> Result<Vec<String>, Refusal> {
        let mut left = Vec::new();
        for part in parts {
            let vocabulary = part.vocabulary();
            let is_remade = |path: &str| part.remade.iter().any(|remade| path.starts_with(remade));
            for path in self.there.iter().filter(|path| !is_unrelated(part, path) && !is_remade(path)) {
                let text = self.text(path)?;
                // A block of code names its language.
                let is_history = |line: &str| line.contains("](adr/") || line.trim_start().starts_with("```");
                let lines = text.lines().filter(|line| !is_history(line));
                let is_code = CODE.iter().any(|ending| has_ending(path, ending));
                let lines =
                    lines.filter(|line| if is_code { vocabulary.is_in_code(line) } else { vocabulary.is_in(line) });
                left.extend(lines.map(|line| format!("{path}: {}", line.trim())));
                if vocabulary.is_in(path) {
                    left.push(format!("{path}: its name"));
                }
            }
        }
        Ok(left)
    }

    fn text(&self, path: &str) -> Result<String, Refusal> {
        if !self.there.contains(path) {
            return Err(missing(path, "place in the tree"));
        }
        self.plan.text(self.repository, path)
    }

    fn replace(&mut self, path: &str, text: String) -> Result<(), Refusal> {
        if has_ending(path, "rs") {
            self.edited.insert(path.to_owned());
        }
        self.plan.replace(self.repository, path, text)
    }
}

/// The Rust file, in which nothing has to be used.
fn with_spare_code(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.starts_with("//!") || line.is_empty());
    let (documentation, code) = text.split_at(lines.map(|line| line.len() + 1).sum());
    format!("{documentation}#![allow(dead_code, reason = \"what is added later uses it\")]\n\n{code}")
}

/// The text without what begins with one text, which is there once, and ends before the next `until`.
fn without_cut(text: &str, from: &str, until: Option<&str>) -> Option<String> {
    let (before, behind) = text.split_once(from).filter(|(_, behind)| !behind.contains(from))?;
    let end = match until {
        Some(until) => behind.find(until)?,
        None => behind.len(),
    };
    Some(format!("{before}{}", behind.get(end..)?))
}

/// Whether the words of a part mean something else in a file, or stay there.
fn is_unrelated(part: &Part, path: &str) -> bool {
    HISTORY.iter().any(|history| path.starts_with(history))
        || part.unrelated.iter().any(|unrelated| path.starts_with(unrelated))
}

fn missing(file: &str, what: &str) -> Refusal {
    Refusal::PartMissing { file: file.to_owned(), what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spare_code_is_allowed_below_the_documentation() {
        let allowed = "#![allow(dead_code, reason = \"what is added later uses it\")]\n\n";
        assert_eq!(with_spare_code("//! A.\n\nuse b;\n"), format!("//! A.\n\n{allowed}use b;\n"));
        assert_eq!(with_spare_code("use b;\n"), format!("{allowed}use b;\n"));
    }

    #[test]
    fn a_cut_ends_before_its_end() {
        assert_eq!(without_cut("a b c b d", "b", Some("d")), None);
        assert_eq!(without_cut("a b c d", "b", Some("d")).as_deref(), Some("a d"));
        assert_eq!(without_cut("a b c d", "b", None).as_deref(), Some("a "));
        assert_eq!(without_cut("a b c d", "b", Some("e")), None);
    }
}
