//! The rules of fields, as the code that is made names them and reports them.

use super::{
    field::{Field, Kind, sentence_with_article, with_article},
    names::grouped,
};

/// A rule of a field.
pub(crate) struct Fault {
    pub(crate) variant: String,
    pub(crate) doc: String,
    pub(crate) message: String,
    /// The part of a body that breaks it.
    pub(crate) pointer: String,
}

/// The rules of a field, in the order in which they are checked.
pub(crate) fn faults(field: &Field, aggregate: &str) -> Vec<Fault> {
    let (phrase, a_phrase, pointer) =
        (field.phrase(), sentence_with_article(&field.phrase()), format!("/{}", field.json()));
    let fault = |suffix: &str, doc: String, message: String, pointer: &str| Fault {
        variant: format!("{}{suffix}", field.variant()),
        doc,
        message,
        pointer: pointer.to_owned(),
    };
    let mut faults = Vec::new();
    if !field.optional {
        let message = match field.kind {
            Kind::Boolean { .. } => format!("{} is {phrase}, or it is not.", sentence_with_article(aggregate)),
            _ => format!("{} has {}.", sentence_with_article(aggregate), with_article(&phrase)),
        };
        faults.push(fault("Missing", format!("The {phrase} is missing."), message, &pointer));
    }
    match &field.kind {
        Kind::Text(length) => {
            let characters = characters((*length.start()).into(), (*length.end()).into());
            let message = format!("{a_phrase} has {characters}, not counting white space at its ends.");
            faults.push(fault(
                "Length",
                format!("The {phrase} has too few or too many characters."),
                message,
                &pointer,
            ));
            let message = format!("{a_phrase} has no control characters but newline and tab.");
            faults.push(fault("Character", format!("The {phrase} has a control character."), message, &pointer));
        }
        Kind::Integer { range, .. } => {
            let message = format!("{a_phrase} is {} to {}.", grouped(*range.start(), ","), grouped(*range.end(), ","));
            faults.push(fault("Range", format!("The {phrase} is too low or too high."), message, &pointer));
        }
        Kind::Money => {
            let message = format!(
                "The amount of {} is 0 to 1,000,000,000,000 of the currency's smallest unit.",
                with_article(&phrase)
            );
            faults.push(fault(
                "Amount",
                format!("The amount of the {phrase} is below 0 or too high."),
                message,
                &format!("{pointer}/amount"),
            ));
            let message = format!(
                "The currency of {} is one of ISO 4217, in three upper-case letters such as EUR.",
                with_article(&phrase)
            );
            faults.push(fault(
                "Currency",
                format!("The currency of the {phrase} is not in ISO 4217."),
                message,
                &format!("{pointer}/currency"),
            ));
        }
        Kind::Date => {
            let message = format!("{a_phrase} is a date such as 2026-11-24.");
            faults.push(fault("Date", format!("The {phrase} is no date."), message, &pointer));
        }
        Kind::Boolean { .. } | Kind::Enum { .. } | Kind::Reference(_) => {}
    }
    faults
}

/// The rules that a value of the right type breaks, as samples of broken ones do.
pub(crate) fn broken(field: &Field, aggregate: &str) -> Vec<Fault> {
    let is_of_value = |fault: &Fault| !fault.variant.ends_with("Missing") && !fault.variant.ends_with("Character");
    faults(field, aggregate).into_iter().filter(is_of_value).collect()
}

/// Whether its validation can fail.
pub(crate) const fn is_fallible(field: &Field) -> bool {
    !(field.optional && matches!(field.kind, Kind::Boolean { .. } | Kind::Enum { .. } | Kind::Reference(_)))
}

/// `1 to 100 characters`.
pub(crate) fn characters(least: i64, most: i64) -> String {
    match (least, most) {
        (1, 1) => "1 character".to_owned(),
        (least, most) if least == most => format!("{} characters", grouped(most, ",")),
        (0, most) => format!("at most {} characters", grouped(most, ",")),
        (least, most) => format!("{} to {} characters", grouped(least, ","), grouped(most, ",")),
    }
}
