//! The lists of other parts, once one is gone.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item, Value};

/// The list of a part without its entries about files that are gone.
///
/// # Errors
/// Why it is no TOML.
pub(crate) fn without_files(text: &str, gone: &BTreeSet<String>) -> Result<String, String> {
    let mut list: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    for kind in ["sections", "items", "lines", "cut", "edit"] {
        if let Some(entries) = list.get_mut(kind).and_then(Item::as_array_of_tables_mut) {
            entries.retain(|entry| !entry.get("file").and_then(Item::as_str).is_some_and(|file| gone.contains(file)));
        }
    }
    if let Some(files) = list.get_mut("files").and_then(Item::as_array_mut) {
        files.retain(|file| !Value::as_str(file).is_some_and(|file| gone.contains(file)));
    }
    Ok(list.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_about_files_that_are_gone_go() {
        let text = "files = [\n    \"a\",\n    \"b\",\n]\n\n[[edit]]\nfile = \"a\"\nfrom = \"1\"\n\n[[edit]]\nfile = \"c\"\nfrom = \"2\"\n";
        let expected = "files = [\n    \"b\",\n]\n\n[[edit]]\nfile = \"c\"\nfrom = \"2\"\n";
        assert_eq!(without_files(text, &BTreeSet::from(["a".to_owned()])).unwrap(), expected);
    }
}
