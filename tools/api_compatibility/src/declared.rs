use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{findings::Break, rule::Rule};

/// The breaks that are wanted until the next release, each with its reason.
#[derive(Debug, Default)]
pub struct Declared(Vec<Entry>);

/// One table `[[break]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: Rule,
    operation: Operations,
    pointer: String,
    was: String,
    is: String,
    reason: String,
}

/// What an entry approves: this change, there, and no other. Rule, operation, pointer, what was, what is.
type Key<'a> = (Rule, &'a str, &'a str, &'a str, &'a str);

/// A break of a component breaks each operation that has it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Operations {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "break")]
    breaks: Vec<Entry>,
}

/// Why a file of declarations can't be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeclaredError {
    /// It is no TOML, or has another form.
    #[error("{0}; an entry is [[break]] with `rule`, `operation`, `pointer`, `was`, `is` and `reason`")]
    Unreadable(String),
    /// An entry does not say why the break is wanted.
    #[error("the entry {rule} at {pointer} has no reason; write why clients have to bear it, and since when they know")]
    NoReason {
        /// Its rule.
        rule: Rule,
        /// Its pointer.
        pointer: String,
    },
}

/// What is left to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Breaks that are not declared.
    pub undeclared: Vec<Break>,
    /// How many breaks are declared.
    pub declared: usize,
    /// What is declared and is no break, or is declared twice: `rule · operation · pointer · was, is`.
    pub unmatched: Vec<String>,
}

impl Declared {
    /// Reads the declarations of a file in TOML.
    ///
    /// # Errors
    ///
    /// [`DeclaredError`], whichever applies first.
    pub fn parse(text: &str) -> Result<Self, DeclaredError> {
        let file: File = toml::from_str(text).map_err(|error| DeclaredError::Unreadable(error.to_string()))?;
        match file.breaks.iter().find(|entry| entry.reason.trim().is_empty()) {
            Some(Entry { rule, pointer, .. }) => Err(DeclaredError::NoReason { rule: *rule, pointer: pointer.clone() }),
            None => Ok(Self(file.breaks)),
        }
    }

    /// Compares breaks with the declarations. Each break takes one declaration, so that none is left for the next break.
    #[must_use]
    pub fn check(&self, breaks: &[Break]) -> Outcome {
        let mut outcome = Outcome::default();
        let found: BTreeSet<_> = breaks.iter().map(Break::key).collect();
        let mut declared = BTreeSet::new();
        for entry in &self.0 {
            for operation in entry.operations() {
                let declaration = entry.key(operation);
                if !found.contains(&declaration) || !declared.insert(declaration) {
                    outcome.unmatched.push(entry.as_break(operation).to_string());
                }
            }
        }
        outcome.declared = declared.len();
        outcome.undeclared = breaks.iter().filter(|found| !declared.contains(&found.key())).cloned().collect();
        outcome
    }
}

impl Break {
    fn key(&self) -> Key<'_> {
        (self.rule, &self.operation, &self.pointer, &self.was, &self.is)
    }
}

impl Entry {
    fn key<'a>(&'a self, operation: &'a str) -> Key<'a> {
        (self.rule, operation, &self.pointer, &self.was, &self.is)
    }

    /// The break that it declares of an operation.
    fn as_break(&self, operation: &str) -> Break {
        let Self { rule, pointer, was, is, .. } = self;
        Break {
            operation: operation.to_owned(),
            pointer: pointer.clone(),
            rule: *rule,
            was: was.clone(),
            is: is.clone(),
        }
    }

    fn operations(&self) -> &[String] {
        match &self.operation {
            Operations::One(operation) => std::slice::from_ref(operation),
            Operations::Several(operations) => operations,
        }
    }
}

impl Outcome {
    /// Whether there is nothing left to do.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.undeclared.is_empty() && self.unmatched.is_empty()
    }

    /// The entries that would declare what is not declared yet; the reasons are left to write.
    #[must_use]
    pub fn proposal(&self) -> String {
        let mut changes: Vec<(&Break, Vec<&str>)> = Vec::new();
        for found in &self.undeclared {
            let is_same = |other: &Break| Break { operation: found.operation.clone(), ..other.clone() } == *found;
            match changes.iter_mut().find(|(other, _)| is_same(other)) {
                Some((_, operations)) => operations.push(&found.operation),
                None => changes.push((found, vec![&found.operation])),
            }
        }
        let entries = changes.into_iter().map(|(found, operations)| {
            let operation = match operations.as_slice() {
                [operation] => toml::Value::from(*operation),
                _ => toml::Value::from(operations),
            };
            let [pointer, was, is] = [&found.pointer, &found.was, &found.is].map(|text| toml::Value::from(text.as_str()));
            format!(
                "[[break]]\nrule = \"{}\"\noperation = {operation}\npointer = {pointer}\nwas = {was}\nis = {is}\nreason = \"\"\n",
                found.rule
            )
        });
        entries.collect::<Vec<_>>().join("\n")
    }
}
