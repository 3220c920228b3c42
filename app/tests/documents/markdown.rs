use std::{
    fs,
    path::{Path, PathBuf},
};

/// A Markdown file of this repository.
pub(crate) struct Document {
    /// The path from the root of the repository: `docs/architecture.md`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A fenced block of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The info string of the opening fence: `rust`, `console`.
    pub(crate) language: String,
    /// The last line of text before the block.
    pub(crate) introduction: String,
    /// The number of the block's first line in the document.
    pub(crate) line: usize,
    pub(crate) lines: Vec<String>,
}

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

impl Document {
    /// The document at this path from the root of the repository.
    pub(crate) fn read(path: &str) -> Self {
        let text = fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path: path.to_owned(), text }
    }

    /// Every fenced block, in order.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut introduction = String::new();
        let mut lines = self.text.lines().zip(1..);
        while let Some((line, number)) = lines.next() {
            if let Some(language) = line.strip_prefix("```") {
                let content = lines.by_ref().map(|(line, _)| line.to_owned()).take_while(|line| line != "```");
                blocks.push(Block {
                    language: language.to_owned(),
                    introduction: introduction.clone(),
                    line: number + 1,
                    lines: content.collect(),
                });
            } else if !line.trim().is_empty() {
                line.clone_into(&mut introduction);
            }
        }
        blocks
    }
}

impl Block {
    /// The last file that the line above it names.
    pub(crate) fn source(&self) -> Option<&str> {
        self.introduction.rsplit('`').skip(1).step_by(2).find(|name| name.contains('/') || name.contains('.'))
    }
}
