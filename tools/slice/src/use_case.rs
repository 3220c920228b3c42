use serde::{Deserialize, Serialize};

use crate::{
    names::SliceName,
    refusal::Refusal,
    route::{Method, Role, RoutePath},
};

/// The most characters of a summary: it stands in one line of a list.
const LONGEST: usize = 80;

/// A use case as the command line describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UseCase {
    pub(crate) name: SliceName,
    pub(crate) method: Method,
    pub(crate) path: RoutePath,
    pub(crate) role: Role,
    /// What it does, as an imperative: `Close their own account`.
    pub(crate) summary: String,
}

/// The same as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arguments {
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) role: Role,
    pub(crate) summary: String,
}

impl UseCase {
    /// A use case; its summary is its name where none is given.
    ///
    /// # Errors
    /// [`Refusal::OpenChange`] and [`Refusal::Summary`].
    pub(crate) fn new(
        name: SliceName,
        method: Method,
        path: RoutePath,
        role: Role,
        summary: Option<&str>,
    ) -> Result<Self, Refusal> {
        if role == Role::Open && method.changes() {
            return Err(Refusal::OpenChange(method.to_string()));
        }
        let summary = match summary {
            Some(text) => read_summary(text)?,
            None => name.sentence(),
        };
        Ok(Self { name, method, path, role, summary })
    }

    pub(crate) fn arguments(&self) -> Arguments {
        Arguments {
            name: self.name.to_string(),
            method: self.method,
            path: self.path.to_string(),
            role: self.role,
            summary: self.summary.clone(),
        }
    }
}

impl Arguments {
    /// The command that gives these arguments.
    pub(crate) fn command(&self) -> String {
        let Self { name, method, path, role, summary } = self;
        format!("cargo slice use-case {name} --method {method} --path {path} --role {role} --summary '{summary}'")
    }
}

/// A summary becomes a comment, a description of a package and a cell of a table, so it has nothing that any of them reads as
/// more than text.
fn read_summary(text: &str) -> Result<String, Refusal> {
    let refused = |reason| Err(Refusal::Summary { summary: text.to_owned(), reason });
    if text.is_empty() || text.chars().count() > LONGEST {
        return refused("it has 1 to 80 characters");
    }
    if !text.starts_with(char::is_uppercase) {
        return refused("it begins with a capital");
    }
    if !text.ends_with(char::is_alphanumeric) {
        return refused("it ends with a letter or digit");
    }
    if !text.chars().all(|character| character.is_alphanumeric() || " -,".contains(character)) {
        return refused("it has letters, digits, spaces, commas and hyphens alone");
    }
    let is_a_name = |word: &str| word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    if text.split([' ', '-', ',']).any(is_a_name) {
        return refused("clippy takes a word with a capital inside for a name in code");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn use_case(method: Method, role: Role, summary: Option<&str>) -> Result<UseCase, Refusal> {
        let name = SliceName::parse("close_account").unwrap();
        UseCase::new(name, method, RoutePath::parse("/api/v1/auth/account").unwrap(), role, summary)
    }

    #[test]
    fn a_summary_is_the_name_unless_one_is_given() {
        let named = use_case(Method::Delete, Role::User, None).unwrap();
        assert_eq!(named.summary, "Close account");
        let given = use_case(Method::Delete, Role::User, Some("Close their own account")).unwrap();
        assert_eq!(
            given.arguments().command(),
            "cargo slice use-case close_account --method DELETE --path /api/v1/auth/account --role user \
             --summary 'Close their own account'"
        );
    }

    #[test]
    fn reading_alone_can_be_open() {
        assert!(use_case(Method::Get, Role::Open, None).is_ok());
        for method in Method::ALL.into_iter().filter(|method| method.changes()) {
            assert!(matches!(use_case(method, Role::Open, None).unwrap_err(), Refusal::OpenChange(_)), "{method}");
        }
    }

    #[test]
    fn a_summary_that_would_be_more_than_text_is_refused() {
        let long = "A".repeat(LONGEST + 1);
        for (text, reason) in [
            ("", "1 to 80 characters"),
            (&long, "1 to 80 characters"),
            ("close it", "begins with a capital"),
            ("Close it.", "ends with a letter or digit"),
            ("Close \"it", "letters, digits, spaces"),
            ("Close it\nnow", "letters, digits, spaces"),
            ("Close | it", "letters, digits, spaces"),
            ("Close a PowerBook", "a capital inside"),
        ] {
            let refusal = use_case(Method::Delete, Role::User, Some(text)).unwrap_err().to_string();
            assert!(refusal.contains(reason), "{text}: {refusal}");
        }
        assert!(use_case(Method::Delete, Role::User, Some("Export a list as CSV")).is_ok());
    }
}
