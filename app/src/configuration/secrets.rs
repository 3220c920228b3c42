//! Secrets as given: each directly, or in the file that its `_file` key names.

use std::{fs, path::Path};

use secrecy::SecretString;
use toml::Value;

use super::{
    error::Diagnostic,
    key::Key,
    kinds::path,
    reader::{Declaration, Reader},
    text::{LINE_ENDS, trim},
};

/// What is shown of a secret.
const MASK: &str = "[set]";
/// What to do about a file of secrets that can't be read.
const READABLE: &str = "name a UTF-8 text file that this process can read";

/// The secrets given for one setting: at most one for a single one, any number for a list.
pub(super) struct Given {
    pub(super) name: String,
    pub(super) origin: Option<String>,
    pub(super) secrets: Vec<SecretString>,
    /// Untrimmed variants, which earlier versions used if the text had white space at its ends. Hashes and tokens were
    /// made with these, so they count as previous secrets.
    pub(super) untrimmed: Vec<SecretString>,
}

impl Given {
    /// The secrets in these texts, with their untrimmed variants.
    fn new<'t>(name: &str, origin: Option<String>, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let texts: Vec<_> = texts.into_iter().map(|text| (trim(text), text)).filter(|(it, _)| !it.is_empty()).collect();
        let secrets = texts.iter().map(|(secret, _)| SecretString::from(*secret)).collect();
        let untrimmed = texts.iter().filter(|(secret, text)| secret != text);
        let untrimmed = untrimmed.map(|(_, text)| SecretString::from(*text)).collect();
        Self { name: name.to_owned(), origin, secrets, untrimmed }
    }

    /// A problem of this setting.
    pub(super) fn diagnostic(&self, reason: impl Into<String>) -> Diagnostic {
        Diagnostic::new(&self.name, reason).given_in(self.origin.clone())
    }
}

/// A secret in use, with previous ones, which are still accepted.
pub(super) struct Rotation {
    pub(super) present: Given,
    pub(super) previous: Given,
}

impl Rotation {
    pub(super) fn new(reader: &mut Reader<'_>, present: Given, previous: Given) -> Self {
        let rotation = Self { present, previous };
        let Self { present, previous } = &rotation;
        // A previous one may be the untrimmed variant of the present one.
        let origin =
            previous.origin.clone().or_else(|| present.origin.clone().filter(|_| !present.untrimmed.is_empty()));
        reader.shown.set(&previous.name, Some(masked(rotation.previous().count())), origin);
        rotation
    }

    /// The previous ones, and untrimmed variants.
    pub(super) fn previous(&self) -> impl Iterator<Item = &SecretString> {
        self.previous.secrets.iter().chain(&self.present.untrimmed).chain(&self.previous.untrimmed)
    }

    /// All secrets given.
    pub(super) const fn both(&self) -> [&Given; 2] {
        [&self.present, &self.previous]
    }
}

/// The file that a key names.
pub(super) struct NamedFile {
    pub(super) path: String,
    pub(super) text: String,
}

impl Declaration<'_, '_> {
    /// A secret, given directly or in the file that the `_file` key names.
    pub(super) fn secret(self) -> Given {
        let Self { reader, key } = self.sensitive();
        let direct = reader.untrimmed(&key).map(|text| vec![text]);
        let given = directly_or_in_file(reader, key, direct, "", |text| vec![text.trim_end_matches(LINE_ENDS)]);
        reader.shown.set(&given.name, given.secrets.first().map(|_| MASK.into()), given.origin.clone());
        given
    }

    /// A list of secrets, given directly or in the file that the `_file` key names.
    pub(super) fn secrets(self) -> Given {
        let Self { reader, key } = self.sensitive();
        let direct = reader.items(&key);
        let given = directly_or_in_file(reader, key, direct, ", one on each line", |text| text.lines().collect());
        reader.shown.set(&given.name, Some(masked(given.secrets.len())), given.origin.clone());
        given
    }

    /// The file that the key names. Its path is shown.
    pub(super) fn file(self) -> Option<NamedFile> {
        let Self { reader, key } = self;
        let file = reader.given(&key, &path()).and_then(|path| read(reader, &key.name, &path));
        let origin = reader.origin(&key.name);
        reader.shown.set(&key.name, file.as_ref().map(|file| file.path.as_str().into()), origin);
        reader.declare(key);
        file
    }
}

fn directly_or_in_file(
    reader: &mut Reader<'_>,
    key: Key,
    direct: Option<Vec<String>>,
    form: &str,
    split: fn(&str) -> Vec<&str>,
) -> Given {
    let name = key.name.clone();
    let Declaration { reader, key: file_key } =
        reader.key(format!("{name}_file")).means(&format!("A file that holds `{name}`{form}."));
    let path = reader.given(&file_key, &path());
    let is_given = direct.iter().flatten().any(|text| !trim(text).is_empty());
    let given = match path {
        None => direct.map(|texts| Given::new(&name, reader.origin(&name), texts.iter().map(String::as_str))),
        Some(_) if is_given => {
            let origin = reader.origin(&name).unwrap_or_default();
            reader.refuse(&file_key.name, format!("`{name}` is given too (from {origin}); give one of them"));
            None
        }
        Some(path) => {
            read(reader, &file_key.name, &path).map(|file| Given::new(&name, Some(file.path), split(&file.text)))
        }
    };
    reader.declare(key);
    reader.declare(file_key);
    given.unwrap_or_else(|| Given::new(&name, None, []))
}

fn read(reader: &mut Reader<'_>, name: &str, path: &Path) -> Option<NamedFile> {
    let path = reader.sources.resolve(path);
    let reason = match fs::read_to_string(&path) {
        Ok(text) if trim(&text).is_empty() => format!("{} is empty; write the secret into it", path.display()),
        Ok(text) => return Some(NamedFile { path: path.display().to_string(), text }),
        Err(error) => format!("{} can't be read: {error}; {READABLE}", path.display()),
    };
    reader.refuse(name, reason);
    None
}

fn masked(secrets: usize) -> Value {
    vec![MASK; secrets].into()
}
