use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use time::{format_description::BorrowedFormatItem, macros::format_description};

/// The form of RFC 3339: a year of four digits, a month and a day.
const FORM: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A day of the calendar, without a time and a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

/// A text that is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("A date is one of the calendar, in the form 2026-11-24.")]
pub struct InvalidDate;

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let date = time::Date::parse(text, FORM).map(Self).map_err(|_| InvalidDate)?;
        // Other spellings, such as one with a sign, are refused: a date has one.
        if date.to_string() == text { Ok(date) } else { Err(InvalidDate) }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.format(FORM).map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_date_is_one_of_the_calendar() {
        for text in ["0001-01-01", "1969-12-31", "2024-02-29", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
        }
        for text in
            ["", "2026-02-29", "2026-13-01", "2026-1-1", "+2026-01-01", "12026-01-01", "2026-01-01 ", "01.02.2026"]
        {
            assert_eq!(text.parse::<Date>(), Err(InvalidDate), "{text:?}");
        }
    }

    #[test]
    fn dates_and_their_texts_have_one_order() {
        let texts = ["0999-12-31", "1000-01-01", "2026-09-30", "2026-10-01", "9999-12-31"];
        assert!(texts.map(|text| text.parse::<Date>().unwrap()).is_sorted());
        assert!(texts.is_sorted());
    }

    proptest! {
        #[test]
        fn a_text_that_was_read_is_what_is_written(text in "[+-]?[0-9]{4,5}-[0-9]{1,2}-[0-9]{1,2}") {
            if let Ok(date) = text.parse::<Date>() {
                prop_assert_eq!(date.to_string(), text);
            }
        }
    }
}
