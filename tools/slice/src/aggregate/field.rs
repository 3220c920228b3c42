//! The grammar of a field: `name:text(1..100):unique`, `status:enum(active,blocked)=active`, `product:ref(product)?`.

use std::{fmt, ops::RangeInclusive};

use crate::names::{capitalized, operation_id, type_name};

/// A field of an aggregate as the command line describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Whether it may be absent.
    pub(crate) optional: bool,
    /// Whether no two of a kind have the same value.
    pub(crate) unique: bool,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text of this many characters.
    Text(RangeInclusive<u16>),
    /// A whole number.
    Integer {
        range: RangeInclusive<i64>,
        default: Option<i64>,
    },
    Money,
    Boolean {
        default: Option<bool>,
    },
    Date,
    /// One of these words; the default is its position among them.
    Enum {
        words: Vec<String>,
        default: Option<usize>,
    },
    /// The id of another aggregate.
    Reference(String),
}

impl Field {
    /// Whether a request that creates must have it.
    pub(crate) fn is_required(&self) -> bool {
        let has_default = match &self.kind {
            Kind::Integer { default, .. } => default.is_some(),
            Kind::Boolean { default } => default.is_some(),
            Kind::Enum { default, .. } => default.is_some(),
            Kind::Text(_) | Kind::Money | Kind::Date | Kind::Reference(_) => false,
        };
        !self.optional && !has_default
    }

    /// What code calls it: an id is called so.
    pub(crate) fn column(&self) -> String {
        match self.kind {
            Kind::Reference(_) => format!("{}_id", self.name),
            _ => self.name.clone(),
        }
    }

    /// What stores call it: an amount of money is two columns.
    pub(crate) fn columns(&self) -> Vec<String> {
        match self.kind {
            Kind::Money => vec![format!("{}_amount", self.name), format!("{}_currency", self.name)],
            _ => vec![self.column()],
        }
    }

    /// What clients call it: `productId`.
    pub(crate) fn json(&self) -> String {
        operation_id(&self.column())
    }

    /// `TaxId` for `tax_id`.
    pub(crate) fn variant(&self) -> String {
        type_name(&self.name)
    }

    /// `tax id` for `tax_id`.
    pub(crate) fn phrase(&self) -> String {
        self.name.replace('_', " ")
    }
}

/// The field as it is written, which reads as itself.
impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:", self.name)?;
        let default = match &self.kind {
            Kind::Text(length) => {
                write!(formatter, "text({}..{})", length.start(), length.end())?;
                None
            }
            Kind::Integer { range, default } => {
                write!(formatter, "integer({}..{})", range.start(), range.end())?;
                default.as_ref().map(ToString::to_string)
            }
            Kind::Money => {
                formatter.write_str("money")?;
                None
            }
            Kind::Boolean { default } => {
                formatter.write_str("boolean")?;
                default.as_ref().map(ToString::to_string)
            }
            Kind::Date => {
                formatter.write_str("date")?;
                None
            }
            Kind::Enum { words, default } => {
                write!(formatter, "enum({})", words.join(","))?;
                default.and_then(|at| words.get(at).cloned())
            }
            Kind::Reference(target) => {
                write!(formatter, "ref({target})")?;
                None
            }
        };
        if self.optional {
            formatter.write_str("?")?;
        }
        if self.unique {
            formatter.write_str(":unique")?;
        }
        default.map_or(Ok(()), |default| write!(formatter, "={default}"))
    }
}

/// `a` before `name`, `an` before `email`.
pub(crate) fn article(phrase: &str) -> &'static str {
    if phrase.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// `a name`, `an email`.
pub(crate) fn with_article(phrase: &str) -> String {
    format!("{} {phrase}", article(phrase))
}

/// `An email`.
pub(crate) fn sentence_with_article(phrase: &str) -> String {
    capitalized(&with_article(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_reads_as_it_is_written() {
        for text in [
            "name:text(1..100):unique",
            "email:text(3..254)?",
            "status:enum(active,blocked)=active",
            "level:enum(low,very_high)?",
            "credit:money?",
            "rating:integer(1..5)?",
            "number:integer(-5..2000000):unique",
            "age:integer(0..150)=18",
            "since:date?",
            "visible:boolean=true",
            "product:ref(product)?",
        ] {
            assert_eq!(Field::parse(text).unwrap().to_string(), text);
        }
        let field = Field::parse("main_product:ref(product)").unwrap();
        assert_eq!(
            (field.column().as_str(), field.json().as_str(), field.variant().as_str(), field.phrase().as_str()),
            ("main_product_id", "mainProductId", "MainProduct", "main product")
        );
        assert_eq!(Field::parse("credit:money").unwrap().columns(), ["credit_amount", "credit_currency"]);
        assert_eq!(
            (with_article("email"), sentence_with_article("name")),
            ("an email".to_owned(), "A name".to_owned())
        );
    }

    #[test]
    fn a_field_is_required_unless_it_may_be_left_out() {
        for (text, is_required) in
            [("name:text(1..9)", true), ("name:text(1..9)?", false), ("on:boolean=true", false), ("on:boolean", true)]
        {
            assert_eq!(Field::parse(text).unwrap().is_required(), is_required, "{text}");
        }
    }
}
