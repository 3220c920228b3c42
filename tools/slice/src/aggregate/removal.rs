//! What the removal of an aggregate takes away: what its making added. Migrations that were released stay, and another one
//! drops the table.

use std::collections::BTreeSet;

use super::{
    arguments::{Aggregate, Arguments},
    recipe::{drop_comment, migration_lines, next_migration},
    recorded, taken,
};
use crate::{
    manifests::Lockfile,
    openapi::OpenApi,
    openapi_collection,
    operation::Operation,
    operation_list,
    paths::{COMPOSITION, LOCKFILE, MIGRATIONS, OPENAPI, OPERATIONS, PROBLEMS, RELEASED, SCHEMA, folder, has_ending},
    plan::Plan,
    record::{Insertion, Record},
    refusal::Refusal,
    removal::{Edits, Planned, has_word},
    repository::Repository,
    route::Method,
    rust_file::RustFile,
    templates,
    text::remove_once,
};

/// Plans the removal of an aggregate.
///
/// # Errors
/// [`Refusal::ReferredTo`], and [`Refusal::Edited`] where something is not as it was made.
pub(crate) fn plan(
    record: &Record,
    arguments: &Arguments,
    edits: Edits,
    repository: &Repository,
) -> Result<Planned, Refusal> {
    let aggregate = arguments.read()?;
    refuse_referred_to(&aggregate, repository)?;
    let differences = differences(record, &aggregate, repository)?;
    if edits == Edits::Refuse && !differences.is_empty() {
        return Err(Refusal::Edited { name: arguments.name.clone(), differences: differences.join("\n") });
    }
    let mut removal = Removal {
        aggregate: &aggregate,
        record,
        repository,
        released: released_migrations(record, repository)?,
        plan: Plan::default(),
        left: BTreeSet::new(),
    };
    removal.take_out_lines()?;
    removal.delete_files()?;
    removal.drop_table()?;
    removal.update_documents()?;
    Ok(Planned { plan: removal.plan, left: removal.left.into_iter().collect() })
}

fn refuse_referred_to(aggregate: &Aggregate, repository: &Repository) -> Result<(), Refusal> {
    let name = aggregate.name.as_str();
    match recorded::all(repository)?.iter().find(|other| other.targets().contains(&name)) {
        Some(other) => Err(Refusal::ReferredTo { name: name.to_owned(), by: format!("`{}`", other.name) }),
        None => Ok(()),
    }
}

/// What is not as it was made, a line each.
fn differences(record: &Record, aggregate: &Aggregate, repository: &Repository) -> Result<Vec<String>, Refusal> {
    let mut differences = record.differing_files(repository)?;
    let made: BTreeSet<&str> = record.files.iter().map(|file| file.path.as_str()).collect();
    let there = repository.files_below(&folder(&aggregate.slice()))?;
    let added = there.iter().filter(|path| !made.contains(path.as_str()));
    differences.extend(added.map(|path| format!("  {path} was added")));
    for Insertion { path, lines, .. } in &record.insertions {
        if !repository.exists(path) || remove_once(&repository.read(path)?, lines).is_none() {
            differences
                .push(format!("  {path} was edited; these lines are missing, or are there twice: {}", lines.trim()));
        }
    }
    Ok(differences)
}

/// The names of its migrations that a release has: those in the store that a release filled, and those that a tag has.
fn released_migrations(record: &Record, repository: &Repository) -> Result<BTreeSet<String>, Refusal> {
    let mut stores = String::new();
    for path in repository.files_below(RELEASED)?.iter().filter(|path| has_ending(path, "sql")) {
        stores.push_str(&repository.read(path)?);
    }
    let mut released = BTreeSet::new();
    for file in &record.files {
        if let Some(name) = migration_of(&file.path)
            && (stores.contains(name) || repository.is_in_a_tag(&file.path)?)
        {
            released.insert(name.to_owned());
        }
    }
    Ok(released)
}

/// The name of the migration in this file.
fn migration_of(path: &str) -> Option<&str> {
    path.strip_prefix("migration/src/")?.strip_suffix(".rs")
}

struct Removal<'a> {
    aggregate: &'a Aggregate,
    record: &'a Record,
    repository: &'a Repository,
    /// The names of its migrations that were released.
    released: BTreeSet<String>,
    plan: Plan,
    left: BTreeSet<String>,
}

impl Removal<'_> {
    fn take_out_lines(&mut self) -> Result<(), Refusal> {
        let (name, plural) = (self.aggregate.name.as_str(), self.aggregate.plural.as_str());
        let words = [name.to_owned(), plural.to_owned(), self.aggregate.slice(), self.aggregate.name.type_name()];
        let mut edited = BTreeSet::new();
        for Insertion { path, lines, .. } in &self.record.insertions {
            let is_released = path == MIGRATIONS && self.released.iter().any(|name| has_word(lines, name));
            if is_released || !self.repository.exists(path) {
                continue;
            }
            let text = self.plan.text(self.repository, path)?;
            match remove_once(&text, lines) {
                Some(rest) => self.plan.replace(self.repository, path, rest)?,
                None => _ = edited.insert(path.as_str()),
            }
        }
        for path in edited {
            let text = self.plan.text(self.repository, path)?;
            let left = text.lines().filter(|line| words.iter().any(|word| has_word(line, word)));
            self.left.extend(left.map(|line| format!("{path}: {}", line.trim())));
        }
        Ok(())
    }

    fn delete_files(&mut self) -> Result<(), Refusal> {
        let stays = |path: &str| migration_of(path).is_some_and(|name| self.released.contains(name));
        let made = self.record.files.iter().map(|file| file.path.clone());
        let mut paths: BTreeSet<String> = made.filter(|path| !stays(path) && self.repository.exists(path)).collect();
        paths.extend(self.repository.files_below(&folder(&self.aggregate.slice()))?);
        paths.insert(Record::path(self.aggregate.name.as_str()));
        for path in paths {
            self.plan.delete(self.repository, &path)?;
        }
        Ok(())
    }

    /// A table that a release created is dropped by a migration of its own.
    fn drop_table(&mut self) -> Result<(), Refusal> {
        if self.released.is_empty() {
            return Ok(());
        }
        let plural = self.aggregate.plural.as_str();
        let migration = next_migration(self.repository, &format!("drop_{plural}"))?;
        let environment = templates::environment()?;
        let context = minijinja::context! {
            plural, migration => migration.clone(), comment => drop_comment(&plural.replace('_', " "))
        };
        let source = include_str!("../../templates/aggregate/drop.rs.jinja");
        let text = environment.render_named_str("drop.rs", source, context)?;
        let text = templates::formatted(&text, self.repository)?;
        self.plan.create(self.repository, format!("migration/src/{migration}.rs"), text)?;
        let file = RustFile::parse(MIGRATIONS, self.plan.text(self.repository, MIGRATIONS)?)?;
        for (text, _) in migration_lines(&migration, &file)? {
            self.plan.replace(self.repository, MIGRATIONS, text)?;
        }
        Ok(())
    }

    /// What is made from code anew has nothing of the aggregate any more.
    fn update_documents(&mut self) -> Result<(), Refusal> {
        let locked = self.repository.read(LOCKFILE)?;
        let text = Lockfile::read(LOCKFILE, &locked).without_member(&self.aggregate.slice(), COMPOSITION);
        self.plan.replace(self.repository, LOCKFILE, text)?;
        let path = self.aggregate.path()?;
        let member = path.member();
        let mut list = self.repository.read(OPERATIONS)?;
        for (method, path) in [
            (Method::Get, &path),
            (Method::Post, &path),
            (Method::Get, &member),
            (Method::Put, &member),
            (Method::Delete, &member),
        ] {
            list = operation_list::without_row(&list, &Operation { method, path });
        }
        self.plan.replace(self.repository, OPERATIONS, list)?;
        let mut schemas = taken::schemas(self.aggregate);
        // What several may share goes with the last one.
        schemas.push("MoneyInput".to_owned());
        let mut codes = taken::codes(self.aggregate);
        codes.extend(self.aggregate.targets().iter().map(|target| format!("unknown-{}", target.replace('_', "-"))));
        let document = self.repository.read(OPENAPI)?;
        let document = OpenApi::parse(OPENAPI, &document)?;
        let text = openapi_collection::without(&document, &path, &schemas, &codes)?;
        let rest = OpenApi::parse(OPENAPI, &text)?;
        let gone: Vec<&String> = codes.iter().filter(|code| !rest.has_code(code)).collect();
        let problems = self.repository.read(PROBLEMS)?;
        let is_kept = |line: &&str| !gone.iter().any(|code| line.contains(&format!(" | `{code}` | ")));
        let problems = problems.split_inclusive('\n').filter(is_kept).collect();
        self.plan.replace(self.repository, PROBLEMS, problems)?;
        self.plan.replace(self.repository, OPENAPI, text)?;
        let schema = self.repository.read(SCHEMA)?;
        self.plan.replace(self.repository, SCHEMA, without_section(&schema, self.aggregate.plural.as_str()))
    }
}

/// The document without the section of a table.
fn without_section(document: &str, table: &str) -> String {
    let heading = format!("\n## {table}\n");
    match document.split_once(&heading) {
        Some((before, behind)) => match behind.find("\n## ") {
            Some(at) => format!("{before}{}", behind.get(at..).unwrap_or_default()),
            None => before.to_owned(),
        },
        None => document.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_of_a_table_is_taken_out() {
        let document = "# Schema\n\n## orders\n\nA\n\n## suppliers\n\nB\n\n## suppliers_old\n\nC\n";
        assert_eq!(without_section(document, "suppliers"), "# Schema\n\n## orders\n\nA\n\n## suppliers_old\n\nC\n");
        assert_eq!(without_section(document, "suppliers_old"), "# Schema\n\n## orders\n\nA\n\n## suppliers\n\nB\n");
        assert_eq!(without_section(document, "brands"), document);
    }
}
