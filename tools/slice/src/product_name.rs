use std::fmt;

use crate::{
    names::{capitalized, is_kept_by_rust},
    refusal::Refusal,
};

/// Lengths of a name: what is called by it in a cloud has three characters at least, and few enough with what stands behind it.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=30;

/// First words of variables that programs of others read from the environment.
const FOREIGN_PREFIXES: [&str; 13] =
    ["aws", "cargo", "docker", "git", "http", "https", "otel", "path", "pg", "postgres", "rust", "test", "xdg"];

/// The name of the product: `Acme`, or `Acme Shop`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProductName(Vec<String>);

/// How a name is written, which depends on where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// `Acme Shop`: in texts.
    Title,
    /// `AcmeShop`: in names of types.
    Camel,
    /// `acme_shop`: crates in Rust, roles of PostgreSQL, metrics.
    Snake,
    /// `acme-shop`: binaries, packages, images, files.
    Kebab,
    /// `ACME_SHOP`: variables of the environment.
    Upper,
}

impl Spelling {
    pub(crate) const ALL: [Self; 5] = [Self::Title, Self::Camel, Self::Snake, Self::Kebab, Self::Upper];
}

impl ProductName {
    /// Reads a name.
    ///
    /// # Errors
    /// [`Refusal::ProductName`].
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let refused = |reason| Err(Refusal::ProductName { name: text.to_owned(), reason });
        if !LENGTHS.contains(&text.len()) {
            return refused("it has 3 to 30 characters");
        }
        let is_word = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(|first| first.is_ascii_uppercase())
                && letters.clone().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
                && letters.any(|letter| letter.is_ascii_lowercase())
        };
        let words: Vec<_> = text.split(' ').map(str::to_owned).collect();
        if !words.iter().all(|word| is_word(word)) {
            return refused(
                "each of its words has a capital A to Z and then small letters a to z and digits, and one space stands between words",
            );
        }
        let name = Self(words.iter().map(|word| word.to_lowercase()).collect());
        if is_kept_by_rust(&name.spelled(Spelling::Snake)) {
            return refused("Rust, cargo or a file system has another use for it");
        }
        if FOREIGN_PREFIXES.iter().any(|prefix| name.0.first().is_some_and(|word| word == prefix)) {
            return refused("variables of the environment that begin so belong to other programs");
        }
        Ok(name)
    }

    pub(crate) fn spelled(&self, spelling: Spelling) -> String {
        let capitalized = || self.0.iter().map(|word| capitalized(word)).collect::<Vec<_>>();
        match spelling {
            Spelling::Title => capitalized().join(" "),
            Spelling::Camel => capitalized().concat(),
            Spelling::Snake => self.0.join("_"),
            Spelling::Kebab => self.0.join("-"),
            Spelling::Upper => self.0.join("_").to_uppercase(),
        }
    }
}

impl fmt::Display for ProductName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.spelled(Spelling::Title))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_as_its_place_demands() {
        let name = ProductName::parse("Quill Works2").unwrap();
        let spelled = Spelling::ALL.map(|spelling| name.spelled(spelling));
        assert_eq!(spelled, ["Quill Works2", "QuillWorks2", "quill_works2", "quill-works2", "QUILL_WORKS2"]);
        let name = ProductName::parse("Quill").unwrap();
        assert_eq!(Spelling::ALL.map(|spelling| name.spelled(spelling)), ["Quill", "Quill", "quill", "quill", "QUILL"]);
    }

    #[test]
    fn a_name_that_can_not_be_spelled_everywhere_is_refused() {
        for (text, reason) in [
            ("Qu", "it has 3 to 30 characters"),
            ("Quillquillquillquillquillquillq", "it has 3 to 30 characters"),
            ("quill", "each of its words has a capital"),
            ("QUILL", "each of its words has a capital"),
            ("Quill-Works", "each of its words has a capital"),
            ("Quill  Works", "each of its words has a capital"),
            ("Quill W", "each of its words has a capital"),
            ("QuillWorks", "each of its words has a capital"),
            ("2quill", "each of its words has a capital"),
            ("Füller", "each of its words has a capital"),
            ("Match", "Rust, cargo or a file system has another use for it"),
            ("Core", "Rust, cargo or a file system has another use for it"),
            ("Aws Shop", "variables of the environment that begin so belong to other programs"),
        ] {
            let refusal = ProductName::parse(text).unwrap_err().to_string();
            assert!(
                refusal.starts_with(&format!("`{text}` can't be the name of the product: {reason}")),
                "{text}: {refusal}"
            );
        }
    }
}
