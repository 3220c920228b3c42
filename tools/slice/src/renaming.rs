//! Another name for the product: in every text, in the names of files and folders, and in the order of what is sorted by name.

use crate::{
    manifests::Lockfile,
    paths::{LOCKFILE, PRODUCT, TITLE, has_ending},
    plan::Plan,
    product_name::ProductName,
    refusal::Refusal,
    repository::Repository,
    respelling::{Respelling, has, has_trace, without},
    rust_file::RustFile,
    templates::formatted,
};

/// Words that are data, whatever the product is called.
const DATA: &str = "core/domain/data/";

/// This tool, whose examples and tests may have any name.
const TOOL: &str = "tools/slice/";

/// Folders whose code is made by generators, in a format of their own.
const GENERATED: &str = "/generated/";

/// What a renaming does, and what it leaves.
pub(crate) struct Planned {
    pub(crate) plan: Plan,
    /// The lines of the licence that have the old name, each with its file.
    pub(crate) notices: Vec<String>,
    /// What else has the old name, as a part of a word or in another case.
    pub(crate) left: Vec<String>,
}

/// The name that the product has now.
///
/// # Errors
/// [`Refusal::AnchorMissing`] and [`Refusal::ProductName`].
pub(crate) fn present_name(repository: &Repository) -> Result<ProductName, Refusal> {
    let product = RustFile::parse(PRODUCT, repository.read(PRODUCT)?)?;
    ProductName::parse(&product.text_of(TITLE)?)
}

/// Refuses a name that a later renaming could not distinguish from a word that is there.
///
/// # Errors
/// [`Refusal::NameInUse`].
pub(crate) fn refuse_used(from: &ProductName, to: &ProductName, repository: &Repository) -> Result<(), Refusal> {
    for path in repository.texts()? {
        if has_ending(&path, "md") || path.starts_with(TOOL) || path.starts_with(DATA) {
            continue;
        }
        let text = repository.read(&path)?;
        // One of the names may be a part of the other.
        let is_used = |line: &str| !is_notice(&path, line) && has(&path, &without(&path, line, from), to);
        if is_used(&path) || has(&path, &text, to) && text.lines().any(is_used) {
            return Err(Refusal::NameInUse { name: to.to_string(), path });
        }
    }
    Ok(())
}

/// Plans another name.
///
/// # Errors
/// As for [`refuse_used`].
pub(crate) fn plan(from: &ProductName, to: &ProductName, repository: &Repository) -> Result<Planned, Refusal> {
    refuse_used(from, to, repository)?;
    let respelling = Respelling::new(from, to);
    let mut planned = Planned { plan: Plan::default(), notices: Vec::new(), left: Vec::new() };
    for path in repository.texts()? {
        let text = repository.read(&path)?;
        let new_path = respelling.of(&path, &path);
        let new_text =
            if path.starts_with(DATA) { text.clone() } else { renamed(&path, &text, &respelling, repository)? };
        planned.note_what_is_left(&new_path, &new_text, from, to);
        if new_path == path {
            planned.plan.replace(repository, &path, new_text)?;
        } else {
            planned.plan.delete(repository, &path)?;
            planned.plan.create(repository, new_path, new_text)?;
        }
    }
    Ok(planned)
}

impl Planned {
    fn note_what_is_left(&mut self, path: &str, text: &str, from: &ProductName, to: &ProductName) {
        let is_left = |text: &str| has_trace(text, from) && has_trace(&without(path, text, to), from);
        if is_left(path) {
            self.left.push(format!("{path}: its name"));
        }
        if !has_trace(text, from) {
            return;
        }
        for line in text.lines().filter(|line| is_left(line)) {
            let place = format!("{path}: {}", line.trim());
            if is_notice(path, line) { self.notices.push(place) } else { self.left.push(place) }
        }
    }
}

/// The text of a file with the new name. The licence keeps its notice: it says whose work this is a copy of.
fn renamed(path: &str, text: &str, respelling: &Respelling<'_>, repository: &Repository) -> Result<String, Refusal> {
    let lines = text.split_inclusive('\n');
    let new: String = if text.lines().any(|line| is_notice(path, line)) {
        lines.map(|line| if is_notice(path, line) { line.to_owned() } else { respelling.of(path, line) }).collect()
    } else {
        respelling.of(path, text)
    };
    if new == text {
        return Ok(new);
    }
    if path == LOCKFILE {
        return Ok(Lockfile::read(LOCKFILE, &new).sorted());
    }
    // A longer or shorter name decides what fits into a line, and how imports are sorted.
    if has_ending(path, "rs") && !path.contains(GENERATED) { formatted(&new, repository) } else { Ok(new) }
}

/// Whether a line is the notice that the licence asks to keep.
fn is_notice(path: &str, line: &str) -> bool {
    path.rsplit('/').next() == Some("LICENSE") && line.starts_with("Copyright ")
}
