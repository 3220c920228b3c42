//! What the removal of a slice takes away: what its making added, and nothing else.

use std::collections::BTreeSet;

use crate::{
    aggregate,
    lists::Entry,
    manifests::Lockfile,
    names::SliceName,
    openapi::OpenApi,
    operation::Operation,
    operation_list,
    paths::{COMPOSITION, GROUPS, LOCKFILE, OPENAPI, OPERATIONS, ROLES, ROUTES, TABLE, folder},
    plan::Plan,
    record::{Arguments, Insertion, Record},
    refusal::Refusal,
    repository::Repository,
    route::RoutePath,
    rust_file::RustFile,
    text::remove_once,
    use_case,
};

/// Whether edits go with the slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edits {
    Refuse,
    Remove,
}

/// What a removal does, and what it has to leave.
pub(crate) struct Planned {
    pub(crate) plan: Plan,
    /// The lines that name the slice still, since they were edited: `path: line`.
    pub(crate) left: Vec<String>,
}

/// Plans the removal of a slice.
///
/// # Errors
/// [`Refusal::NoRecord`], and [`Refusal::Edited`] where something is not as it was made.
pub(crate) fn plan(name: &SliceName, edits: Edits, repository: &Repository) -> Result<Planned, Refusal> {
    let record = Record::find(repository, name.as_str())?.ok_or_else(|| no_record(name, repository))?;
    match &record.arguments {
        Arguments::UseCase(arguments) => plan_use_case(name, &record, arguments, edits, repository),
        Arguments::Aggregate(arguments) => aggregate::plan_removal(&record, arguments, edits, repository),
    }
}

fn plan_use_case(
    name: &SliceName,
    record: &Record,
    arguments: &use_case::Arguments,
    edits: Edits,
    repository: &Repository,
) -> Result<Planned, Refusal> {
    let path = RoutePath::parse(&arguments.path)?;
    let operation = Operation { method: arguments.method, path: &path };
    let differences = differences(record, operation, repository)?;
    if edits == Edits::Refuse && !differences.is_empty() {
        return Err(Refusal::Edited { name: name.to_string(), differences: differences.join("\n") });
    }
    let mut removal = Removal { name, record, operation, repository, plan: Plan::default(), left: BTreeSet::new() };
    removal.take_out_lines()?;
    removal.delete_files()?;
    removal.update_documents()?;
    Ok(Planned { plan: removal.plan, left: removal.left.into_iter().collect() })
}

fn no_record(name: &SliceName, repository: &Repository) -> Refusal {
    let known = match Record::all(repository) {
        Ok(records) if records.is_empty() => "No slice was made by it yet.".to_owned(),
        Ok(records) => {
            let names: Vec<_> = records.iter().map(|record| record.arguments.name().to_owned()).collect();
            format!("Those that were: {}.", names.join(", "))
        }
        Err(refusal) => return refusal,
    };
    Refusal::NoRecord { name: name.to_string(), known }
}

/// What is not as it was made, a line each.
fn differences(record: &Record, operation: Operation<'_>, repository: &Repository) -> Result<Vec<String>, Refusal> {
    let mut differences = record.differing_files(repository)?;
    let made: BTreeSet<&str> = record.files.iter().map(|file| file.path.as_str()).collect();
    let there = repository.files_below(&folder(record.arguments.name()))?;
    let added = there.iter().filter(|path| !made.contains(path.as_str()));
    differences.extend(added.map(|path| format!("  {path} was added")));
    for Insertion { path, lines, of_collection } in &record.insertions {
        let is_there = repository.exists(path) && remove_once(&repository.read(path)?, lines).is_some();
        let may_be_shared = *of_collection && has_neighbours(operation, repository)?;
        if !is_there && !may_be_shared {
            differences.push(format!("  {path} was edited; this line is missing, or is there twice: {}", lines.trim()));
        }
    }
    Ok(differences)
}

/// Whether other operations lie in the collection: the table of roles has a row of each.
fn has_neighbours(operation: Operation<'_>, repository: &Repository) -> Result<bool, Refusal> {
    let roles = RustFile::parse(ROLES, repository.read(ROLES)?)?;
    let lies_beside = |row: &Entry| row.texts().get(1).is_some_and(|path| operation.path.is_beside(path));
    Ok(roles.rows(TABLE)?.entries().iter().any(|row| lies_beside(row) && !operation.begins(row)))
}

/// Whether a word stands in a line, and not as a part of another.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    line.split(|character: char| character != '_' && !character.is_alphanumeric()).any(|part| part == word)
}

struct Removal<'a> {
    name: &'a SliceName,
    record: &'a Record,
    operation: Operation<'a>,
    repository: &'a Repository,
    plan: Plan,
    left: BTreeSet<String>,
}

impl Removal<'_> {
    fn take_out_lines(&mut self) -> Result<(), Refusal> {
        let (of_collection, others): (Vec<_>, Vec<_>) =
            self.record.insertions.iter().partition(|insertion| insertion.of_collection);
        if !of_collection.is_empty() && has_neighbours(self.operation, self.repository)? {
            self.hand_on(&of_collection)?;
            return self.take_out_all(&others);
        }
        self.take_out_all(&[others, of_collection].concat())
    }

    /// Takes lines out, and then lists what names the slice still in their files.
    fn take_out_all(&mut self, insertions: &[&Insertion]) -> Result<(), Refusal> {
        let mut edited = BTreeSet::new();
        for insertion in insertions {
            if !self.take_out(insertion)? {
                edited.insert(insertion.path.as_str());
            }
        }
        for path in edited {
            let text = self.plan.text(self.repository, path)?;
            let words = [self.name.to_string(), self.name.type_name()];
            let left = text.lines().filter(|line| words.iter().any(|word| has_word(line, word)));
            self.left.extend(left.map(|line| format!("{path}: {}", line.trim())));
        }
        Ok(())
    }

    /// Takes lines out. Rows are known by their operation or group, however else they were edited; whether other lines were
    /// found is returned.
    fn take_out(&mut self, insertion: &Insertion) -> Result<bool, Refusal> {
        let Insertion { path, lines, of_collection } = insertion;
        if !self.repository.exists(path) {
            return Ok(true);
        }
        let text = self.plan.text(self.repository, path)?;
        let rest = match remove_once(&text, lines) {
            Some(rest) => rest,
            None if path == ROLES => {
                RustFile::parse(ROLES, text.clone())?.rows(TABLE)?.without(&text, |row| self.operation.begins(row))
            }
            None if *of_collection && path == ROUTES => {
                let group = self.operation.path.group();
                RustFile::parse(ROUTES, text.clone())?.rows(GROUPS)?.without(&text, |row| row.is_called(&group))
            }
            None => return Ok(false),
        };
        self.plan.replace(self.repository, path, rest)?;
        Ok(true)
    }

    /// Leaves the lines about the collection to another slice of it, where one was made by this tool.
    fn hand_on(&mut self, insertions: &[&Insertion]) -> Result<(), Refusal> {
        let records = Record::all(self.repository)?;
        let lies_beside = |record: &Record| {
            let arguments = record.arguments.as_use_case().filter(|arguments| arguments.name != self.name.as_str());
            arguments.is_some_and(|arguments| self.operation.path.is_beside(&arguments.path))
        };
        let Some(mut heir) = records.into_iter().find(lies_beside) else { return Ok(()) };
        heir.insertions.extend(insertions.iter().map(|insertion| (*insertion).clone()));
        self.plan.replace(self.repository, &Record::path(heir.arguments.name()), heir.to_text()?)
    }

    fn delete_files(&mut self) -> Result<(), Refusal> {
        for path in self.repository.files_below(&folder(self.name.as_str()))? {
            self.plan.delete(self.repository, &path)?;
        }
        self.plan.delete(self.repository, &Record::path(self.name.as_str()))
    }

    /// What is made from code anew has nothing of the slice any more.
    fn update_documents(&mut self) -> Result<(), Refusal> {
        let locked = self.repository.read(LOCKFILE)?;
        let text = Lockfile::read(LOCKFILE, &locked).without_member(self.name.as_str(), COMPOSITION);
        self.plan.replace(self.repository, LOCKFILE, text)?;
        let list = self.repository.read(OPERATIONS)?;
        self.plan.replace(self.repository, OPERATIONS, operation_list::without_row(&list, &self.operation))?;
        let document = self.repository.read(OPENAPI)?;
        let schemas = ["Request", "Response"].map(|kind| format!("{}{kind}", self.name.type_name()));
        let text = OpenApi::parse(OPENAPI, &document)?.without(&self.operation, &schemas)?;
        self.plan.replace(self.repository, OPENAPI, text)
    }
}
