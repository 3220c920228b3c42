//! Whether an aggregate has a place: what has one of its names already.

use std::collections::BTreeSet;

use super::{arguments::Aggregate, context::Context, field::Kind, render, targets::Target};
use crate::{
    manifests::Lockfile,
    names::SliceName,
    openapi::OpenApi,
    paths::{AGGREGATES, DOMAIN, KEYS, LOCKFILE, OPENAPI, folder},
    refusal::Refusal,
    repository::Repository,
    rust_file::RustFile,
    taken::PRELUDE,
    tokens::identifiers,
};

/// What the domain exports of an aggregate, sorted.
pub(crate) fn exports(aggregate: &Aggregate) -> Vec<String> {
    let type_name = aggregate.name.type_name();
    let mut exports = vec![
        format!("Invalid{type_name}"),
        format!("Stored{type_name}"),
        type_name.clone(),
        format!("{type_name}Details"),
        format!("{type_name}Draft"),
        format!("{type_name}Fault"),
        format!("{type_name}Id"),
    ];
    for field in &aggregate.fields {
        let name = format!("{type_name}{}", field.variant());
        match field.kind {
            Kind::Text(_) | Kind::Integer { .. } => exports.push(name),
            Kind::Enum { .. } => exports.extend([format!("Unknown{name}"), name]),
            Kind::Money | Kind::Boolean { .. } | Kind::Date | Kind::Reference(_) => {}
        }
    }
    exports.sort();
    exports
}

/// Refuses an aggregate of which a name is taken.
///
/// # Errors
/// [`Refusal::NameTaken`], [`Refusal::ReservedName`], and what files can't be read by.
pub(crate) fn refuse(aggregate: &Aggregate, targets: &[Target], repository: &Repository) -> Result<(), Refusal> {
    let taken = |by: String| Err(Refusal::NameTaken { name: aggregate.name.to_string(), by });
    let slice = aggregate.slice();
    if repository.exists(&folder(&slice)) {
        return taken(format!("there is {}", folder(&slice)));
    }
    if Lockfile::read(LOCKFILE, &repository.read(LOCKFILE)?).packages().contains(&slice) {
        return taken(format!("{LOCKFILE} has a package `{slice}`"));
    }
    for (folder, module) in [
        ("core/domain/src", &aggregate.name),
        ("infra/memory/src/state", &aggregate.plural),
        ("infra/sea_orm/src/rows", &aggregate.plural),
        ("infra/dynamodb/src/items", &aggregate.plural),
        ("testing/contract/src/cases", &aggregate.plural),
        ("features/seed_store/src/sample", &aggregate.plural),
        ("app/tests/http", &aggregate.plural),
    ] {
        let path = format!("{folder}/{module}");
        if let Some(there) = [path.clone(), format!("{path}.rs")].into_iter().find(|path| repository.exists(path)) {
            return taken(format!("there is {there}"));
        }
    }
    let exports_of_aggregate = exports(aggregate);
    let mut named_twice = exports_of_aggregate.windows(2).filter(|pair| pair.first() == pair.last());
    if let Some(name) = named_twice.next().and_then(<[String]>::first) {
        let reason = format!("two things of it would be called `{name}`. Rename a field");
        return Err(Refusal::Aggregate { name: aggregate.name.to_string(), reason });
    }
    let domain = RustFile::parse(DOMAIN, repository.read(DOMAIN)?)?;
    if let Some(name) = exports_of_aggregate.iter().find(|name| domain.names(name)) {
        return taken(format!("{DOMAIN} has another `{name}`"));
    }
    let aggregates = RustFile::parse(AGGREGATES, repository.read(AGGREGATES)?)?;
    let type_name = aggregate.name.type_name();
    let mut names: Vec<String> = ["Created", "Updated", "Deleted"].map(|what| format!("{type_name}{what}")).into();
    names.push(type_name);
    if let Some(name) = names.iter().find(|name| aggregates.names(name)) {
        return taken(format!("{AGGREGATES} has another `{name}`"));
    }
    let keys = repository.read(KEYS)?;
    let kind = aggregate.name.as_str().to_uppercase();
    for key in [format!("\"{kind}#"), format!("\"{}\"", aggregate.plural.as_str().to_uppercase())] {
        if keys.contains(&key) {
            return taken(format!("{KEYS} has another {key}"));
        }
    }
    refuse_what_clients_see(aggregate, repository)?;
    refuse_name_in_code(aggregate, targets)
}

/// Refuses one more field of which a name is taken.
///
/// # Errors
/// [`Refusal::Addition`], and what files can't be read by.
pub(crate) fn refuse_field(old: &Aggregate, new: &Aggregate, repository: &Repository) -> Result<(), Refusal> {
    let Some(field) = new.fields.last() else { return Ok(()) };
    let before = exports(old);
    let mut added = exports(new);
    for name in &before {
        added.iter().position(|other| other == name).map(|at| added.remove(at));
    }
    let domain = RustFile::parse(DOMAIN, repository.read(DOMAIN)?)?;
    if let Some(name) = added.iter().find(|name| domain.names(name)) {
        return Err(new.refuses(field, format!("{DOMAIN} has another `{name}`. Choose another name")));
    }
    let text = repository.read(OPENAPI)?;
    let document = OpenApi::parse(OPENAPI, &text)?;
    let (before, schemas) = (schemas(old), schemas(new));
    if let Some(name) = schemas.iter().find(|name| !before.contains(name) && document.has_schema(name)) {
        return Err(new.refuses(field, format!("{OPENAPI} has another schema `{name}`. Choose another name")));
    }
    Ok(())
}

fn refuse_what_clients_see(aggregate: &Aggregate, repository: &Repository) -> Result<(), Refusal> {
    let taken = |by: String| Err(Refusal::NameTaken { name: aggregate.name.to_string(), by });
    let text = repository.read(OPENAPI)?;
    let document = OpenApi::parse(OPENAPI, &text)?;
    let path = aggregate.path()?;
    if let Some(other) = document.path_beside(&path) {
        return taken(format!("{OPENAPI} has the path {other}"));
    }
    let (type_name, types) = (aggregate.name.type_name(), aggregate.plural.type_name());
    for id in [format!("list{types}"), format!("view{type_name}")]
        .into_iter()
        .chain(["create", "update", "delete"].map(|verb| format!("{verb}{type_name}")))
    {
        if let Some(operation) = document.operation_with_id(&id) {
            return taken(format!("`{operation}` has the id `{id}`"));
        }
    }
    for schema in schemas(aggregate) {
        if document.has_schema(&schema) {
            return taken(format!("{OPENAPI} has another schema `{schema}`"));
        }
    }
    for code in codes(aggregate) {
        if document.has_code(&code) {
            return taken(format!("{OPENAPI} has another code `{code}`"));
        }
    }
    Ok(())
}

/// The schemas that are its own in the OpenAPI document.
pub(crate) fn schemas(aggregate: &Aggregate) -> Vec<String> {
    let (type_name, types) = (aggregate.name.type_name(), aggregate.plural.type_name());
    let mut schemas = vec![
        type_name.clone(),
        format!("Create{type_name}Request"),
        format!("Update{type_name}Request"),
        format!("List{types}Response"),
    ];
    schemas.extend(aggregate.words().map(|field| format!("{type_name}{}", field.variant())));
    schemas
}

/// The codes that are its own.
pub(crate) fn codes(aggregate: &Aggregate) -> Vec<String> {
    let kebab = aggregate.name.as_str().replace('_', "-");
    let mut codes = vec![format!("{kebab}-not-found"), format!("invalid-{kebab}")];
    let unique = aggregate.fields.iter().filter(|field| field.unique);
    codes.extend(unique.map(|field| format!("{kebab}-{}-taken", field.name.replace('_', "-"))));
    codes
}

/// Refuses a name that the code of every aggregate has for something else, such as `changes`.
fn refuse_name_in_code(aggregate: &Aggregate, targets: &[Target]) -> Result<(), Refusal> {
    // The same aggregate under a name that no code has.
    let other =
        Aggregate { name: SliceName::parse("zzz_zzz")?, plural: SliceName::parse("zzz_zzzs")?, ..aggregate.clone() };
    let context = Context::new(&other, targets, "m_create".to_owned())?;
    let mut names: BTreeSet<String> = PRELUDE.map(str::to_owned).into();
    for file in render::draft(&other, &context)?.iter().filter(|file| file.is_code()) {
        let found = identifiers(&file.text);
        names.extend(found.map_err(|reason| Refusal::Unreadable { file: file.path.clone(), reason })?);
    }
    let own = [
        aggregate.name.to_string(),
        aggregate.plural.to_string(),
        aggregate.name.type_name(),
        aggregate.plural.type_name(),
        aggregate.plural.as_str().to_uppercase(),
    ];
    match own.into_iter().find(|name| names.contains(name)) {
        Some(name) => {
            let reason = format!("the code that would be made has another use for `{name}`");
            Err(Refusal::ReservedName { name: aggregate.name.to_string(), reason })
        }
        None => Ok(()),
    }
}
