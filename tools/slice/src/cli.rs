//! The command line.

use std::{env, path::Path};

use clap::{Args, Parser, Subcommand};

use crate::{
    aggregate::{self, Access, Addition, Aggregate, Field},
    doctor,
    mode::Mode,
    names::SliceName,
    next_steps::{CLIENTS, DOCUMENTS, listed},
    plan::Plan,
    prompts::{Question, is_terminal},
    recipe,
    record::{self, Record},
    refusal::Refusal,
    removal::{self, Edits},
    repository::Repository,
    route::{Method, Role, RoutePath},
    shape::{self, NewArguments, RenameArguments, StripArguments},
    use_case::UseCase,
};

/// Adds slices to this repository, takes them out again, and makes it another product.
#[derive(Parser)]
#[command(name = "cargo slice", bin_name = "cargo slice", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add a use case: its crate with tests, registered, served and documented
    UseCase(UseCaseArguments),
    /// Add an aggregate: its rules, its mapping in every store, and the slice that serves it
    Aggregate(AggregateArguments),
    /// Add a field to an aggregate that was added by this command, with the migration of rows that exist
    Field(FieldArguments),
    /// Take out a slice that was added by this command, as exactly as it was added
    Remove(RemoveArguments),
    /// Give the product another name: binaries, packages, variables, metrics, documents, clients
    Rename(RenameArguments),
    /// Make a repository of its own out of this one, under another name and with a history that begins there
    New(NewArguments),
    /// Take parts out of the product that you have no use for; git alone brings them back
    Strip(StripArguments),
    /// Check whether what a build and its tests need is there, and say what to do where it is not
    Doctor,
}

#[derive(Args)]
struct UseCaseArguments {
    /// What it is called, such as `close_account`
    name: Option<String>,
    /// GET, POST, PUT, PATCH or DELETE
    #[arg(long)]
    method: Option<String>,
    /// Where it is served, such as /api/v1/auth/account
    #[arg(long)]
    path: Option<String>,
    /// The least role that may call it: `user`, `admin` or `super_admin`, or `open` for a GET without a session
    #[arg(long)]
    role: Option<String>,
    /// What it does, such as 'Close their own account'; by default its name
    #[arg(long)]
    summary: Option<String>,
    #[command(flatten)]
    mode: Mode,
}

#[derive(Args)]
struct AggregateArguments {
    /// What one is called, such as `supplier`
    name: Option<String>,
    /// Its fields, such as 'name:text(1..100):unique' 'email:text(3..254)?' 'status:enum(active,blocked)=active' 'price:money'
    /// 'stock:integer(0..1000)=0' 'visible:boolean' 'since:date?' 'product:ref(product)?'
    fields: Vec<String>,
    /// What several are called; by default the usual plural
    #[arg(long)]
    plural: Option<String>,
    /// The least role that reads them: `open` for all callers, which is the default, `user` or `admin`
    #[arg(long)]
    read: Option<String>,
    /// The least role that writes them: `user` or `admin`, which is the default
    #[arg(long)]
    write: Option<String>,
    /// `user`: each belongs to the user who created it, and that user and admins alone read and write it
    #[arg(long)]
    owned_by: Option<String>,
    #[command(flatten)]
    mode: Mode,
}

#[derive(Args)]
struct FieldArguments {
    /// The name of the aggregate
    name: Option<String>,
    /// The field, which may be absent or has a default, such as 'phone:text(3..30)?' or 'status:enum(active,blocked)=active'
    field: Option<String>,
    #[command(flatten)]
    mode: Mode,
}

#[derive(Args)]
struct RemoveArguments {
    /// The name of the slice
    name: Option<String>,
    #[command(flatten)]
    mode: Mode,
}

/// Does what the command line says, and returns what to print.
///
/// # Errors
/// [`Refusal`]; nothing was changed then.
pub(crate) fn run(cli: Cli) -> Result<String, Refusal> {
    let here = env::current_dir().map_err(Refusal::io("the current folder"))?;
    match cli.command {
        Command::UseCase(arguments) => add(&arguments, &here),
        Command::Aggregate(arguments) => add_aggregate(&arguments, &here),
        Command::Field(arguments) => add_field(&arguments, &here),
        Command::Remove(arguments) => remove(&arguments, &here),
        Command::Rename(arguments) => shape::rename(&arguments, &here),
        Command::New(arguments) => shape::begin(&arguments, &here),
        Command::Strip(arguments) => shape::strip(&arguments, &here),
        Command::Doctor => doctor::examine(&Repository::above(&here)?),
    }
}

fn add(arguments: &UseCaseArguments, here: &Path) -> Result<String, Refusal> {
    let repository = Repository::above(here)?;
    let use_case = read(arguments)?;
    let name = use_case.name.as_str();
    if let Some(record) = Record::find(&repository, name)? {
        return unchanged(&record, &record::Arguments::UseCase(use_case.arguments()));
    }
    if !arguments.mode.force && !arguments.mode.dry_run {
        repository.refuse_changes()?;
    }
    let plan = recipe::plan(&use_case, &repository)?;
    carry_out(&plan, &arguments.mode, &repository, &format!("The use case `{name}`"), &next_steps(&use_case))
}

fn add_aggregate(arguments: &AggregateArguments, here: &Path) -> Result<String, Refusal> {
    const EXAMPLE: &str = "cargo slice aggregate supplier 'name:text(1..100):unique' 'email:text(3..254)?'";
    let repository = Repository::above(here)?;
    let ask = |option, text| Question { option, text, example: EXAMPLE };
    let name = ask("NAME", "Name of one, such as supplier").text(arguments.name.as_deref(), SliceName::parse)?;
    let AggregateArguments { plural, read, write, owned_by, .. } = arguments;
    let access = Access::parse(read.as_deref(), write.as_deref(), owned_by.as_deref())?;
    let new = |fields: &[String]| Aggregate::new(name.clone(), plural.as_deref(), fields, access);
    let aggregate = if arguments.fields.is_empty() {
        let split = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        ask("FIELD", "Fields, such as name:text(1..100):unique email:text(3..254)?")
            .text(None, |text| new(&split(text)))?
    } else {
        new(&arguments.fields)?
    };
    if let Some(record) = Record::find(&repository, name.as_str())? {
        return unchanged(&record, &record::Arguments::Aggregate(aggregate.arguments()));
    }
    if !arguments.mode.force && !arguments.mode.dry_run {
        repository.refuse_changes()?;
    }
    let plan = aggregate::plan(&aggregate, &repository)?;
    carry_out(&plan, &arguments.mode, &repository, &format!("The aggregate `{name}`"), &aggregate_steps(&aggregate))
}

fn add_field(arguments: &FieldArguments, here: &Path) -> Result<String, Refusal> {
    let ask = |option, text| Question { option, text, example: "cargo slice field supplier 'phone:text(3..30)?'" };
    let repository = Repository::above(here)?;
    let name = ask("NAME", "Which aggregate").text(arguments.name.as_deref(), SliceName::parse)?;
    let field = ask("FIELD", "Field, such as phone:text(3..30)?").text(arguments.field.as_deref(), Field::parse)?;
    let Some((record, aggregate)) = aggregate::find(&repository, name.as_str())? else {
        return Err(Refusal::NotMade { name: name.to_string(), known: aggregate::known(&repository)? });
    };
    if aggregate.fields.contains(&field) {
        return Ok(format!("`{name}` has the field `{field}` already. Nothing was changed.\n"));
    }
    let clean = repository.refuse_changes();
    let was_clean = clean.is_ok();
    if !arguments.mode.force && !arguments.mode.dry_run {
        clean?;
    }
    let Addition { plan, edited } = aggregate::plan_addition(record, &aggregate, &field, &repository)?;
    let edited: Vec<_> = edited.iter().map(|path| format!("Merged with what was edited there: {path}\n")).collect();
    let what = format!("The field `{field}` of `{name}`");
    let report = carry_out(&plan, &arguments.mode, &repository, &what, &field_steps(&aggregate, was_clean))?;
    Ok(if edited.is_empty() { report } else { format!("{report}\n{}", edited.concat()) })
}

/// The answer where a record of this name is there already.
fn unchanged(record: &Record, arguments: &record::Arguments) -> Result<String, Refusal> {
    let name = record.arguments.name().to_owned();
    if record.arguments == *arguments {
        return Ok(format!("`{name}` is there already, made by this very command. Nothing was changed.\n"));
    }
    Err(Refusal::OtherArguments { name, command: record.arguments.command() })
}

fn remove(arguments: &RemoveArguments, here: &Path) -> Result<String, Refusal> {
    let repository = Repository::above(here)?;
    let question = Question { option: "NAME", text: "Which slice", example: "cargo slice remove close_account" };
    let name = question.text(arguments.name.as_deref(), SliceName::parse)?;
    let edits = if arguments.mode.force { Edits::Remove } else { Edits::Refuse };
    let removal::Planned { plan, left } = removal::plan(&name, edits, &repository)?;
    let left: Vec<_> = left.iter().map(|line| format!("Left, since it was edited: {line}")).collect();
    let report =
        carry_out(&plan, &arguments.mode, &repository, &format!("The removal of `{name}`"), &steps_after_removal())?;
    Ok(if left.is_empty() { report } else { format!("{report}\n{}\n", left.join("\n")) })
}

fn carry_out(plan: &Plan, mode: &Mode, repository: &Repository, what: &str, next: &str) -> Result<String, Refusal> {
    let lines = plan.lines().join("\n");
    if mode.dry_run {
        return Ok(format!("{what} would do this; nothing was changed:\n{lines}\n"));
    }
    plan.apply(repository)?;
    Ok(format!("{what} is done:\n{lines}\n\n{next}"))
}

/// The use case that the command line describes, or a person at the terminal.
fn read(arguments: &UseCaseArguments) -> Result<UseCase, Refusal> {
    const EXAMPLE: &str = "cargo slice use-case close_account --method DELETE --path /api/v1/auth/account --role user";
    let ask = |option, text| Question { option, text, example: EXAMPLE };
    let name = ask("NAME", "Name, such as close_account").text(arguments.name.as_deref(), SliceName::parse)?;
    let methods = Method::ALL.map(Method::as_str);
    let method = ask("--method", "Method").choice(arguments.method.as_deref(), &methods, str::parse::<Method>)?;
    let path = ask("--path", "Path, such as /api/v1/auth/account").text(arguments.path.as_deref(), RoutePath::parse)?;
    // A change can't be open, so it is not offered.
    let roles: Vec<_> = Role::ALL.into_iter().filter(|role| *role != Role::Open || !method.changes()).collect();
    let roles: Vec<_> = roles.into_iter().map(Role::as_str).collect();
    let role = ask("--role", "Least role").choice(arguments.role.as_deref(), &roles, str::parse::<Role>)?;
    let is_asked =
        [&arguments.name, &arguments.method, &arguments.path, &arguments.role].iter().any(|one| one.is_none());
    let new = |summary: Option<&str>| UseCase::new(name.clone(), method, path.clone(), role, summary);
    if arguments.summary.is_none() && is_asked && is_terminal() {
        return ask("--summary", "What it does, such as Close their own account").text(None, |text| new(Some(text)));
    }
    new(arguments.summary.as_deref())
}

fn next_steps(use_case: &UseCase) -> String {
    let UseCase { name, method, path, .. } = use_case;
    let decide =
        if method.changes() { "decide what it writes: so far nothing" } else { "read what it is for: so far the time" };
    let steps = [
        (format!("cargo test -p {name}"), "what was made works".to_owned()),
        ("make openapi".to_owned(), format!("write docs/openapi.json anew, with {method} {path}")),
        ("make clients".to_owned(), CLIENTS.to_owned()),
        (format!("features/{name}/src/interactor.rs"), format!("{decide}; docs/adding-a-slice.md shows how")),
        ("CHANGELOG.md".to_owned(), "a line, where a user notices".to_owned()),
        ("make ci".to_owned(), "check everything".to_owned()),
    ];
    let lines = listed(&steps);
    format!("Next:\n{lines}\n\nTo undo it: cargo slice remove {name}\n")
}

/// What is left to do after an aggregate was made.
fn aggregate_steps(aggregate: &Aggregate) -> String {
    let (name, slice) = (&aggregate.name, aggregate.slice());
    let steps = [
        (format!("cargo test -p {slice}"), "what was made works".to_owned()),
        ("make openapi".to_owned(), "write docs/openapi.json anew, with its calls".to_owned()),
        (
            DOCUMENTS.to_owned(),
            "print the commands that update docs/problems.md, schema.md and reference/webhooks.md".to_owned(),
        ),
        ("make test".to_owned(), "try it on every store".to_owned()),
        ("make clients".to_owned(), CLIENTS.to_owned()),
        (format!("core/domain/src/{name}.rs"), "its rules; docs/adding-an-aggregate.md explains each file".to_owned()),
        ("CHANGELOG.md".to_owned(), "a line, where a user notices".to_owned()),
        ("make ci".to_owned(), "check everything".to_owned()),
    ];
    format!("Next:\n{}\n\nTo undo it: cargo slice remove {name}\n", listed(&steps))
}

/// What is left to do after a field was added.
fn field_steps(aggregate: &Aggregate, was_clean: bool) -> String {
    let steps = [
        (format!("cargo test -p {}", aggregate.slice()), "what was made works".to_owned()),
        ("make openapi".to_owned(), "write docs/openapi.json anew, with the field".to_owned()),
        (DOCUMENTS.to_owned(), "print the command that updates docs/schema.md".to_owned()),
        ("make test".to_owned(), "try it on every store".to_owned()),
        ("make clients".to_owned(), CLIENTS.to_owned()),
        ("CHANGELOG.md".to_owned(), "a line, where a user notices".to_owned()),
        ("make ci".to_owned(), "check everything".to_owned()),
    ];
    // What else is not committed would go with it.
    let undo =
        if was_clean { "\nTo undo it before it is committed: git restore . && git clean --force -d\n" } else { "" };
    format!("Next:\n{}\n{undo}", listed(&steps))
}

/// What is left to do after a removal.
fn steps_after_removal() -> String {
    let steps = [
        ("make openapi", "write docs/openapi.json anew: lists of event types may name what is gone"),
        (DOCUMENTS, "print the commands that update documents which name it"),
        ("make clients", CLIENTS),
        ("CHANGELOG.md", "the line that says it was added, if there is one"),
        ("git status", "see that nothing of it is left"),
        ("make ci", "check everything"),
    ];
    let steps = listed(&steps);
    format!(
        "Next:\n{steps}\n\nA store that was migrated meanwhile keeps the table of an aggregate: drop it, or delete ./data before you \
         add another of this name.\n"
    )
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
