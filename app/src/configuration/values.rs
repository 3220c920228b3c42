use std::collections::BTreeMap;

use config::{Value, ValueKind};

use super::{
    error::Problem,
    key::{Content, Fallback, Key},
    keys,
    text::{LINE_ENDS, trim},
};

/// What every key is given as, on its way into typed settings; problems are noted and reading goes on.
pub(super) struct Values {
    given: BTreeMap<String, Value>,
    problems: Vec<Problem>,
}

/// A problem with the value was noted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted;

impl Values {
    pub(super) const fn new(given: BTreeMap<String, Value>, problems: Vec<Problem>) -> Self {
        Self { given, problems }
    }

    /// The value of a key that has a default in the table.
    pub(super) fn read<T>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, Noted> {
        let key = self.key(name)?;
        let default = match key.fallback {
            Fallback::Text(text) => text,
            Fallback::Varies(_) | Fallback::Nothing => "",
        };
        match self.text(key)? {
            Some(text) => self.parsed(key, &text, parse),
            None => self.parsed(key, default, parse),
        }
    }

    /// The value of a key whose default depends on something.
    pub(super) fn read_or<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
        default: T,
    ) -> Result<T, Noted> {
        Ok(self.read_optional(name, parse)?.unwrap_or(default))
    }

    /// The value of a key that may be left out; an empty text leaves it out too, so that the environment can take back
    /// what the file gives.
    pub(super) fn read_optional<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Noted> {
        let key = self.key(name)?;
        match self.text(key)?.filter(|text| !text.is_empty()) {
            Some(text) => self.parsed(key, &text, parse).map(Some),
            None => Ok(None),
        }
    }

    /// The items of a list: an array, or one text with commas between. Empty ones count for nothing.
    pub(super) fn read_list<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Vec<T>, Noted> {
        let key = self.key(name)?;
        let texts = self.items(name)?;
        let items = texts.iter().map(|text| trim(text)).filter(|item| !item.is_empty());
        items.map(|item| self.parsed(key, item, &parse)).collect()
    }

    /// The items of a list, those of an array with what stands at their ends.
    pub(super) fn items(&mut self, name: &str) -> Result<Vec<String>, Noted> {
        match self.given.get(name).map(|value| &value.kind) {
            None => Ok(Vec::new()),
            Some(ValueKind::String(text)) => {
                let items: Vec<_> = text.split(',').map(|item| item.trim().to_owned()).collect();
                if items.iter().any(|item| trim(item).contains(LINE_ENDS)) {
                    // One item with a line end inside, or two that lack their comma: as a secret, both could be meant.
                    return self.refuse(name, "holds a line end between items; put commas there, or write an array");
                }
                Ok(items)
            }
            Some(ValueKind::Array(items)) => {
                let texts = items.iter().map(|item| match &item.kind {
                    ValueKind::String(text) => Some(text.clone()),
                    _ => None,
                });
                match texts.collect() {
                    Some(texts) => Ok(texts),
                    None => self.refuse(name, "must be a list of texts in quotes"),
                }
            }
            Some(_) => self.refuse(name, "must be a list, or one text with commas between"),
        }
    }

    /// The text that a key is given as, with what stands at its ends.
    pub(super) fn untrimmed(&self, name: &str) -> Option<String> {
        match &self.given.get(name)?.kind {
            ValueKind::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Where the key's value came from, where it is given.
    pub(super) fn origin(&self, name: &str) -> Option<String> {
        let origin = self.given.get(name)?.origin()?;
        // The library knows no better of variables.
        let variable = || keys::find(name).map(Key::variable);
        if origin == "the environment" { variable() } else { Some(origin.to_owned()) }
    }

    /// Notes a problem with the key's value.
    pub(super) fn note(&mut self, name: &str, reason: impl Into<String>) -> Noted {
        self.note_from(name, self.origin(name), reason)
    }

    /// Notes a problem with a value that came from elsewhere than the key itself.
    pub(super) fn note_from(&mut self, name: &str, origin: Option<String>, reason: impl Into<String>) -> Noted {
        self.problems.push(Problem::new(name, reason).given_in(origin));
        Noted
    }

    /// What was noted.
    pub(super) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What was noted, for good.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    fn refuse<T>(&mut self, name: &str, reason: &str) -> Result<T, Noted> {
        Err(self.note(name, reason))
    }

    fn key(&mut self, name: &str) -> Result<&'static Key, Noted> {
        keys::find(name).ok_or_else(|| self.note(name, "is missing from the table of settings"))
    }

    /// The text that a single value is given as; a number or truth value of TOML reads as in the environment.
    fn text(&mut self, key: &Key) -> Result<Option<String>, Noted> {
        let text = match self.given.get(key.name).map(|value| &value.kind) {
            None => return Ok(None),
            Some(ValueKind::String(text)) => trim(text).to_owned(),
            Some(_) if key.content == Content::Sensitive => {
                return self.refuse(key.name, "must be a text in quotes");
            }
            Some(ValueKind::Boolean(value)) => value.to_string(),
            Some(ValueKind::I64(number)) => number.to_string(),
            Some(ValueKind::Float(number)) => format!("{number:?}"),
            Some(_) => return self.refuse(key.name, "must be a single value"),
        };
        Ok(Some(text))
    }

    fn parsed<T>(&mut self, key: &Key, text: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, Noted> {
        parse(text).map_err(|reason| {
            let shown: String = text.chars().take(60).collect();
            match key.content {
                Content::Plain => self.note(key.name, format!("{reason}; it is {shown:?}")),
                Content::Sensitive => self.note(key.name, reason),
            }
        })
    }
}
