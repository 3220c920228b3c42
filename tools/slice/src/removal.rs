//! What the removal of a slice takes away: what its making added, and nothing else.

use std::collections::BTreeSet;

use crate::{
    manifests::Lockfile,
    names::SliceName,
    openapi::OpenApi,
    operation::Operation,
    operation_list,
    paths::{COMPOSITION, LOCKFILE, OPENAPI, OPERATIONS, ROLES, folder},
    plan::Plan,
    record::{Insertion, Record},
    refusal::Refusal,
    repository::Repository,
    route::RoutePath,
    rust_file::RustFile,
    text::remove_once,
};

/// Whether edits go with the slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edits {
    Refuse,
    Remove,
}

/// Plans the removal of a slice.
///
/// # Errors
/// [`Refusal::NoRecord`], and [`Refusal::Edited`] where something is not as it was made.
pub(crate) fn plan(name: &SliceName, edits: Edits, repository: &Repository) -> Result<Plan, Refusal> {
    let record = Record::find(repository, name.as_str())?.ok_or_else(|| no_record(name, repository))?;
    let differences = differences(&record, repository)?;
    if edits == Edits::Refuse && !differences.is_empty() {
        return Err(Refusal::Edited { name: name.to_string(), differences: differences.join("\n") });
    }
    let path = RoutePath::parse(&record.arguments.path)?;
    let operation = Operation { method: record.arguments.method, path: &path };
    let mut removal = Removal { name, record: &record, operation, repository, plan: Plan::default() };
    removal.take_out_lines()?;
    removal.delete_files()?;
    removal.update_documents()?;
    Ok(removal.plan)
}

fn no_record(name: &SliceName, repository: &Repository) -> Refusal {
    let known = match Record::all(repository) {
        Ok(records) if records.is_empty() => "No slice was made by it yet.".to_owned(),
        Ok(records) => {
            let names: Vec<_> = records.into_iter().map(|record| record.arguments.name).collect();
            format!("Those that were: {}.", names.join(", "))
        }
        Err(refusal) => return refusal,
    };
    Refusal::NoRecord { name: name.to_string(), known }
}

/// What is not as it was made, a line each.
fn differences(record: &Record, repository: &Repository) -> Result<Vec<String>, Refusal> {
    let mut differences = Vec::new();
    for file in &record.files {
        if !repository.exists(&file.path) {
            differences.push(format!("  {} is gone", file.path));
        } else if !file.is_as_made(&repository.read(&file.path)?) {
            differences.push(format!("  {} was edited", file.path));
        }
    }
    let made: BTreeSet<&str> = record.files.iter().map(|file| file.path.as_str()).collect();
    let there = repository.files_below(&folder(&record.arguments.name))?;
    let added = there.iter().filter(|path| !made.contains(path.as_str()));
    differences.extend(added.map(|path| format!("  {path} was added")));
    for Insertion { path, lines, of_collection } in &record.insertions {
        if !of_collection && (!repository.exists(path) || remove_once(&repository.read(path)?, lines).is_none()) {
            differences.push(format!("  {path} does not have this line once: {}", lines.trim()));
        }
    }
    Ok(differences)
}

struct Removal<'a> {
    name: &'a SliceName,
    record: &'a Record,
    operation: Operation<'a>,
    repository: &'a Repository,
    plan: Plan,
}

impl Removal<'_> {
    fn take_out_lines(&mut self) -> Result<(), Refusal> {
        for insertion in self.record.insertions.iter().filter(|insertion| !insertion.of_collection) {
            self.take_out(insertion)?;
        }
        let of_collection: Vec<_> = self.record.insertions.iter().filter(|insertion| insertion.of_collection).collect();
        if of_collection.is_empty() {
            return Ok(());
        }
        // Whose rows are left in the table of roles lies in the collection still.
        let roles = RustFile::parse(ROLES, self.plan.text(self.repository, ROLES)?)?;
        let is_used = roles
            .rows("TABLE")?
            .entries()
            .iter()
            .any(|row| row.texts().get(1).is_some_and(|path| self.operation.path.is_beside(path)));
        if is_used {
            return self.hand_on(&of_collection);
        }
        of_collection.into_iter().try_for_each(|insertion| self.take_out(insertion))
    }

    /// Takes lines out, unless they are not there.
    fn take_out(&mut self, insertion: &Insertion) -> Result<(), Refusal> {
        let text = self.plan.text(self.repository, &insertion.path)?;
        match remove_once(&text, &insertion.lines) {
            Some(rest) => self.plan.replace(self.repository, &insertion.path, rest),
            None => Ok(()),
        }
    }

    /// Leaves the lines about the collection to another slice of it, where one was made by this tool.
    fn hand_on(&mut self, insertions: &[&Insertion]) -> Result<(), Refusal> {
        let records = Record::all(self.repository)?;
        let others = records.into_iter().filter(|record| record.arguments.name != self.name.as_str());
        let Some(mut heir) = others.into_iter().find(|record| self.operation.path.is_beside(&record.arguments.path))
        else {
            return Ok(());
        };
        heir.insertions.extend(insertions.iter().map(|insertion| (*insertion).clone()));
        self.plan.replace(self.repository, &Record::path(&heir.arguments.name), heir.to_text()?)
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
