use std::{
    collections::{BTreeMap, HashMap},
    ffi::OsString,
    fs, io,
    path::Path,
};

use config::{Config, ConfigError, Environment, FileFormat, Format, Map, Source, Value, ValueKind};

use super::{
    error::Diagnostic,
    key::PREFIX,
    keys::{self, KEYS},
    nearest::nearest,
    sources::Sources,
};

/// The file that is read if no other is named.
const DEFAULT_FILE: &str = "config.toml";
/// The origin of flags.
const COMMAND_LINE: &str = "the command line";

/// Merges file, environment and flags, the strongest last, into the text of each key under its full name. The result
/// has known keys only; others go to `diagnostics`.
pub(super) fn merge(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Value> {
    let mut builder = Config::builder();
    if let Some(file) = read_file(sources, diagnostics) {
        builder = builder.add_source(file);
    }
    builder = builder.add_source(
        // Nothing is parsed here: a pepper of digits alone stays a text.
        Environment::with_prefix(PREFIX.trim_end_matches('_'))
            .prefix_separator("_")
            .separator("__")
            .source(Some(known_variables(&sources.environment, diagnostics))),
    );
    builder = builder.add_source(Flags(known_flags(&sources.overrides, diagnostics)));
    let Ok(merged) = builder.build() else {
        diagnostics.push(Diagnostic::new("configuration", "file, environment and flags can't be merged"));
        return BTreeMap::new();
    };
    flatten(merged.cache)
}

/// A parsed file.
#[derive(Clone, Debug)]
struct ParsedFile(Map<String, Value>);

impl Source for ParsedFile {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, ConfigError> {
        Ok(self.0.clone())
    }
}

/// The settings that flags give.
#[derive(Clone, Debug)]
struct Flags(Vec<(String, String)>);

impl Source for Flags {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, ConfigError> {
        let origin = COMMAND_LINE.to_owned();
        Ok(self.0.iter().map(|(key, text)| (key.clone(), Value::new(Some(&origin), text.clone()))).collect())
    }
}

/// The file's content; `None` if there is no file to read, or it can't be used.
fn read_file(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<ParsedFile> {
    let path = sources.resolve(sources.file.as_deref().unwrap_or(Path::new(DEFAULT_FILE)));
    let name = path.display().to_string();
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if sources.file.is_none() && is_absent(&path, &error) => return None,
        Err(error) => {
            diagnostics.push(Diagnostic::new(name, format!("the configuration file can't be read: {error}")));
            return None;
        }
    };
    match FileFormat::Toml.parse(Some(&name), &text) {
        Ok(content) => {
            diagnostics.extend(unknown_keys(&content, &name));
            Some(ParsedFile(content))
        }
        Err(error) => {
            diagnostics.push(Diagnostic::new(name, syntax_error(&*error, &text)));
            None
        }
    }
}

fn is_absent(path: &Path, error: &io::Error) -> bool {
    // A dangling link counts as an existing file, which was meant to be read: report it.
    error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err()
}

/// Where and why the text is not TOML. The parser's own message quotes the line, which may hold a secret.
fn syntax_error(error: &(dyn std::error::Error + Send + Sync + 'static), text: &str) -> String {
    let Some(error) = error.downcast_ref::<toml::de::Error>() else {
        return "holds a number out of range".to_owned();
    };
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let reason = error.message().lines().next().unwrap_or_default();
    format!("line {line} is not TOML: {reason}")
}

fn unknown_keys(content: &Map<String, Value>, origin: &str) -> Vec<Diagnostic> {
    flatten(Value::new(None, content.clone()))
        .keys()
        .filter(|name| keys::find(name).is_none())
        .map(|name| unknown(name, name, Some(origin.to_owned())))
        .collect()
}

/// The `TRANCHE_` variables that name a setting.
fn known_variables(environment: &[(OsString, OsString)], diagnostics: &mut Vec<Diagnostic>) -> HashMap<String, String> {
    let mut known = HashMap::new();
    for (name, value) in environment {
        let name = name.to_string_lossy();
        if !name.starts_with(PREFIX) {
            continue;
        }
        if !KEYS.iter().any(|key| key.variable() == name) {
            diagnostics.push(unknown(&name, name.trim_start_matches(PREFIX), None));
        } else if let Some(value) = value.to_str() {
            known.insert(name.into_owned(), value.to_owned());
        } else {
            diagnostics.push(Diagnostic::new(name, "is not UTF-8 text"));
        }
    }
    known
}

fn known_flags(overrides: &[(String, String)], diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let (known, other): (Vec<_>, Vec<_>) = overrides.iter().cloned().partition(|(name, _)| keys::find(name).is_some());
    diagnostics.extend(other.iter().map(|(name, _)| unknown(name, name, Some(COMMAND_LINE.to_owned()))));
    known
}

/// An unknown name, with the known one that may be meant.
fn unknown(subject: &str, name: &str, origin: Option<String>) -> Diagnostic {
    let reason = match nearest(name) {
        Some(key) => format!("is not a setting; did you mean `{}` ({})?", key.name, key.variable()),
        None => "is not a setting; `docs/configuration.md` lists them".to_owned(),
    };
    Diagnostic::new(subject, reason).given_in(origin)
}

/// The leaves of a tree under their full names.
fn flatten(tree: Value) -> BTreeMap<String, Value> {
    let mut leaves = BTreeMap::new();
    let mut open = vec![(String::new(), tree)];
    while let Some((path, value)) = open.pop() {
        match value.kind {
            ValueKind::Table(table) => open.extend(table.into_iter().map(|(name, child)| {
                let path = if path.is_empty() { name } else { format!("{path}.{name}") };
                (path, child)
            })),
            _ => {
                leaves.insert(path, value);
            }
        }
    }
    leaves
}
