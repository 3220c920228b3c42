//! The lists of other parts, once one is gone.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item, Table, Value};

use crate::{items::without_item, markdown::without_section, text::remove_once};

/// The entries of lists, each with the key of what it looks for in its file.
const ENTRIES: [(&str, &str); 5] =
    [("sections", "headings"), ("items", "items"), ("lines", "lines"), ("cut", "from"), ("edit", "from")];

/// What happened to the files that a list is about.
pub(crate) struct Changes<'a> {
    /// The files that are gone.
    pub(crate) gone: &'a BTreeSet<String>,
    /// The text of a file before the part was taken out, and now.
    pub(crate) texts: &'a dyn Fn(&str) -> Option<(String, String)>,
}

/// The list of a part without its entries about what is gone.
///
/// # Errors
/// Why it is no TOML.
pub(crate) fn updated(text: &str, changes: &Changes<'_>) -> Result<String, String> {
    let mut list: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    for (kind, key) in ENTRIES {
        if let Some(entries) = list.get_mut(kind).and_then(Item::as_array_of_tables_mut) {
            entries.iter_mut().for_each(|entry| drop_lost(entry, kind, key, changes));
            entries.retain(|entry| {
                let is_gone = entry.get("file").and_then(Item::as_str).is_some_and(|file| changes.gone.contains(file));
                let is_empty =
                    entry.get(key).is_none_or(|found| found.as_array().is_some_and(toml_edit::Array::is_empty));
                !is_gone && !is_empty
            });
        }
    }
    for kind in ["files", "spare"] {
        if let Some(files) = list.get_mut(kind).and_then(Item::as_array_mut) {
            files.retain(|file| !Value::as_str(file).is_some_and(|file| changes.gone.contains(file)));
        }
    }
    Ok(list.to_string())
}

/// Drops from an entry what was in its file and is not any longer.
fn drop_lost(entry: &mut Table, kind: &str, key: &str, changes: &Changes<'_>) {
    let Some(file) = entry.get("file").and_then(Item::as_str).map(str::to_owned) else { return };
    let Some((before, now)) = (changes.texts)(&file).filter(|(before, now)| before != now) else { return };
    let is_lost = |what: &str| is_there(kind, &file, &before, what) && !is_there(kind, &file, &now, what);
    match entry.get_mut(key) {
        Some(Item::Value(Value::Array(all))) => all.retain(|what| !what.as_str().is_some_and(is_lost)),
        Some(Item::Value(Value::String(what))) if is_lost(what.value()) => _ = entry.remove(key),
        _ => {}
    }
}

/// Whether an entry of this kind finds what it looks for.
fn is_there(kind: &str, file: &str, text: &str, what: &str) -> bool {
    match kind {
        "sections" => without_section(text, what).is_some(),
        "items" => without_item(file, text, what).is_ok(),
        "lines" => remove_once(text, &format!("{what}\n")).is_some(),
        _ => text.matches(what).count() == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_updated(text: &str, expected: &str) {
        let texts = |file: &str| (file == "c").then(|| ("1\n2\n3\n".to_owned(), "2\n".to_owned()));
        let changes = Changes { gone: &BTreeSet::from(["a".to_owned()]), texts: &texts };
        assert_eq!(updated(text, &changes).unwrap(), expected);
    }

    #[test]
    fn entries_about_files_that_are_gone_go() {
        assert_updated(
            "files = [\n    \"a\",\n    \"b\",\n]\nspare = [\"a\", \"d\"]\n\n[[edit]]\nfile = \"a\"\nfrom = \"1\"\n\n[[edit]]\nfile = \"c\"\nfrom = \"2\"\n",
            "files = [\n    \"b\",\n]\nspare = [ \"d\"]\n\n[[edit]]\nfile = \"c\"\nfrom = \"2\"\n",
        );
    }

    #[test]
    fn entries_about_texts_that_are_gone_go_and_those_about_texts_to_come_stay() {
        assert_updated(
            "[[lines]]\nfile = \"c\"\nlines = [\"1\", \"2\"]\n\n[[lines]]\nfile = \"c\"\nlines = [\"3\"]\n\n[[cut]]\nfile = \"c\"\nfrom = \"1\"\n\n[[edit]]\nfile = \"c\"\nfrom = \"4\"\n",
            "[[lines]]\nfile = \"c\"\nlines = [ \"2\"]\n\n[[edit]]\nfile = \"c\"\nfrom = \"4\"\n",
        );
    }
}
