//! The merge of edits by people with edits by this tool.

use std::{io::Write, process::Command};

use tempfile::NamedTempFile;

use crate::refusal::Refusal;

/// The current text with what differs between two others; `None` where both sides changed the same lines.
///
/// # Errors
/// [`Refusal::Git`].
pub(crate) fn merged(current: &str, from: &str, to: &str) -> Result<Option<String>, Refusal> {
    let failed = |reason: String| Refusal::Git(reason);
    let mut files = Vec::new();
    for text in [current, from, to] {
        let mut file = NamedTempFile::new().map_err(|error| failed(error.to_string()))?;
        file.write_all(text.as_bytes()).map_err(|error| failed(error.to_string()))?;
        files.push(file);
    }
    let output = Command::new("git")
        .args(["merge-file", "--stdout", "--quiet"])
        .args(files.iter().map(NamedTempFile::path))
        .output()
        .map_err(|error| failed(error.to_string()))?;
    match output.status.code() {
        Some(0) => String::from_utf8(output.stdout).map(Some).map_err(|error| failed(error.to_string())),
        // The number of conflicts.
        Some(1..=127) => Ok(None),
        _ => Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "a\nb\nc\nd\ne\nf\ng\nh\n";

    #[test]
    fn edits_of_both_sides_are_kept() {
        let (current, to) = (FROM.replace("a\n", "A\n"), FROM.replace("h\n", "h\ni\n"));
        assert_eq!(merged(&current, FROM, &to).unwrap().as_deref(), Some("A\nb\nc\nd\ne\nf\ng\nh\ni\n"));
        assert_eq!(merged(FROM, FROM, &to).unwrap(), Some(to));
    }

    #[test]
    fn edits_of_the_same_lines_are_not_merged() {
        let (current, to) = (FROM.replace("d\n", "D\n"), FROM.replace("d\n", "d2\n"));
        assert_eq!(merged(&current, FROM, &to).unwrap(), None);
    }
}
