//! The commands that make the repository another product: its name, its parts, a repository of its own.

use std::path::Path;

use clap::Args;

use crate::{
    cli::Mode,
    product_name::{ProductName, Spelling},
    prompts::Question,
    refusal::Refusal,
    renaming::{self, Planned},
    repository::Repository,
};

#[derive(Args)]
pub(crate) struct RenameArguments {
    /// The name as people write it, such as Acme or 'Acme Shop'
    name: Option<String>,
    #[command(flatten)]
    mode: Mode,
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

/// What has the old name still.
fn rest(from: &ProductName, notices: &[String], left: &[String]) -> String {
    let listed = |lines: &[String]| lines.iter().map(|line| format!("  {line}\n")).collect::<String>();
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
