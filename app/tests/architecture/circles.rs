use std::{
    collections::{BTreeMap, BTreeSet},
    iter::Peekable,
    slice,
};

use crate::{
    planted::{NONE, workspace},
    workspace::{Layer, Member, SourceFile, Workspace},
};

/// A module by its path; the root's is empty.
type Path = Vec<String>;

/// The modules of a crate that are files.
struct Modules<'a> {
    files: BTreeMap<Path, &'a SourceFile>,
    /// The imports of each module, by their local name: other modules may import them from there.
    imports: BTreeMap<Path, BTreeMap<String, Path>>,
}

/// The files in which a crate lists its aggregates (docs/adr/0047). A list imports what it lists, and may be imported
/// by it.
const LISTS: &[(&str, &str)] = &[
    ("core/application", "aggregates"),
    ("infra/dynamodb", "items"),
    // Of SQLite and PostgreSQL.
    ("infra/sea_orm", "rows"),
];

/// No file but a list is part of a cycle of imports, however long. A module and its children count as one: they may
/// import each other.
fn imports_go_one_way(workspace: &Workspace) -> Vec<String> {
    let checked = workspace.members.iter().filter(|member| member.layer() != Some(Layer::Bench));
    checked.flat_map(|member| Modules::of(member).circles(&member.folder)).collect()
}

impl<'a> Modules<'a> {
    /// Without tests, which may import everything.
    fn of(member: &'a Member) -> Self {
        let files = member.sources.iter().filter_map(|source| Some((module_of(&source.path)?, source)));
        let files: BTreeMap<Path, &SourceFile> = files.collect();
        let imports = files.iter().map(|(module, source)| {
            let named = imported_paths(&source.code()).into_iter();
            (module.clone(), named.map(|Import { name, path }| (name, path)).collect())
        });
        Self { imports: imports.collect(), files }
    }

    fn circles(&self, folder: &str) -> BTreeSet<String> {
        let imported_by = |module: &Path, source| {
            if LISTS.contains(&(folder, &module.join("::"))) {
                BTreeSet::new()
            } else {
                self.imported_by(module, source)
            }
        };
        let edges: BTreeMap<&Path, BTreeSet<Path>> =
            self.files.iter().map(|(module, source)| (module, imported_by(module, source))).collect();
        let reached = |from: &Path| {
            let (mut found, mut open) = (BTreeSet::new(), vec![from.clone()]);
            while let Some(module) = open.pop() {
                open.extend(edges[&module].iter().filter(|next| found.insert((*next).clone())).cloned());
            }
            found
        };
        let reached: BTreeMap<&Path, BTreeSet<Path>> = edges.keys().map(|module| (*module, reached(module))).collect();
        let circle = |module: &Path| {
            let around = reached[module].iter().filter(|other| reached[other].contains(module));
            around.map(|other| other.join("::")).collect::<Vec<_>>()
        };
        let circles = edges.keys().map(|module| circle(module)).filter(|circle| !circle.is_empty());
        circles.map(|circle| format!("{folder}: {}", circle.join(", "))).collect()
    }

    /// The modules that a file imports from, or names by their whole path.
    fn imported_by(&self, module: &Path, source: &SourceFile) -> BTreeSet<Path> {
        let code = source.code();
        let imports = imported_paths(&code).into_iter().map(|import| import.path);
        let paths = imports.chain(named_paths(&code));
        let found = paths.filter_map(|path| self.resolve(module, &path, 0));
        found.filter(|other| !module.starts_with(other) && !other.starts_with(module)).collect()
    }

    /// The module that defines this name of `from`; none if that is another crate.
    fn resolve(&self, from: &Path, path: &[String], depth: usize) -> Option<Path> {
        let (mut at, mut rest) = (from.clone(), path);
        let mut is_first = true;
        while let Some((name, behind)) = rest.split_first() {
            let below = [at.as_slice(), slice::from_ref(name)].concat();
            match name.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => _ = at.pop(),
                _ if self.files.contains_key(&below) => at = below,
                _ => {
                    let Some(imported) = self.imports.get(&at)?.get(name).filter(|_| depth < 8) else {
                        return (!is_first).then_some(at);
                    };
                    if is_first && imported.as_slice() == path {
                        return None;
                    }
                    return self.resolve(&at, &[imported.as_slice(), behind].concat(), depth + 1);
                }
            }
            (rest, is_first) = (behind, false);
        }
        Some(at)
    }
}

/// The module of a file; none for a test, and for a program beside the library.
fn module_of(file: &str) -> Option<Path> {
    let file = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut names: Path = file.split('/').map(str::to_owned).collect();
    if names.iter().any(|name| matches!(name.as_str(), "bin" | "tests")) || names == ["main"] {
        return None;
    }
    names.pop_if(|last| matches!(last.as_str(), "mod" | "lib"));
    Some(names)
}

/// A name that a file gives to an item of another module.
struct Import {
    name: String,
    path: Path,
}

fn imported_paths(code: &[&str]) -> Vec<Import> {
    let mut imports = Vec::new();
    for (at, token) in code.iter().enumerate() {
        // Captures of a type are written with the same word.
        if *token == "use" && code.get(at + 1) != Some(&"<") {
            let end = code[at..].iter().position(|token| *token == ";").map_or(code.len(), |length| at + length);
            read_tree(&mut code[at + 1..end].iter().copied().peekable(), &Vec::new(), &mut imports);
        }
    }
    imports
}

/// Reads `a::b as c`, or `a::{self, b}`, below `prefix`.
fn read_tree<'a>(tokens: &mut Peekable<impl Iterator<Item = &'a str>>, prefix: &Path, found: &mut Vec<Import>) {
    let (mut path, mut name, mut is_named) = (prefix.clone(), None, false);
    while let Some(token) = tokens.next_if(|token| !matches!(*token, "," | "}")) {
        match token {
            ":" => {}
            "{" => {
                while tokens.peek().is_some_and(|token| *token != "}") {
                    read_tree(tokens, &path, found);
                    tokens.next_if(|token| *token == ",");
                }
                tokens.next();
                return;
            }
            "as" => name = tokens.next().map(str::to_owned),
            "self" if !path.is_empty() => is_named = true,
            segment => {
                path.push(segment.to_owned());
                is_named = true;
            }
        }
    }
    if let Some(last) = path.last().filter(|_| is_named) {
        found.push(Import { name: name.unwrap_or_else(|| last.clone()), path });
    }
}

/// Paths such as `crate::a::b` and `super::c` outside of imports.
fn named_paths(code: &[&str]) -> Vec<Path> {
    let begins = |at: usize| matches!(code[at], "crate" | "super" | "self") && (at == 0 || code[at - 1] != ":");
    let path = |at: usize| {
        let mut path = vec![code[at].to_owned()];
        let mut at = at + 1;
        while let [":", ":", name, ..] = code[at.min(code.len())..] {
            path.push(name.to_owned());
            at += 3;
        }
        path
    };
    (0..code.len()).filter(|at| begins(*at)).map(path).filter(|path| path.len() > 1).collect()
}

#[test]
fn no_two_files_import_each_other() {
    let planted = workspace([
        Member::planted("app")
            .with_source("src/lib.rs", "mod a; mod b; mod c; mod folder; pub use c::Thing;")
            // Around three corners, one of them by a re-export of the root, one by a whole path.
            .with_source("src/a.rs", "use crate::{b::{self, Other}, folder};")
            .with_source("src/b.rs", "fn f() -> super::Thing { Thing }")
            .with_source("src/c.rs", "fn f() { crate::a::run(); } mod tests { use super::Thing; use crate::d; }")
            // A module and its children count as one.
            .with_source(
                "src/folder/mod.rs",
                "mod one; mod two; use one::One; pub struct Whole; use two::Two as Second;",
            )
            .with_source("src/folder/one.rs", "use super::{Second, Whole};")
            .with_source("src/folder/two.rs", "use super::one::One; fn f(_: impl Sized + use<>) {}")
            .with_source("src/folder/tests/mod.rs", "use super::one; use crate::a;"),
        Member::planted("bench/harness")
            .with_source("src/a.rs", "use crate::b::B;")
            .with_source("src/b.rs", "use crate::a::A;"),
        Member::planted("core/domain")
            .with_source("src/lib.rs", "mod a; mod b; pub use a::A; pub use b::B;")
            .with_source("src/a.rs", "use crate::B; use std::fmt;")
            .with_source("src/b.rs", "use serde::a::A;"),
        Member::planted("core/application")
            .with_source("src/lib.rs", "mod aggregates; mod changes; mod event;")
            .with_source("src/aggregates.rs", "use crate::{changes::Write, event::Kind};")
            .with_source("src/changes.rs", "use crate::aggregates::Change;")
            .with_source("src/event.rs", "use crate::aggregates::Kind;"),
    ]);
    assert_eq!(imports_go_one_way(&planted), ["app: a, b, c", "app: folder::one, folder::two"]);
    assert_eq!(imports_go_one_way(Workspace::real()), NONE);
}
