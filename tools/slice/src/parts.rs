//! Parts of the product that can be stripped, each listed in a file of `tools/slice/parts`.

use serde::Deserialize;

use crate::{pruning::Vocabulary, refusal::Refusal, repository::Repository};

/// The folder of the lists.
pub(crate) const FOLDER: &str = "tools/slice/parts";

/// What belongs to a part of the product, and to nothing else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    #[serde(skip)]
    pub(crate) name: String,
    /// What it is, in a sentence.
    pub(crate) summary: String,
    /// Other names of it.
    #[serde(default)]
    pub(crate) also: Vec<String>,
    /// Parts that are of no use without this one, and go before it.
    #[serde(default)]
    pub(crate) with: Vec<String>,
    /// The words that are left nowhere, each as the beginning of a word in any case.
    pub(crate) words: Vec<String>,
    /// Whether what mentions the part goes by syntax, besides what is listed.
    #[serde(default)]
    pub(crate) prune: bool,
    /// Phrases in which such a word means something else.
    #[serde(default)]
    pub(crate) idioms: Vec<String>,
    /// Names in the code that belong to the part and have none of its words.
    #[serde(default)]
    pub(crate) names: Vec<String>,
    /// Names in the code that have one of its words and mean something else.
    #[serde(default)]
    pub(crate) kept: Vec<String>,
    /// Files and folders where a word means something else.
    #[serde(default)]
    pub(crate) unrelated: Vec<String>,
    /// Files and folders that commands make anew: what is left there goes then.
    #[serde(default)]
    pub(crate) remade: Vec<String>,
    /// Files and folders.
    #[serde(default)]
    pub(crate) files: Vec<String>,
    /// Files that get another path.
    #[serde(default, rename = "rename")]
    pub(crate) renames: Vec<Rename>,
    /// Files of Rust with helpers that nothing uses then, and that what is added later needs.
    #[serde(default)]
    pub(crate) spare: Vec<String>,
    /// Features of cargo: what is compiled for one of them goes.
    #[serde(default)]
    pub(crate) features: Vec<String>,
    /// Scripts that run the command behind them: it runs without them.
    #[serde(default)]
    pub(crate) wrappers: Vec<String>,
    /// Sections of documents.
    #[serde(default)]
    pub(crate) sections: Vec<Section>,
    /// Items of Rust files.
    #[serde(default)]
    pub(crate) items: Vec<Items>,
    /// Lines of a file, of which each must be there once.
    #[serde(default)]
    pub(crate) lines: Vec<Lines>,
    /// Texts that are cut out.
    #[serde(default, rename = "cut")]
    pub(crate) cuts: Vec<Cut>,
    /// What else changes.
    #[serde(default, rename = "edit")]
    pub(crate) edits: Vec<Edit>,
}

/// The sections of a document under these headings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) file: String,
    pub(crate) headings: Vec<String>,
}

/// Items of a Rust file, as they are declared: `fn gateway`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Items {
    pub(crate) file: String,
    pub(crate) items: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lines {
    pub(crate) file: String,
    pub(crate) lines: Vec<String>,
}

/// A file, and the path that it has without the part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rename {
    pub(crate) file: String,
    pub(crate) to: String,
}

/// What stands in a file from one text, which is there once, until before another, or until the end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cut {
    pub(crate) file: String,
    pub(crate) from: String,
    pub(crate) until: Option<String>,
}

/// A text that stands in a file once, and what stands there without the part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    pub(crate) file: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl Part {
    /// The parts that are here, sorted by name.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] and [`Refusal::Io`].
    pub(crate) fn all(repository: &Repository) -> Result<Vec<Self>, Refusal> {
        let mut parts = Vec::new();
        for file in repository.files_below(FOLDER)? {
            let Some(name) = file.strip_prefix(FOLDER).and_then(|name| name.strip_prefix('/')?.strip_suffix(".toml"))
            else {
                continue;
            };
            parts.push(Self::parse(name, &repository.read(&file)?)?);
        }
        Ok(parts)
    }

    /// The part of this name, as its list says.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`].
    pub(crate) fn parse(name: &str, list: &str) -> Result<Self, Refusal> {
        let unreadable =
            |error: toml::de::Error| Refusal::Unreadable { file: list_of(name), reason: error.to_string() };
        let part: Self = toml::from_str(list).map_err(unreadable)?;
        Ok(Self { name: name.to_owned(), ..part })
    }

    /// The parts of these names, each behind those that go with it, and once.
    ///
    /// # Errors
    /// [`Refusal::NoPart`].
    pub(crate) fn chosen(names: &[String], repository: &Repository) -> Result<Vec<Self>, Refusal> {
        let mut all = Self::all(repository)?;
        let known: Vec<_> = all.iter().map(|part| (part.name.clone(), part.also.clone())).collect();
        let mut chosen = Vec::new();
        for wanted in names {
            let Some((name, _)) = known.iter().find(|(name, also)| name == wanted || also.contains(wanted)) else {
                let known: Vec<_> = known.iter().flat_map(|(name, also)| also.iter().chain([name])).cloned().collect();
                let known = if known.is_empty() { "none is left".to_owned() } else { known.join(", ") };
                return Err(Refusal::NoPart { name: wanted.clone(), known });
            };
            let with = all.iter().find(|part| part.name == *name).map(|part| part.with.clone()).unwrap_or_default();
            for name in with.iter().chain([name]) {
                if let Some(at) = all.iter().position(|part| part.name == *name) {
                    chosen.push(all.remove(at));
                }
            }
        }
        Ok(chosen)
    }

    /// By which what mentions the part is known.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        Vocabulary::new(&self.words, &self.idioms, &self.names, &self.kept)
    }

    /// The file that lists it.
    pub(crate) fn list(&self) -> String {
        list_of(&self.name)
    }
}

fn list_of(name: &str) -> String {
    format!("{FOLDER}/{name}.toml")
}
