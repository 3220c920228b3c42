use std::{io, path::PathBuf};

use thiserror::Error;

/// Why a command did nothing. Each is a sentence that says what is wrong, with which value, and what to do.
#[derive(Debug, Error)]
pub(crate) enum Refusal {
    /// The name of a slice is no identifier.
    #[error(
        "`{0}` can't be the name of a slice. A name has 2 to 40 characters: words of a to z and digits with one underscore between \
         them, beginning with a letter, such as `close_account`."
    )]
    Name(String),
    /// The name means something to Rust, cargo, or the code that would be made.
    #[error("`{name}` can't be the name of a slice: {reason}. Choose another name, such as `close_account`.")]
    ReservedName { name: String, reason: String },
    /// Something has the name.
    #[error("`{name}` is taken: {by}. Choose another name.")]
    NameTaken { name: String, by: String },
    /// No method that a slice serves.
    #[error("`{0}` is no method that a use case can have. It is one of GET, POST, PUT, PATCH and DELETE.")]
    Method(String),
    /// No role of this service.
    #[error("`{0}` is no role. It is one of user, admin and super_admin, or open for a GET without a session.")]
    Role(String),
    /// The path breaks a rule.
    #[error("`{path}` can't be the path of a use case: {reason}. A path is such as `/api/v1/auth/account`.")]
    Path { path: String, reason: &'static str },
    /// The operation is served by another slice.
    #[error("`{method} {path}` is served already: {by} has it. Choose another path or method.")]
    OperationTaken { method: String, path: String, by: String },
    /// A change needs an actor.
    #[error(
        "`{0}` can't be open: a change is recorded with the user who made it. Give --role user, admin or super_admin."
    )]
    OpenChange(String),
    /// The summary breaks a rule.
    #[error("`{summary}` can't be the summary: {reason}. A summary is such as `Close their own account`.")]
    Summary { summary: String, reason: &'static str },
    /// The name of the product breaks a rule.
    #[error("`{name}` can't be the name of the product: {reason}. A name is such as `Acme` or `Acme Shop`.")]
    ProductName { name: String, reason: &'static str },
    /// The name of the product is a word of the code.
    #[error(
        "`{name}` can't be the name of the product: {path} has that word, so the two could not be distinguished. Choose another name."
    )]
    NameInUse { name: String, path: String },
    /// A repository would lie in this one.
    #[error("{0} lies in this repository. Choose a place outside of it, such as ../acme.")]
    InsideRepository(String),
    /// The field of an aggregate breaks a rule.
    #[error("`{field}` can't be a field: {reason}. A field is such as `name:text(1..100)`.")]
    Field { field: String, reason: String },
    /// The fields of an aggregate don't go together.
    #[error("`{name}` can't be made: {reason}.")]
    Aggregate { name: String, reason: String },
    /// The aggregate can't have one more field.
    #[error("`{name}` can't have the field `{field}`: {reason}.")]
    Addition { name: String, field: String, reason: String },
    /// The aggregate was edited where a field belongs.
    #[error(
        "`{name}` was edited where the field `{field}` belongs, so nothing was written:\n{files}\nTake these edits back, add the \
         field, and make them again."
    )]
    Conflict { name: String, field: String, files: String },
    /// This tool did not make the aggregate.
    #[error(
        "`{name}` is no aggregate that `cargo slice aggregate` made, so its files are not known. {known} To one that was written by \
         hand, add the field by docs/how-to/add-a-store-call.md#add-a-table-or-column-migrations."
    )]
    NotMade { name: String, known: String },
    /// The options don't go together.
    #[error("{0}.")]
    Access(String),
    /// Another aggregate needs it.
    #[error("`{name}` can't be removed: {by} refers to it. Remove that first.")]
    ReferredTo { name: String, by: String },
    /// No part of the product has this name.
    #[error("`{name}` is no part that can be stripped here. Those that can: {known}.")]
    NoPart { name: String, known: String },
    /// The repository is not as the list of a part says.
    #[error(
        "{file} does not have {what}, as the list of the part in tools/slice/parts says. It was edited: bring the list up to date, or strip the part by hand."
    )]
    PartMissing { file: String, what: String },
    /// All was done but the lockfile.
    #[error(
        "The parts are stripped, but cargo can't bring Cargo.lock up to date: {0}. Run `cargo metadata`, then `make ci`."
    )]
    Lockfile(String),
    /// An option was left out and there is no terminal to ask on.
    #[error("{option} is missing. Give it, as in `{example}`, or run this on a terminal, where it is asked for.")]
    Missing { option: &'static str, example: &'static str },
    /// The prompt failed.
    #[error("The terminal can't be asked: {0}. Give all options on the command line.")]
    Prompt(String),
    /// Not below this repository.
    #[error(
        "{0} does not lie in this repository: no folder above it has app/Cargo.toml and features. Change to its root."
    )]
    NoRepository(PathBuf),
    /// Changes would mix with those that are not committed.
    #[error(
        "The work tree has changes that are not committed:\n{0}\nCommit or stash them, so that what is made stands apart and can be \
         undone, or give --force."
    )]
    DirtyTree(String),
    /// There is nothing to compare with.
    #[error("git can't report the state of the work tree: {0}. Install git and work in a clone, or give --force.")]
    Git(String),
    /// A file has no such place.
    #[error(
        "{file} has no {what}, where a line belongs. It was edited, or renamed: `git log -p {file}` shows how it was. Put that \
         back, or add the slice by docs/how-to/add-a-slice.md."
    )]
    AnchorMissing { file: String, what: String },
    /// A file can't be read as what it should be.
    #[error("{file} can't be read: {reason}. Correct it; `git diff {file}` shows what changed.")]
    Unreadable { file: String, reason: String },
    /// Something is there that would be overwritten.
    #[error("{0} exists. Remove it, or choose another name.")]
    Exists(String),
    /// A file changed between reading and writing.
    #[error("{0} was changed meanwhile, so nothing was written. Run this again.")]
    ChangedMeanwhile(String),
    /// The slice was made with other arguments.
    #[error(
        "The slice `{name}` exists, made by `{command}`. Choose another name, or take it out first: cargo slice remove {name}"
    )]
    OtherArguments { name: String, command: String },
    /// No record of the slice.
    #[error("`{name}` was not made by this command: there is no .slices/{name}.toml. {known}")]
    NoRecord { name: String, known: String },
    /// What was made has been edited since.
    #[error(
        "`{name}` is not as it was made, so nothing was removed:\n{differences}\nUndo these, or give --force to remove the slice with \
         all that was edited."
    )]
    Edited { name: String, differences: String },
    /// Something is missing that everything needs.
    #[error(
        "Not everything that a build needs is there:\n{lines}{missing} is missing: do what the list says, and run this again."
    )]
    Unfit { lines: String, missing: String },
    /// A template does not fit its arguments: a mistake of this tool.
    #[error("A template of this tool is broken: {0}")]
    Template(#[from] minijinja::Error),
    /// The code that was made can't be formatted.
    #[error("rustfmt can't format the code that would be made: {0}. Install it: rustup component add rustfmt")]
    Rustfmt(String),
    /// A file can't be read or written.
    #[error("{path}: {source}. Nothing was changed.")]
    Io { path: String, source: io::Error },
    /// Writing failed, and so did taking back what was written.
    #[error("{path}: {source}. Writing failed, and this file could not be made as it was: see `git status`.")]
    HalfWritten { path: String, source: io::Error },
}

impl Refusal {
    /// For `map_err` on what reads or writes `path`.
    pub(crate) fn io(path: &str) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}
