//! The commands that make the repository another product: its name, its parts, a repository of its own.

use std::path::Path;

use clap::Args;

use crate::{
    beginning::{self, Begun, Place},
    mode::Mode,
    next_steps::{CLIENTS, DOCUMENTS, listed},
    origin::Origin,
    parts::Part,
    product_name::{ProductName, Spelling},
    prompts::Question,
    refusal::Refusal,
    renaming::{self, Planned},
    repository::Repository,
    stripping,
};

#[derive(Args)]
pub(crate) struct RenameArguments {
    /// The name as people write it, such as Acme or 'Acme Shop'
    name: Option<String>,
    #[command(flatten)]
    mode: Mode,
}

#[derive(Args)]
pub(crate) struct NewArguments {
    /// The folder of the new repository, such as ../acme
    folder: Option<String>,
    /// The name of the product as people write it, such as Acme or 'Acme Shop'
    #[arg(long)]
    name: Option<String>,
    /// Parts to leave out, with commas between them: those that `strip` lists
    #[arg(long, value_delimiter = ',')]
    without: Vec<String>,
    /// Go on in spite of changes that are not committed, and take them along
    #[arg(long)]
    force: bool,
}

/// Makes a new repository.
///
/// # Errors
/// [`Refusal`]; nothing was made then.
pub(crate) fn begin(arguments: &NewArguments, here: &Path) -> Result<String, Refusal> {
    let repository = Repository::above(here)?;
    let ask = |option, text| Question { option, text, example: "cargo slice new ../acme --name Acme" };
    let read = |text: &str| Place::of(text, here, &repository);
    let place =
        ask("FOLDER", "Folder of the new repository, such as ../acme").text(arguments.folder.as_deref(), read)?;
    let name =
        ask("--name", "Name of the product, such as Acme Shop").text(arguments.name.as_deref(), ProductName::parse)?;
    if !arguments.force {
        repository.refuse_changes()?;
    }
    let without = Part::chosen(&arguments.without, &repository)?;
    let Begun { origin: Origin { version, commit, .. }, left } =
        beginning::begin(&place, &name, &without, &repository)?;
    let folder = place.folder().display();
    Ok(format!(
        "`{name}` has a repository of its own: {folder}, with one commit, made of version {version} at {commit}.\n{}\n\
         Next:\n  cd {folder}\n  cargo slice doctor  see what is missing to work there\n  make ci             check everything\n\n\
         How to merge an update: docs/how-to/make-it-yours.md\n",
        listed_left(&left)
    ))
}

/// Gives the product another name.
///
/// # Errors
/// [`Refusal`]; nothing was changed then.
pub(crate) fn rename(arguments: &RenameArguments, here: &Path) -> Result<String, Refusal> {
    let repository = Repository::above(here)?;
    let example = "cargo slice rename Acme";
    let question = Question { option: "NAME", text: "Name of the product, such as Acme Shop", example };
    let to = question.text(arguments.name.as_deref(), ProductName::parse)?;
    let from = renaming::present_name(&repository)?;
    if from == to {
        return Ok(format!("The product is called `{to}` already. Nothing was changed.\n"));
    }
    if !arguments.mode.force && !arguments.mode.dry_run {
        repository.refuse_changes()?;
    }
    let Planned { plan, notices, left } = renaming::plan(&from, &to, &repository)?;
    if arguments.mode.dry_run {
        let lines = plan.lines().join("\n");
        return Ok(format!(
            "The name `{to}` would do this; nothing was changed:\n{lines}\n{}",
            rest(&from, &notices, &left)
        ));
    }
    plan.apply(&repository)?;
    let count = plan.lines().len();
    Ok(format!(
        "The product is called `{to}` now: {count} files changed.\n{}\n{}",
        rest(&from, &notices, &left),
        next(&to)
    ))
}

#[derive(Args)]
pub(crate) struct StripArguments {
    /// The parts; without any, those that there are are listed
    parts: Vec<String>,
    #[command(flatten)]
    mode: Mode,
}

/// Takes parts out of the product.
///
/// # Errors
/// [`Refusal`]; nothing was changed then.
pub(crate) fn strip(arguments: &StripArguments, here: &Path) -> Result<String, Refusal> {
    let repository = Repository::above(here)?;
    if arguments.parts.is_empty() {
        let parts = Part::all(&repository)?
            .iter()
            .flat_map(|part| {
                [&part.name].into_iter().chain(&part.also).map(|name| format!("  {name:<10} {}\n", part.summary))
            })
            .collect::<Vec<_>>()
            .concat();
        return Ok(format!("Parts that can be stripped:\n{parts}"));
    }
    let parts = Part::chosen(&arguments.parts, &repository)?;
    if !arguments.mode.force && !arguments.mode.dry_run {
        repository.refuse_changes()?;
    }
    let stripping::Planned { plan, left } = stripping::plan(&parts, &repository)?;
    let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
    let (names, lines) = (names.join(", "), plan.lines().join("\n"));
    let left = listed_left(&left);
    if arguments.mode.dry_run {
        return Ok(format!("Without {names}, this would be done; nothing was changed:\n{lines}\n{left}"));
    }
    plan.apply(&repository)?;
    repository.update_lockfile()?;
    let remade = [
        ("make openapi", "write docs/openapi.json anew"),
        ("make release-contract", "take it for what clients know"),
        (DOCUMENTS, "print the commands that update other documents"),
    ];
    let is_remade = parts.iter().any(|part| !part.remade.is_empty());
    let mut steps = vec![("git diff --stat", "see what changed")];
    steps.extend(remade.into_iter().filter(|_| is_remade));
    steps.extend([
        ("make clients", CLIENTS),
        ("make ci", "check everything"),
        ("git add --all && git commit", "keep it"),
    ]);
    let steps = listed(&steps);
    Ok(format!(
        "The product is without {names} now:\n{lines}\n{left}\nNext:\n{steps}\n\n\
         Before the commit, `git reset --hard` undoes it; after it, `git revert`. `cargo slice remove` does not.\n"
    ))
}

/// The lines that a command could not change.
fn listed_left(left: &[String]) -> String {
    let lines = left.iter().map(|line| format!("  {line}\n")).collect::<Vec<_>>().concat();
    if left.is_empty() { lines } else { format!("\nLeft, change it by hand:\n{lines}") }
}

/// What has the old name still.
fn rest(from: &ProductName, notices: &[String], left: &[String]) -> String {
    let listed = |lines: &[String]| lines.iter().map(|line| format!("  {line}\n")).collect::<Vec<_>>().concat();
    let left = match left {
        [] => String::new(),
        left => format!("Left, since `{from}` is a part of another word there; change it by hand:\n{}", listed(left)),
    };
    format!("The licence keeps its notice, as it demands:\n{}{left}", listed(notices))
}

fn next(to: &ProductName) -> String {
    let (binary, prefix) = (to.spelled(Spelling::Kebab), to.spelled(Spelling::Upper));
    format!(
        "\nNext:\n  git diff           see what changed\n  make ci            check everything\n  git add --all && git commit\n\n\
         Variables begin with {prefix}_ now, and the database of a first start is data/{binary}.db. Stores, stacks and images that \
         are there keep their names: docs/how-to/make-it-yours.md\n\nTo undo it before the commit: git reset --hard\n"
    )
}
