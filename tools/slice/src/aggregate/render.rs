//! The files of an aggregate, rendered from templates and formatted.

use std::collections::BTreeSet;

use minijinja::{Environment, Value};

use super::{Aggregate, context::Context};
use crate::{
    refusal::Refusal,
    repository::Repository,
    templates::{self, Rendered},
    tokens::identifiers,
};

/// A template, and the path of its file in which `{name}` and the like stand for names.
const FILES: [(&str, &str); 21] = [
    ("core/domain/src/{name}.rs", include_str!("../../templates/aggregate/domain.rs.jinja")),
    ("infra/memory/src/state/{plural}.rs", include_str!("../../templates/aggregate/memory.rs.jinja")),
    ("infra/sea_orm/src/rows/{plural}.rs", include_str!("../../templates/aggregate/sea_orm.rs.jinja")),
    ("infra/dynamodb/src/items/{plural}.rs", include_str!("../../templates/aggregate/dynamodb.rs.jinja")),
    ("migration/src/{migration}.rs", include_str!("../../templates/aggregate/migration.rs.jinja")),
    ("testing/contract/src/cases/{plural}.rs", include_str!("../../templates/aggregate/contract.rs.jinja")),
    ("features/seed_store/src/sample/{plural}.rs", include_str!("../../templates/aggregate/seed.rs.jinja")),
    ("app/tests/http/{plural}.rs", include_str!("../../templates/aggregate/http.rs.jinja")),
    ("features/{slice}/Cargo.toml", include_str!("../../templates/aggregate/slice/Cargo.toml.jinja")),
    ("features/{slice}/src/lib.rs", include_str!("../../templates/aggregate/slice/lib.rs.jinja")),
    ("features/{slice}/src/{name}_body.rs", include_str!("../../templates/aggregate/slice/body.rs.jinja")),
    (
        "features/{slice}/src/read/interactor.rs",
        include_str!("../../templates/aggregate/slice/read/interactor.rs.jinja"),
    ),
    (
        "features/{slice}/src/read/controller.rs",
        include_str!("../../templates/aggregate/slice/read/controller.rs.jinja"),
    ),
    (
        "features/{slice}/src/create/interactor.rs",
        include_str!("../../templates/aggregate/slice/create/interactor.rs.jinja"),
    ),
    (
        "features/{slice}/src/create/controller.rs",
        include_str!("../../templates/aggregate/slice/create/controller.rs.jinja"),
    ),
    (
        "features/{slice}/src/update/interactor.rs",
        include_str!("../../templates/aggregate/slice/update/interactor.rs.jinja"),
    ),
    (
        "features/{slice}/src/update/controller.rs",
        include_str!("../../templates/aggregate/slice/update/controller.rs.jinja"),
    ),
    (
        "features/{slice}/src/delete/interactor.rs",
        include_str!("../../templates/aggregate/slice/delete/interactor.rs.jinja"),
    ),
    (
        "features/{slice}/src/delete/controller.rs",
        include_str!("../../templates/aggregate/slice/delete/controller.rs.jinja"),
    ),
    ("features/{slice}/tests/{slice}/main.rs", include_str!("../../templates/aggregate/slice/tests/main.rs.jinja")),
    ("features/{slice}/tests/{slice}/reads.rs", include_str!("../../templates/aggregate/slice/tests/reads.rs.jinja")),
];

const WRITES: (&str, &str) =
    ("features/{slice}/tests/{slice}/writes.rs", include_str!("../../templates/aggregate/slice/tests/writes.rs.jinja"));

/// The files of an aggregate.
///
/// # Errors
/// [`Refusal::Template`] and [`Refusal::Rustfmt`].
pub(crate) fn render(
    aggregate: &Aggregate,
    context: &Context,
    repository: &Repository,
) -> Result<Vec<Rendered>, Refusal> {
    let mut files = draft(aggregate, context)?;
    for file in files.iter_mut().filter(|file| file.is_code()) {
        file.text = templates::formatted(&file.text, repository)?;
    }
    Ok(files)
}

/// The files before they are formatted.
///
/// # Errors
/// [`Refusal::Template`].
pub(crate) fn draft(aggregate: &Aggregate, context: &Context) -> Result<Vec<Rendered>, Refusal> {
    let environment = super::context::environment()?;
    let mut files = Vec::new();
    for (path, source) in FILES.into_iter().chain([WRITES]) {
        let path = path
            .replace("{name}", aggregate.name.as_str())
            .replace("{plural}", aggregate.plural.as_str())
            .replace("{slice}", &aggregate.slice())
            .replace("{migration}", &context.migration);
        let text = environment.render_named_str(&path, source, &context.value)?;
        let mut file = Rendered { path, text };
        if file.is_code() {
            file.text = without_unused_imports(&file.text)
                .map_err(|reason| Refusal::Unreadable { file: file.path.clone(), reason })?;
        }
        files.push(file);
    }
    Ok(files)
}

/// The code that a template makes.
///
/// # Errors
/// [`Refusal::Template`] and [`Refusal::Rustfmt`].
pub(crate) fn code(
    environment: &Environment<'_>,
    source: &str,
    context: &Value,
    repository: &Repository,
) -> Result<String, Refusal> {
    let text = environment.render_str(source, context)?;
    templates::formatted(&without_unused_imports(&text).map_err(Refusal::Rustfmt)?, repository)
}

/// Code without those imports that are marked with `?` and that nothing in it names.
fn without_unused_imports(code: &str) -> Result<String, String> {
    let (mut imports, mut rest) = (Vec::new(), String::new());
    let mut lines = code.split_inclusive('\n');
    let mut kept: Vec<Result<String, String>> = Vec::new();
    while let Some(line) = lines.next() {
        if line.starts_with("use ") {
            let mut import = line.to_owned();
            while !import.contains(';') {
                import.push_str(lines.next().unwrap_or(";"));
            }
            imports.push(import.clone());
            kept.push(Err(import));
        } else {
            rest.push_str(line);
            kept.push(Ok(line.to_owned()));
        }
    }
    let named = identifiers(&rest)?;
    Ok(kept.into_iter().map(|part| part.unwrap_or_else(|import| with_used(&import, &named))).collect())
}

/// An import with what is named alone; empty where that is nothing.
fn with_used(import: &str, named: &BTreeSet<String>) -> String {
    let mut text = String::new();
    for (at, part) in import.split('?').enumerate() {
        if at == 0 {
            text.push_str(part);
            continue;
        }
        let end = part.find([',', '}', ';']).unwrap_or(part.len());
        let (item, rest) = part.split_at(end);
        let name = item.trim().rsplit("::").next().unwrap_or_default();
        if named.contains(name) { text.push_str(part) } else { text.push_str(rest.strip_prefix(',').unwrap_or(rest)) }
    }
    while let Some((before, behind)) = split_at_empty_group(&text) {
        let cut = before.rfind([',', '{', ' ']).map_or(0, |at| at + 1);
        let parent = before.get(..cut).unwrap_or_default().trim_end_matches([',', ' ']).to_owned();
        if parent == "use" {
            return String::new();
        }
        text = format!("{parent} {}", behind.trim_start_matches(','));
    }
    if text.contains("::;") { String::new() } else { text }
}

/// What stands before and behind a group without items and the name before it.
fn split_at_empty_group(text: &str) -> Option<(&str, &str)> {
    let empty = |at: &usize| {
        let inside = text.get(at + 3..).unwrap_or_default();
        inside.trim_start_matches([',', ' ', '\n']).starts_with('}')
    };
    let at = text.match_indices("::{").map(|(at, _)| at).find(empty)?;
    let behind = text.get(at..)?.split_once('}')?.1;
    Some((text.get(..at)?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_that_nothing_names_are_left_out() {
        let named = BTreeSet::from(["Used".to_owned(), "kept".to_owned()]);
        for (import, expected) in [
            ("use a::{ ?Used, ?Unused, b };\n", "use a::{ Used, b };\n"),
            ("use a::{ ?Unused, ?Other };\n", ""),
            ("use a::?Used;\n", "use a::Used;\n"),
            ("use a::?Unused;\n", ""),
            ("use a::{ b, c::{ ?Unused, ?c::Other } };\n", "use a::{ b };\n"),
            ("use a::{ b, c::{ ?Unused, ?d::Used } };\n", "use a::{ b, c::{ d::Used } };\n"),
            ("use a::{ c::{ ?Unused } };\n", ""),
        ] {
            let without: String = with_used(import, &named).split_whitespace().collect();
            assert_eq!(without, expected.split_whitespace().collect::<String>(), "{import}");
        }
    }
}
