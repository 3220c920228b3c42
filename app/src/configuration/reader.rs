use std::collections::BTreeMap;

use config::ValueKind;
use toml::Value;

use super::{
    error::{ConfigurationError, Diagnostic},
    key::{Content, Key, variable},
    kind::Kind,
    shown::Shown,
    sources::Sources,
    text::{LINE_ENDS, trim},
};

/// Reads settings. Reading a key declares it: it adds the key to the known ones, and its value to those that are shown.
///
/// An invalid value is recorded and replaced by the default, so that one pass finds all problems.
pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    /// The text of each key that is given; it has known keys only.
    given: BTreeMap<String, config::Value>,
    diagnostics: Vec<Diagnostic>,
    /// The keys with an invalid value.
    unusable: Vec<String>,
    keys: Vec<Key>,
    pub(super) shown: Shown,
}

/// A key before it is read.
pub(super) struct Declaration<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) key: Key,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        given: BTreeMap<String, config::Value>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        Self { sources, given, diagnostics, unusable: Vec::new(), keys: Vec::new(), shown: Shown::default() }
    }

    /// Declares the key of this name: the path from the root of the file, its levels separated by dots.
    pub(super) fn key(&mut self, name: impl Into<String>) -> Declaration<'_, 'a> {
        let default = "none".to_owned();
        let key = Key { name: name.into(), default, content: Content::Plain, meaning: String::new() };
        Declaration { reader: self, key }
    }

    /// Where the key's value came from, if it is given.
    pub(super) fn origin(&self, name: &str) -> Option<String> {
        let origin = self.given.get(name)?.origin()?;
        // The library names no variable.
        Some(if origin == "the environment" { variable(name) } else { origin.to_owned() })
    }

    /// Records why the key's value can't be used.
    pub(super) fn refuse(&mut self, name: &str, reason: impl Into<String>) {
        self.unusable.push(name.to_owned());
        self.note(name, reason);
    }

    /// Records which rule the key's value breaks.
    pub(super) fn note(&mut self, name: &str, reason: impl Into<String>) {
        self.report(Diagnostic::new(name, reason).given_in(self.origin(name)));
    }

    /// Records a problem.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether all of these have a usable value. A stand-in for an invalid value breaks no rule.
    pub(super) fn are_usable<const N: usize>(&self, names: [&str; N]) -> bool {
        let is_one = |unusable: &str| names.contains(&unusable) || names.contains(&unusable.trim_end_matches("_file"));
        !self.unusable.iter().any(|unusable| is_one(unusable))
    }

    /// The keys that were read.
    pub(super) fn into_keys(self) -> Vec<Key> {
        self.keys
    }

    /// The result of reading.
    ///
    /// # Errors
    /// [`ConfigurationError`] with all recorded problems.
    pub(super) fn finish(self) -> Result<Shown, ConfigurationError> {
        if self.diagnostics.is_empty() { Ok(self.shown) } else { Err(ConfigurationError::new(self.diagnostics)) }
    }

    /// The text of a single value, untrimmed. A number or truth value of TOML reads as in the environment.
    pub(super) fn untrimmed(&mut self, key: &Key) -> Option<String> {
        let refusal = match &self.given.get(&key.name)?.kind {
            ValueKind::String(text) => return Some(text.clone()),
            _ if key.content == Content::Sensitive => "must be a text in quotes",
            ValueKind::Boolean(value) => return Some(value.to_string()),
            ValueKind::I64(number) => return Some(number.to_string()),
            ValueKind::Float(number) => return Some(format!("{number:?}")),
            _ => "must be a single value",
        };
        self.refuse(&key.name, refusal);
        None
    }

    /// The items of a list: an array, whose items are untrimmed, or one text with commas between.
    pub(super) fn items(&mut self, key: &Key) -> Option<Vec<String>> {
        let refusal = match &self.given.get(&key.name)?.kind {
            ValueKind::String(text) => {
                let items: Vec<_> = text.split(',').map(|item| item.trim().to_owned()).collect();
                if !items.iter().any(|item| trim(item).contains(LINE_ENDS)) {
                    return Some(items);
                }
                // One item with a line end inside, or two without their comma: a secret could be either.
                "holds a line end between items; put commas there, or write an array"
            }
            ValueKind::Array(items) => {
                let texts = items.iter().map(|item| match &item.kind {
                    ValueKind::String(text) => Some(text.clone()),
                    _ => None,
                });
                match texts.collect() {
                    Some(texts) => return Some(texts),
                    None => "must be a list of texts in quotes",
                }
            }
            _ => "must be a list, or one text with commas between",
        };
        self.refuse(&key.name, refusal);
        None
    }

    /// The value of an optional key. An empty text counts as absent, so that the environment can unset what the file
    /// gives.
    pub(super) fn given<T>(&mut self, key: &Key, kind: &Kind<T>) -> Option<T> {
        let text = self.untrimmed(key)?;
        let text = trim(&text);
        if text.is_empty() { None } else { self.parse(key, text, kind) }
    }

    /// Adds a key to the known ones.
    pub(super) fn declare(&mut self, key: Key) {
        self.keys.push(key);
    }

    fn parse<T>(&mut self, key: &Key, text: &str, kind: &Kind<T>) -> Option<T> {
        let reason = match (kind.parse)(text) {
            Ok(value) => return Some(value),
            Err(reason) => reason,
        };
        let shown: String = text.chars().take(60).collect();
        match key.content {
            Content::Plain => self.refuse(&key.name, format!("{reason}; it is {shown:?}")),
            Content::Sensitive => self.refuse(&key.name, reason),
        }
        None
    }
}

impl Declaration<'_, '_> {
    /// Describes the key's meaning and values, in Markdown; further calls append. `{bounds}` stands for the bounds of
    /// its kind.
    pub(super) fn means(mut self, meaning: &str) -> Self {
        if !self.key.meaning.is_empty() {
            self.key.meaning.push(' ');
        }
        self.key.meaning.push_str(meaning);
        self
    }

    /// Keeps the value out of messages, since it may hold a secret.
    pub(super) fn sensitive(mut self) -> Self {
        self.key.content = Content::Sensitive;
        self
    }

    /// Describes the default, in Markdown.
    pub(super) fn otherwise(mut self, default: impl Into<String>) -> Self {
        self.key.default = default.into();
        self
    }

    /// The value, or `default`.
    pub(super) fn or<T>(self, default: T, kind: Kind<T>) -> T {
        let shown = (kind.show)(&default);
        let default_text = shown.as_str().map_or_else(|| shown.to_string(), str::to_owned);
        let text = self.reader.untrimmed(&self.key);
        let given = text.and_then(|text| self.reader.parse(&self.key, trim(&text), &kind));
        let value = given.unwrap_or(default);
        self.otherwise(format!("`{default_text}`")).declare(Some((kind.show)(&value)), kind);
        value
    }

    /// The value, or `default`, which depends on another setting or on the machine as `default_text` describes.
    pub(super) fn or_varying<T>(self, default: T, default_text: &str, kind: Kind<T>) -> T {
        let value = self.reader.given(&self.key, &kind).unwrap_or(default);
        self.otherwise(default_text).declare(Some((kind.show)(&value)), kind);
        value
    }

    /// The value of an optional key.
    pub(super) fn optional<T>(self, kind: Kind<T>) -> Option<T> {
        let value = self.reader.given(&self.key, &kind);
        self.declare(value.as_ref().map(&kind.show), kind);
        value
    }

    /// The items of a list, without empty ones.
    pub(super) fn list<T>(self, kind: Kind<T>) -> Vec<T> {
        let texts = self.reader.items(&self.key).unwrap_or_default();
        let texts = texts.iter().map(|text| trim(text)).filter(|text| !text.is_empty());
        let items: Option<Vec<_>> = texts.map(|text| self.reader.parse(&self.key, text, &kind)).collect();
        let items = items.unwrap_or_default();
        self.declare(Some(Value::Array(items.iter().map(&kind.show).collect())), kind);
        items
    }

    /// Adds the key to the known ones, and its value to those that are shown.
    fn declare<T>(mut self, value: Option<Value>, kind: Kind<T>) {
        let Kind { bounds, .. } = kind;
        self.key.meaning = self.key.meaning.replace("{bounds}", &bounds);
        let origin = self.reader.origin(&self.key.name);
        self.reader.shown.set(&self.key.name, value, origin);
        self.reader.declare(self.key);
    }
}
