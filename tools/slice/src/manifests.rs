//! Manifests and the lockfile, found by their syntax and otherwise left as they are.

use std::collections::BTreeSet;

use toml_edit::{Document, Item};

use crate::{refusal::Refusal, text::insert_behind};

/// A manifest.
pub(crate) struct Manifest {
    path: String,
    document: Document<String>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] where it is no TOML.
    pub(crate) fn parse(path: &str, text: String) -> Result<Self, Refusal> {
        let document = Document::parse(text)
            .map_err(|error| Refusal::Unreadable { file: path.to_owned(), reason: error.to_string() })?;
        Ok(Self { path: path.to_owned(), document })
    }

    /// The text at this way through the tables.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`].
    pub(crate) fn text_at(&self, keys: &[&str]) -> Result<&str, Refusal> {
        let found = keys.iter().try_fold(self.document.as_item(), |item, key| item.get(key)).and_then(Item::as_str);
        found.ok_or_else(|| self.lacks(format!("text {}", keys.join("."))))
    }

    /// What the crate is built and tested with.
    pub(crate) fn dependencies(&self) -> BTreeSet<String> {
        let tables = ["dependencies", "dev-dependencies"].map(|kind| self.document.as_table().get(kind)?.as_table());
        tables.into_iter().flatten().flat_map(|table| table.iter().map(|(name, _)| name.to_owned())).collect()
    }

    /// The text of the manifest with a line for a dependency, which are sorted.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`] where there are no dependencies.
    pub(crate) fn with_dependency(&self, name: &str, line: &str) -> Result<String, Refusal> {
        let lacks = || self.lacks("table [dependencies] with an entry in each line".to_owned());
        let table = self.document.as_table().get("dependencies").and_then(Item::as_table).ok_or_else(lacks)?;
        let mut behind = self.line_of(table.span().ok_or_else(lacks)?.start);
        for (other, _) in table.iter().filter(|(other, _)| *other < name) {
            let (key, item) = table.get_key_value(other).ok_or_else(lacks)?;
            let end = item.as_value().and_then(toml_edit::Value::span).or_else(|| key.span()).ok_or_else(lacks)?.end;
            behind = behind.max(self.line_of(end));
        }
        Ok(insert_behind(self.document.raw(), behind, line))
    }

    /// The number of the line that this byte stands in.
    fn line_of(&self, at: usize) -> usize {
        self.document.raw().get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    fn lacks(&self, what: String) -> Refusal {
        Refusal::AnchorMissing { file: self.path.clone(), what }
    }
}

/// The lockfile, in which each package is a block and the blocks are sorted.
pub(crate) struct Lockfile<'a> {
    path: &'static str,
    blocks: Vec<&'a str>,
}

impl<'a> Lockfile<'a> {
    pub(crate) fn read(path: &'static str, text: &'a str) -> Self {
        Self { path, blocks: text.split_inclusive("\n\n").collect() }
    }

    /// The packages, as code calls them.
    pub(crate) fn packages(&self) -> BTreeSet<String> {
        self.blocks.iter().filter_map(|block| name_of(block)).map(|name| name.replace('-', "_")).collect()
    }

    /// The text with another member of the workspace, on which `user` depends. A dependency of which there are two versions
    /// is named as `user` or another member names it.
    ///
    /// # Errors
    /// [`Refusal::AnchorMissing`] where `user` is not there.
    pub(crate) fn with_member(
        &self,
        name: &str,
        version: &str,
        dependencies: &BTreeSet<String>,
        user: &str,
    ) -> Result<String, Refusal> {
        let lines: Vec<String> = dependencies.iter().map(|dependency| self.dependency_line(dependency)).collect();
        let block = format!(
            "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\ndependencies = [\n{}]\n\n",
            lines.concat()
        );
        let mut text = String::new();
        let (mut is_added, mut is_used) = (false, false);
        for part in &self.blocks {
            if !is_added && name_of(part).is_some_and(|other| other > name) {
                text.push_str(&block);
                is_added = true;
            }
            match name_of(part) {
                Some(other) if other == user => {
                    text.push_str(&with_dependency(part, name).ok_or_else(|| self.lacks(user))?);
                    is_used = true;
                }
                _ => text.push_str(part),
            }
        }
        if !is_added {
            // No empty line stands behind the last block.
            text = format!("{text}\n{}\n", block.trim_end());
        }
        if is_used { Ok(text) } else { Err(self.lacks(user)) }
    }

    /// The text without a member, on which `user` depends no more.
    pub(crate) fn without_member(&self, name: &str, user: &str) -> String {
        let line = format!(" \"{name}\",\n");
        let others = self.blocks.iter().filter(|block| name_of(block) != Some(name));
        let text: String = others
            .map(|block| if name_of(block) == Some(user) { block.replacen(&line, "", 1) } else { (*block).to_owned() })
            .collect();
        text.trim_end().to_owned() + "\n"
    }

    /// The text with its packages, and their lists of dependencies, sorted anew: after some have other names.
    pub(crate) fn sorted(&self) -> String {
        let (mut packages, head): (Vec<_>, Vec<_>) =
            self.blocks.iter().copied().partition(|block| name_of(block).is_some());
        packages.sort_by(|left, right| name_of(left).cmp(&name_of(right)));
        let packages = packages.into_iter().map(|block| with_sorted_dependencies(block).trim_end().to_owned());
        let packages = packages.collect::<Vec<_>>().join("\n\n");
        format!("{}{packages}\n", head.concat())
    }

    /// The line by which members of the workspace depend on this package: with its version where there are several.
    fn dependency_line(&self, dependency: &str) -> String {
        let members = self.blocks.iter().filter(|block| !block.contains("\nsource = "));
        let lines = members.flat_map(|block| block.lines());
        let is_meant = |line: &&str| {
            let named = line.strip_prefix(" \"").and_then(|line| line.strip_suffix("\","));
            named.is_some_and(|named| named.split(' ').next() == Some(dependency))
        };
        lines.into_iter().find(is_meant).map_or_else(|| format!(" \"{dependency}\",\n"), |line| format!("{line}\n"))
    }

    fn lacks(&self, user: &str) -> Refusal {
        Refusal::AnchorMissing {
            file: self.path.to_owned(),
            what: format!("package {user} with a list of dependencies"),
        }
    }
}

/// The name of the package that a block is about.
fn name_of(block: &str) -> Option<&str> {
    block.strip_prefix("[[package]]\nname = \"")?.split('"').next()
}

/// The block with its list of dependencies sorted.
fn with_sorted_dependencies(block: &str) -> String {
    let is_entry = |line: &&str| line.starts_with(" \"");
    let mut entries: Vec<_> = block.split_inclusive('\n').filter(is_entry).collect();
    entries.sort_by_key(|line| line.trim_start_matches(" \"").split([' ', '"']).next());
    let mut entries = entries.into_iter();
    block
        .split_inclusive('\n')
        .map(|line| if is_entry(&line) { entries.next().unwrap_or_default() } else { line })
        .collect()
}

/// The block with another line in its sorted list of dependencies.
fn with_dependency(block: &str, name: &str) -> Option<String> {
    let opens = block.lines().position(|line| line == "dependencies = [")?;
    let entries = block.lines().skip(opens + 1).take_while(|line| line.starts_with(" \""));
    let named = |line: &str| line.trim_start_matches(" \"").split([' ', '"']).next().map(str::to_owned);
    let before = entries.take_while(|line| named(line).is_some_and(|other| other.as_str() < name)).count();
    Some(insert_behind(block, opens + 1 + before, &format!(" \"{name}\",\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[package]\nname = \"umbrella\"\n\n[dependencies]\nactix-web.workspace = true\ncancel_order = { path = \"../features/cancel_order\" }\n# The next.\nclap = { workspace = true, features = [\n    \"derive\",\n] }\nurl.workspace = true\n\n[dev-dependencies]\nzerocopy.workspace = true\n";

    #[test]
    fn a_dependency_goes_where_it_is_sorted() {
        let manifest = Manifest::parse("app/Cargo.toml", MANIFEST.to_owned()).unwrap();
        for (name, before) in [
            ("aa", "[dependencies]\n"),
            ("cap", "cancel_order\" }\n"),
            ("close_account", "] }\n"),
            ("view", "url.workspace = true\n"),
        ] {
            let with = manifest.with_dependency(name, "x = 1\n").unwrap();
            assert!(with.contains(&format!("{before}x = 1\n")), "{name}: {with}");
            assert_eq!(with.replace("x = 1\n", ""), MANIFEST);
        }
        assert_eq!(manifest.text_at(&["package", "name"]).unwrap(), "umbrella");
        assert_eq!(
            manifest.dependencies(),
            ["actix-web", "cancel_order", "clap", "url", "zerocopy"].map(str::to_owned).into()
        );
    }

    #[test]
    fn a_manifest_without_the_table_is_refused() {
        let manifest = Manifest::parse("app/Cargo.toml", "[dev-dependencies]\n".to_owned()).unwrap();
        let refusal = manifest.with_dependency("a", "").unwrap_err().to_string();
        assert!(refusal.starts_with("app/Cargo.toml has no table [dependencies]"), "{refusal}");
        assert!(manifest.text_at(&["package", "name"]).is_err());
        assert!(matches!(Manifest::parse("Cargo.toml", "[".to_owned()), Err(Refusal::Unreadable { .. })));
    }

    const LOCKFILE: &str = "# Made by cargo.\nversion = 4\n\n[[package]]\nname = \"log_in\"\nversion = \"0.1.0\"\ndependencies = [\n \"actix-web\",\n \"toml 1.2.1\",\n]\n\n[[package]]\nname = \"toml\"\nversion = \"0.8.0\"\nsource = \"registry\"\ndependencies = [\n \"shaku 0.1.0\",\n]\n\n[[package]]\nname = \"umbrella\"\nversion = \"0.1.0\"\ndependencies = [\n \"actix-web\",\n \"log_in\",\n \"toml 1.2.1\",\n]\n";

    #[test]
    fn a_member_goes_into_the_lockfile_as_cargo_writes_it_and_out_again() {
        let dependencies = ["actix-web", "shaku", "toml"].map(str::to_owned).into();
        let lockfile = Lockfile::read("Cargo.lock", LOCKFILE);
        let with = lockfile.with_member("close_account", "0.1.0", &dependencies, "umbrella").unwrap();
        assert_eq!(
            with,
            LOCKFILE
                .replace(
                    "[[package]]\nname = \"log_in\"",
                    "[[package]]\nname = \"close_account\"\nversion = \"0.1.0\"\ndependencies = [\n \"actix-web\",\n \"shaku\",\n \"toml 1.2.1\",\n]\n\n[[package]]\nname = \"log_in\""
                )
                .replace(" \"log_in\",\n", " \"close_account\",\n \"log_in\",\n")
        );
        assert_eq!(Lockfile::read("Cargo.lock", &with).without_member("close_account", "umbrella"), LOCKFILE);
        assert!(lockfile.with_member("close_account", "0.1.0", &dependencies, "acme").is_err());
        let last = lockfile.with_member("zz_report", "0.1.0", &["toml".to_owned()].into(), "umbrella").unwrap();
        let block = "[[package]]\nname = \"zz_report\"\nversion = \"0.1.0\"\ndependencies = [\n \"toml 1.2.1\",\n]\n";
        assert!(last.ends_with(&format!(" \"toml 1.2.1\",\n \"zz_report\",\n]\n\n{block}")), "{last}");
        assert_eq!(Lockfile::read("Cargo.lock", &last).without_member("zz_report", "umbrella"), LOCKFILE);
        assert_eq!(lockfile.packages(), ["log_in", "toml", "umbrella"].map(str::to_owned).into());
        assert_eq!(lockfile.sorted(), LOCKFILE);
        let renamed = LOCKFILE.replace("log_in", "zz");
        let sorted = Lockfile::read("Cargo.lock", &renamed).sorted();
        assert!(sorted.ends_with(" \"toml 1.2.1\",\n \"zz\",\n]\n\n[[package]]\nname = \"zz\"\nversion = \"0.1.0\"\ndependencies = [\n \"actix-web\",\n \"toml 1.2.1\",\n]\n"), "{sorted}");
    }
}
