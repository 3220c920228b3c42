//! Reads a field, or says what is wrong with it.

use std::str::FromStr;

use super::field::{Field, Kind};
use crate::{
    names::{KEYWORDS, type_name},
    refusal::Refusal,
};

/// The most characters of a name of a field or of a word: the names of indexes fit into the 63 bytes of PostgreSQL.
const LONGEST: usize = 22;
/// The most characters of a text; one that is unique is a key of every store.
const LONGEST_TEXT: u16 = 4_000;
const LONGEST_UNIQUE_TEXT: u16 = 255;
/// The room that values need which differ in every test.
const SHORTEST_UNIQUE_TEXT: u16 = 8;
const FEWEST_UNIQUE_NUMBERS: u64 = 1_000_000;
/// What a client in JavaScript still reads exactly.
const LARGEST_NUMBER: i64 = 9_007_199_254_740_991;
/// The types, for refusals.
const TYPES: &str = "text(1..100), integer(1..5), money, boolean, date, enum(active,blocked) and ref(product)";

/// What every aggregate has, and what the code that is made has another use for.
const TAKEN: [&str; 23] = [
    "id",
    "version",
    "created_at",
    "updated_at",
    "user",
    "user_id",
    "owner",
    "owner_id",
    "details",
    "faults",
    "location",
    "stored",
    "page_size",
    "next_token",
    "stamp",
    "kind",
    "ttl",
    "pk",
    "sk",
    "index_pk",
    "index_sk",
    "expires_at",
    "relation",
];

impl Field {
    /// Reads a field.
    ///
    /// # Errors
    /// [`Refusal::Field`].
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        Parser { text, rest: text }.field()
    }
}

/// The field, and what of it is not read yet.
struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn field(mut self) -> Result<Field, Refusal> {
        let Some((name, rest)) = self.rest.split_once(':') else {
            return self.refuse("it has no `:` between a name and a type");
        };
        self.rest = rest;
        let name = self.name(name)?;
        let word = self.word();
        let given = if self.skip('(') { Some(self.inside()?) } else { None };
        let mut kind = self.kind(word, given)?;
        let (mut optional, mut unique, mut has_default) = (false, false, false);
        while !self.rest.is_empty() {
            let seen = if self.skip('?') {
                std::mem::replace(&mut optional, true)
            } else if self.skip('=') {
                let default = self.word();
                kind = self.with_default(kind, default)?;
                std::mem::replace(&mut has_default, true)
            } else if self.skip(':') && self.word() == "unique" {
                std::mem::replace(&mut unique, true)
            } else {
                return self
                    .refuse("behind the type may stand `?`, `:unique` and `=` with a default, and nothing else");
            };
            if seen {
                return self.refuse("it says the same twice behind the type");
            }
        }
        if optional && has_default {
            return self.refuse("it has `?` and a default: what has a default is never absent. Leave out one of them");
        }
        if unique {
            self.refuse_not_unique(&kind, optional || has_default)?;
        }
        Ok(Field { name, kind, optional, unique })
    }

    fn name(&self, name: &str) -> Result<String, Refusal> {
        if !is_identifier(name) {
            return self.refuse(format!(
                "`{name}` is no name of a field. A name has 2 to {LONGEST} characters: words of a to z and digits with one \
                 underscore between them, each beginning with a letter"
            ));
        }
        if KEYWORDS.contains(&name) {
            return self.refuse(format!("`{name}` is a keyword of Rust. Choose another name"));
        }
        if TAKEN.contains(&name) {
            return self.refuse(format!(
                "`{name}` is taken: an aggregate, its store or its requests have it already. Choose another name"
            ));
        }
        Ok(name.to_owned())
    }

    fn kind(&self, word: &str, given: Option<&'a str>) -> Result<Kind, Refusal> {
        match (word, given) {
            ("text", Some(bounds)) => self.text_of(bounds),
            ("integer", Some(bounds)) => {
                let (least, most) = self.bounds::<i64>(bounds)?;
                if least < -LARGEST_NUMBER || most > LARGEST_NUMBER {
                    return self.refuse(format!(
                        "a number beyond {LARGEST_NUMBER} is not read exactly by every client. Give narrower bounds"
                    ));
                }
                Ok(Kind::Integer { range: least..=most, default: None })
            }
            ("text" | "integer", None) => self.refuse(format!("{word} needs its bounds, as in `{word}(1..100)`")),
            ("money", None) => Ok(Kind::Money),
            ("boolean", None) => Ok(Kind::Boolean { default: None }),
            ("date", None) => Ok(Kind::Date),
            ("enum", Some(words)) => self.words(words),
            ("enum", None) => self.refuse("an enum needs its words, as in `enum(active,blocked)`"),
            ("ref", Some(target)) if !target.is_empty() => Ok(Kind::Reference(target.to_owned())),
            ("ref", _) => self.refuse("a reference needs what it refers to, as in `ref(product)`"),
            ("money" | "boolean" | "date", Some(_)) => self.refuse(format!("{word} has nothing in parentheses")),
            _ => self.refuse(format!("`{word}` is no type. It is one of {TYPES}")),
        }
    }

    fn text_of(&self, bounds: &str) -> Result<Kind, Refusal> {
        let (least, most) = self.bounds::<u16>(bounds)?;
        if most == 0 || most > LONGEST_TEXT {
            return self.refuse(format!("a text has at least 1 and at most {LONGEST_TEXT} characters"));
        }
        Ok(Kind::Text(least..=most))
    }

    fn bounds<T: FromStr + PartialOrd>(&self, bounds: &str) -> Result<(T, T), Refusal> {
        let read = |text: &str| text.parse::<T>().ok();
        match bounds.split_once("..").map(|(least, most)| (read(least), read(most))) {
            Some((Some(least), Some(most))) if least <= most => Ok((least, most)),
            Some((Some(_), Some(_))) => {
                self.refuse(format!("the bounds `{bounds}` are upside down. Give the lower one first"))
            }
            _ => self.refuse(format!("`{bounds}` are no bounds. Bounds are two whole numbers, as in `1..100`")),
        }
    }

    fn words(&self, inside: &str) -> Result<Kind, Refusal> {
        let words: Vec<String> = inside.split(',').map(|word| word.trim().to_owned()).collect();
        if inside.trim().is_empty() || words.len() < 2 {
            return self.refuse("an enum has at least two words, as in `enum(active,blocked)`");
        }
        for (at, word) in words.iter().enumerate() {
            if !is_identifier(word) || KEYWORDS.contains(&word.as_str()) {
                return self.refuse(format!(
                    "`{word}` is no word of an enum. A word has 2 to {LONGEST} characters of a to z, digits and single underscores, \
                     each part begins with a letter, and it is no keyword of Rust"
                ));
            }
            if words.iter().take(at).any(|other| type_name(other) == type_name(word)) {
                return self.refuse(format!("the enum has `{word}` twice"));
            }
        }
        Ok(Kind::Enum { words, default: None })
    }

    fn with_default(&self, kind: Kind, default: &str) -> Result<Kind, Refusal> {
        match kind {
            Kind::Enum { words, .. } => match words.iter().position(|word| word == default) {
                Some(at) => Ok(Kind::Enum { words, default: Some(at) }),
                None => self.refuse(format!("its default `{default}` is none of its words: {}", words.join(", "))),
            },
            Kind::Boolean { .. } => match default.parse() {
                Ok(default) => Ok(Kind::Boolean { default: Some(default) }),
                Err(_) => self.refuse(format!("its default `{default}` is neither true nor false")),
            },
            Kind::Integer { range, .. } => match default.parse() {
                Ok(number) if range.contains(&number) => Ok(Kind::Integer { range, default: Some(number) }),
                _ => self.refuse(format!("its default `{default}` lies not within {}..{}", range.start(), range.end())),
            },
            Kind::Text(_) | Kind::Money | Kind::Date | Kind::Reference(_) => {
                self.refuse("a default is for an enum, a boolean or an integer alone")
            }
        }
    }

    fn refuse_not_unique(&self, kind: &Kind, may_be_left_out: bool) -> Result<(), Refusal> {
        if may_be_left_out {
            return self.refuse("a unique value is one that each has: it takes neither `?` nor a default");
        }
        match kind {
            Kind::Text(length) if *length.end() < SHORTEST_UNIQUE_TEXT || *length.end() > LONGEST_UNIQUE_TEXT => {
                self.refuse(format!(
                    "the upper bound of a unique text is {SHORTEST_UNIQUE_TEXT} to {LONGEST_UNIQUE_TEXT}: its tests need values that \
                     differ, and a key of DynamoDB has no more room"
                ))
            }
            Kind::Text(length) if *length.start() == 0 => {
                self.refuse("a unique text is not empty, since it is a key. Give 1 as its lower bound")
            }
            Kind::Integer { range, .. } if range.end().abs_diff(*range.start()) < FEWEST_UNIQUE_NUMBERS => {
                self.refuse(format!("a unique integer has room for at least {FEWEST_UNIQUE_NUMBERS} numbers between its bounds"))
            }
            Kind::Text(_) | Kind::Integer { .. } => Ok(()),
            Kind::Money | Kind::Boolean { .. } | Kind::Date | Kind::Enum { .. } | Kind::Reference(_) => {
                self.refuse("unique is for a text or an integer alone")
            }
        }
    }

    /// Takes the letters, digits, underscores and signs that come next.
    fn word(&mut self) -> &'a str {
        let is_other = |character: char| !(character.is_alphanumeric() || "_-".contains(character));
        let (word, rest) = self.rest.split_at(self.rest.find(is_other).unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    /// Takes what stands before the closing parenthesis.
    fn inside(&mut self) -> Result<&'a str, Refusal> {
        let Some((inside, rest)) = self.rest.split_once(')') else {
            return self.refuse("a `(` has no `)`");
        };
        self.rest = rest;
        Ok(inside)
    }

    /// Takes this character, if it comes next.
    fn skip(&mut self, character: char) -> bool {
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn refuse<T>(&self, reason: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal::Field { field: self.text.to_owned(), reason: reason.into() })
    }
}

/// Whether it consists of words with one underscore between them.
fn is_identifier(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    (2..=LONGEST).contains(&text.len()) && text.split('_').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_field_is_refused_with_the_reason() {
        for (text, reason) in [
            ("name", "it has no `:` between a name and a type"),
            ("Name:text(1..9)", "`Name` is no name of a field"),
            ("a:text(1..9)", "`a` is no name of a field"),
            ("line_2:text(1..9)", "`line_2` is no name of a field"),
            ("type:text(1..9)", "`type` is a keyword of Rust"),
            ("version:integer(1..9)", "`version` is taken"),
            ("created_at:date", "`created_at` is taken"),
            ("owner:ref(user)", "`owner` is taken"),
            ("name:string", "`string` is no type. It is one of text(1..100)"),
            ("name:text", "text needs its bounds"),
            ("name:text()", "`` are no bounds"),
            ("name:text(1..)", "`1..` are no bounds"),
            ("name:text(a..b)", "`a..b` are no bounds"),
            ("name:text(-1..5)", "`-1..5` are no bounds"),
            ("name:text(9..1)", "the bounds `9..1` are upside down"),
            ("name:text(0..0)", "a text has at least 1"),
            ("name:text(1..4001)", "a text has at least 1 and at most 4000 characters"),
            ("name:text(1..70000)", "`1..70000` are no bounds"),
            ("name:text(1..9", "a `(` has no `)`"),
            ("size:integer(5..1)", "the bounds `5..1` are upside down"),
            ("size:integer(0..9007199254740992)", "a number beyond 9007199254740991"),
            ("size:integer(0..99999999999999999999)", "`0..99999999999999999999` are no bounds"),
            ("price:money(3)", "money has nothing in parentheses"),
            ("status:enum", "an enum needs its words"),
            ("status:enum()", "an enum has at least two words"),
            ("status:enum(active)", "an enum has at least two words"),
            ("status:enum(active,active)", "the enum has `active` twice"),
            ("status:enum(active,)", "`` is no word of an enum"),
            ("status:enum(active,self)", "`self` is no word of an enum"),
            ("status:enum(active,Blocked)", "`Blocked` is no word of an enum"),
            ("status:enum(active,blocked)=gone", "its default `gone` is none of its words: active, blocked"),
            ("on:boolean=maybe", "its default `maybe` is neither true nor false"),
            ("size:integer(1..5)=6", "its default `6` lies not within 1..5"),
            ("name:text(1..9)=a", "a default is for an enum, a boolean or an integer alone"),
            ("on:boolean?=true", "it has `?` and a default"),
            ("product:ref()", "a reference needs what it refers to"),
            ("product:ref", "a reference needs what it refers to"),
            ("name:text(1..9)??", "it says the same twice"),
            ("name:text(1..9)!", "behind the type may stand"),
            ("name:text(1..9):uniq", "behind the type may stand"),
            ("name:text(1..100)?:unique", "a unique value is one that each has"),
            ("name:text(1..5):unique", "the upper bound of a unique text is 8 to 255"),
            ("name:text(1..256):unique", "the upper bound of a unique text is 8 to 255"),
            ("name:text(0..100):unique", "a unique text is not empty"),
            ("size:integer(1..5):unique", "a unique integer has room for at least 1000000 numbers"),
            ("price:money:unique", "unique is for a text or an integer alone"),
        ] {
            let refusal = Field::parse(text).unwrap_err().to_string();
            assert!(refusal.starts_with(&format!("`{text}` can't be a field: {reason}")), "{refusal}");
        }
    }
}
