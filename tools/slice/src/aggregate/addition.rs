//! `cargo slice field`: one more field of an aggregate that this tool made.
//!
//! Each file is rendered without the field and with it, and the difference goes into the file as it is now: what people
//! edited meanwhile stays.

use minijinja::context;

use super::{
    arguments::Aggregate,
    context::{Context, environment, index_of_word},
    field::{Field, Kind},
    field_context::FieldContext,
    names::comment,
    recipe::{export, migration_lines, next_migration},
    recorded, render, taken,
    targets::Target,
};
use crate::{
    merge::merged,
    paths::{DOMAIN, MIGRATIONS},
    plan::Plan,
    record::{Arguments, Insertion, MadeFile, Record},
    refusal::Refusal,
    repository::Repository,
    rust_file::RustFile,
    templates::{self, Rendered},
    text::replace_once,
};

/// What the addition does, and into which edited files it goes.
pub(crate) struct Addition {
    pub(crate) plan: Plan,
    pub(crate) edited: Vec<String>,
}

/// Plans a field of an aggregate with this record.
///
/// # Errors
/// [`Refusal::Addition`] and [`Refusal::NameTaken`] where it can't be, and [`Refusal::Conflict`] where edits are in the way.
pub(crate) fn plan(
    record: Record,
    aggregate: &Aggregate,
    field: &Field,
    repository: &Repository,
) -> Result<Addition, Refusal> {
    refuse_required(aggregate, field)?;
    let new = aggregate.with(field)?;
    let targets = Target::all(&new, repository)?;
    refuse_circle(aggregate, field, repository)?;
    taken::refuse_field(aggregate, &new, repository)?;
    let steps = Steps {
        old: aggregate,
        new: &new,
        field,
        targets: &targets,
        repository,
        plan: Plan::default(),
        edited: Vec::new(),
        conflicts: Vec::new(),
    };
    steps.take(record)
}

/// Rows that exist have no value of a field that each must have.
fn refuse_required(aggregate: &Aggregate, field: &Field) -> Result<(), Refusal> {
    if !field.is_required() {
        return Ok(());
    }
    let several = aggregate.plural.as_str().replace('_', " ");
    let optional = Field { optional: true, unique: false, ..field.clone() };
    let default = match &field.kind {
        Kind::Enum { words, .. } => words.first().cloned(),
        Kind::Boolean { .. } => Some("false".to_owned()),
        Kind::Integer { range, .. } => Some(range.start().to_string()),
        Kind::Text(_) | Kind::Money | Kind::Date | Kind::Reference(_) => None,
    };
    let default =
        default.filter(|_| !field.unique).map(|default| format!(", or give a default, as in `{field}={default}`"));
    let reason = format!(
        "the {several} that exist have no {}, and neither have those that a binary of before creates beside the new one. Let it be \
         absent, as in `{optional}`{}",
        field.phrase(),
        default.unwrap_or_default()
    );
    Err(aggregate.refuses(field, reason))
}

/// Of those that refer to each other none could be removed.
fn refuse_circle(aggregate: &Aggregate, field: &Field, repository: &Repository) -> Result<(), Refusal> {
    let Kind::Reference(target) = &field.kind else { return Ok(()) };
    let mut open = vec![target.clone()];
    while let Some(name) = open.pop() {
        if name == aggregate.name.as_str() {
            let reason = format!(
                "`{target}` refers to `{name}` already, and of those that refer to each other none could be removed"
            );
            return Err(aggregate.refuses(field, reason));
        }
        if let Some((_, other)) = recorded::find(repository, &name)? {
            open.extend(other.targets().into_iter().map(str::to_owned));
        }
    }
    Ok(())
}

/// The steps of a plan.
struct Steps<'a> {
    old: &'a Aggregate,
    new: &'a Aggregate,
    field: &'a Field,
    targets: &'a [Target],
    repository: &'a Repository,
    plan: Plan,
    edited: Vec<String>,
    conflicts: Vec<String>,
}

impl Steps<'_> {
    fn take(mut self, mut record: Record) -> Result<Addition, Refusal> {
        let drafts = [self.draft(self.old, self.old)?, self.draft(self.new, self.new)?];
        self.update_files(&mut record, drafts)?;
        self.export(&mut record)?;
        self.migrate(&mut record)?;
        record.arguments = Arguments::Aggregate(self.new.arguments());
        self.keep(&record)?;
        self.update_referrers()?;
        if self.conflicts.is_empty() {
            return Ok(Addition { plan: self.plan, edited: self.edited });
        }
        let (name, files) = (self.old.name.to_string(), self.conflicts.join("\n"));
        Err(Refusal::Conflict { name, field: self.field.to_string(), files })
    }

    /// The tests of an aggregate make what it refers to, with every field.
    fn update_referrers(&mut self) -> Result<(), Refusal> {
        let name = self.old.name.as_str();
        for referrer in recorded::all(self.repository)?.iter().filter(|other| other.targets().contains(&name)) {
            if let Some((mut record, _)) = recorded::find(self.repository, referrer.name.as_str())? {
                let drafts = [self.draft(referrer, self.old)?, self.draft(referrer, self.new)?];
                self.update_files(&mut record, drafts)?;
                self.keep(&record)?;
            }
        }
        Ok(())
    }

    /// The files of an aggregate, which may refer to the one that gets the field, in one of its states.
    fn draft(&self, aggregate: &Aggregate, state: &Aggregate) -> Result<Vec<Rendered>, Refusal> {
        let targets = Target::all(aggregate, self.repository)?;
        let targets: Vec<_> = targets.into_iter().map(|target| target.in_state(state)).collect();
        render::draft(aggregate, &Context::new(aggregate, &targets, "m".to_owned())?)
    }

    /// Updates the files that differ, but for the migration, which happened.
    fn update_files(&mut self, record: &mut Record, [old, new]: [Vec<Rendered>; 2]) -> Result<(), Refusal> {
        for (old, new) in old.into_iter().zip(new) {
            if old.text != new.text && !old.path.starts_with("migration/") {
                self.update_file(record, &old, new)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, record: &Record) -> Result<(), Refusal> {
        self.plan.replace(self.repository, &Record::path(record.arguments.name()), record.to_text()?)
    }

    fn update_file(&mut self, record: &mut Record, old: &Rendered, new: Rendered) -> Result<(), Refusal> {
        let formatted = |text: &str| templates::formatted(text, self.repository);
        let (path, old, new) = (new.path, formatted(&old.text)?, formatted(&new.text)?);
        if !self.repository.exists(&path) {
            self.conflicts.push(format!("  {path} is gone"));
            return Ok(());
        }
        let current = self.repository.read(&path)?;
        let is_as_made = record.files.iter().any(|file| file.path == path && file.is_as_made(&current));
        let updated = if current == old { Some(new.clone()) } else { merged(&current, &old, &new)? };
        let Some(updated) = updated else {
            self.conflicts.push(format!("  {path}"));
            return Ok(());
        };
        let updated = formatted(&updated)?;
        if !is_as_made {
            self.edited.push(path.clone());
        }
        // What people edited is no part of what was made.
        let made = if is_as_made { &updated } else { &new };
        record.files.retain(|file| file.path != path);
        record.files.push(MadeFile::of(path.clone(), made));
        self.plan.replace(self.repository, &path, updated)
    }

    /// The domain exports the types of the field too.
    fn export(&mut self, record: &mut Record) -> Result<(), Refusal> {
        let (old, new) = (export(self.old, self.repository)?, export(self.new, self.repository)?);
        if old == new {
            return Ok(());
        }
        match replace_once(&self.repository.read(DOMAIN)?, &old, &new) {
            Some(text) => self.plan.replace(self.repository, DOMAIN, text)?,
            None => self
                .conflicts
                .push(format!("  {DOMAIN} was edited; these lines are missing, or are there twice: {}", old.trim())),
        }
        for insertion in
            record.insertions.iter_mut().filter(|insertion| insertion.path == DOMAIN && insertion.lines == old)
        {
            insertion.lines.clone_from(&new);
        }
        Ok(())
    }

    fn migrate(&mut self, record: &mut Record) -> Result<(), Refusal> {
        let plural = self.old.plural.as_str();
        let migration = next_migration(self.repository, &format!("add_{}_to_{plural}", self.field.name))?;
        let environment = environment()?;
        let field =
            FieldContext { field: self.field, aggregate: self.new, targets: self.targets }.render(&environment)?;
        let index = matches!(self.field.kind, Kind::Enum { .. }).then(|| index_of_word(self.field));
        let context = context! { plural, migration => migration.clone(), index, comment => self.comment(), field };
        let source = include_str!("../../templates/aggregate/alter.rs.jinja");
        let text = render::code(&environment, source, &context, self.repository)?;
        let path = format!("migration/src/{migration}.rs");
        record.files.push(MadeFile::of(path.clone(), &text));
        self.plan.create(self.repository, path, text)?;
        let file = RustFile::parse(MIGRATIONS, self.repository.read(MIGRATIONS)?)?;
        for (text, lines) in migration_lines(&migration, &file)? {
            record.insertions.push(Insertion { path: MIGRATIONS.to_owned(), lines, of_collection: false });
            self.plan.replace(self.repository, MIGRATIONS, text)?;
        }
        Ok(())
    }

    /// The comment over the migration: why it is safe.
    fn comment(&self) -> String {
        let (phrase, several) = (self.field.phrase(), self.old.plural.as_str().replace('_', " "));
        let there =
            if self.field.optional { "null in the rows that exist" } else { "the default in the rows that exist" };
        let index = match self.field.kind {
            Kind::Enum { .. } => format!(" Writes of {several} wait while the index is built."),
            _ => String::new(),
        };
        let text = format!(
            "Adds the {phrase} of {several}: {there}, and in those that the previous binary inserts. That binary works beside it: it \
             updates the columns that it has, and leaves this one as it is.{index}"
        );
        comment(&text, "///", 0)
    }
}
