//! Values of fields, as code and as JSON: valid ones that tests take, and such as break a rule.

use super::field::{Field, Kind};
use crate::names::{capitalized, type_name};

/// The id of nothing in particular, for tests of rules and stores.
const SOME_ID: &str = "Id::new(Uuid::from_u128(7))";

/// A text of a field that fits its bounds; another letter, another text.
pub(crate) fn text_of(field: &Field, letter: char) -> String {
    let Kind::Text(length) = &field.kind else { return String::new() };
    let (least, most) = (usize::from(*length.start()), usize::from(*length.end()));
    let text = format!("{} {letter}", capitalized(&field.phrase()));
    match text.len() {
        long if long > most => letter.to_string().repeat(least.max(1)),
        short => text + &letter.to_string().repeat(least.saturating_sub(short)),
    }
}

/// A number of a field within its bounds, by its distance from the lowest.
pub(crate) fn number_of(field: &Field, distance: u8) -> i64 {
    let Kind::Integer { range, .. } = &field.kind else { return 0 };
    range.start().saturating_add(distance.into()).min(*range.end())
}

/// A number as code has it.
pub(crate) fn literal(number: i64) -> String {
    super::names::grouped(number, "_")
}

/// A value as a draft has it.
pub(crate) fn draft_a(field: &Field, type_of_aggregate: &str) -> String {
    match &field.kind {
        Kind::Text(_) => format!("{:?}.to_owned()", text_of(field, 'A')),
        Kind::Integer { .. } => literal(number_of(field, 0)),
        Kind::Money => "MoneyDraft { amount: 1_250, currency: \"EUR\".to_owned() }".to_owned(),
        Kind::Boolean { .. } => "true".to_owned(),
        Kind::Date => "\"2026-11-24\".to_owned()".to_owned(),
        Kind::Enum { words, .. } => {
            let word = words.first().map(|word| type_name(word)).unwrap_or_default();
            format!("{type_of_aggregate}{}::{word}", field.variant())
        }
        Kind::Reference(_) => "\"0199b1a4-7c00-7000-8000-0000000000ff\".parse().unwrap()".to_owned(),
    }
}

/// The names of the domain that [`draft_a`] uses.
pub(crate) fn types_of_draft(field: &Field, type_of_aggregate: &str) -> Option<String> {
    match &field.kind {
        Kind::Money => Some("MoneyDraft".to_owned()),
        Kind::Enum { .. } => Some(format!("{type_of_aggregate}{}", field.variant())),
        _ => None,
    }
}

/// The same in tests of rules and of stores, where ids are made.
pub(crate) fn draft_with_ids(field: &Field, type_of_aggregate: &str) -> String {
    match &field.kind {
        Kind::Reference(_) => SOME_ID.to_owned(),
        _ => draft_a(field, type_of_aggregate),
    }
}

/// The same in tests of stores, where unique values are new each time.
pub(crate) fn draft_of_world(field: &Field, type_of_aggregate: &str) -> String {
    match &field.kind {
        Kind::Text(length) if field.unique => {
            format!("format!(\"{{:0>{}x}}\", world.uuid().as_u128() & 0xffff_ffff)", width_of(*length.start()))
        }
        Kind::Integer { range, .. } if field.unique => {
            let number = "i64::try_from(world.uuid().as_u128() & 0xffff).expect(\"it fits\")";
            if *range.start() == 0 { number.to_owned() } else { format!("{} + {number}", literal(*range.start())) }
        }
        _ => draft_with_ids(field, type_of_aggregate),
    }
}

/// A value as a request has it, and a unique one by the variable `number`.
pub(crate) fn json_numbered(field: &Field, reference: &str) -> String {
    match &field.kind {
        Kind::Text(length) if field.unique => {
            let named = format!("{} ", capitalized(&field.phrase()));
            let (least, most) = (usize::from(*length.start()), usize::from(*length.end()));
            // A number has at most ten digits.
            if named.len() + 10 <= most && named.len() + 1 >= least {
                format!("format!(\"{named}{{number}}\")")
            } else {
                format!("format!(\"{{number:0>{}}}\")", width_of(*length.start()))
            }
        }
        Kind::Integer { range, .. } if field.unique => match range.start() {
            0 => "number".to_owned(),
            least => format!("{} + i64::from(number)", literal(*least)),
        },
        _ => json_a(field, reference),
    }
}

/// A value as a request has it.
pub(crate) fn json_a(field: &Field, reference: &str) -> String {
    match &field.kind {
        Kind::Text(_) => format!("{:?}", text_of(field, 'A')),
        Kind::Integer { .. } => literal(number_of(field, 0)),
        Kind::Money => "{\"amount\": 1_250, \"currency\": \"EUR\"}".to_owned(),
        Kind::Boolean { .. } => "true".to_owned(),
        Kind::Date => "\"2026-11-24\"".to_owned(),
        Kind::Enum { words, .. } => format!("{:?}", words.first().map(String::as_str).unwrap_or_default()),
        Kind::Reference(_) => reference.to_owned(),
    }
}

/// Another value as a request has it, where there is one.
pub(crate) fn json_b(field: &Field, reference: &str) -> String {
    match &field.kind {
        Kind::Text(_) => format!("{:?}", text_of(field, 'B')),
        Kind::Integer { .. } if field.unique => literal(number_of(field, 200)),
        Kind::Integer { .. } => literal(number_of(field, 1)),
        Kind::Money => "{\"amount\": 0, \"currency\": \"JPY\"}".to_owned(),
        Kind::Boolean { .. } => "false".to_owned(),
        Kind::Date => "\"2026-12-01\"".to_owned(),
        Kind::Enum { words, .. } => format!("{:?}", words.get(1).map(String::as_str).unwrap_or_default()),
        Kind::Reference(_) => reference.to_owned(),
    }
}

/// What a field has that a request leaves out.
pub(crate) fn json_default(field: &Field) -> String {
    match &field.kind {
        Kind::Integer { default: Some(number), .. } => format!("json!({})", literal(*number)),
        Kind::Boolean { default: Some(default) } => format!("json!({default})"),
        Kind::Enum { words, default: Some(at) } => {
            format!("json!({:?})", words.get(*at).map(String::as_str).unwrap_or_default())
        }
        _ => "Value::Null".to_owned(),
    }
}

/// A value as a request has it that breaks the rules; `None` of a type that has none.
pub(crate) fn json_broken(field: &Field) -> Option<String> {
    match &field.kind {
        Kind::Text(length) => Some(format!("\"x\".repeat({}).into()", length.end().saturating_add(1))),
        Kind::Integer { range, .. } => Some(format!("json!({})", literal(range.end() + 1))),
        Kind::Money => Some("json!({\"amount\": -1, \"currency\": \"eur\"})".to_owned()),
        Kind::Date => Some("\"2026-02-30\".into()".to_owned()),
        Kind::Boolean { .. } | Kind::Enum { .. } | Kind::Reference(_) => None,
    }
}

/// The same as a draft has it.
pub(crate) fn draft_broken(field: &Field) -> Option<String> {
    match &field.kind {
        Kind::Text(length) => Some(format!("\"x\".repeat({})", length.end().saturating_add(1))),
        Kind::Integer { range, .. } => Some(literal(range.end() + 1)),
        Kind::Money => Some("MoneyDraft { amount: -1, currency: \"eur\".to_owned() }".to_owned()),
        Kind::Date => Some("\"2026-02-30\".to_owned()".to_owned()),
        Kind::Boolean { .. } | Kind::Enum { .. } | Kind::Reference(_) => None,
    }
}

/// A value that is of another type than the field.
pub(crate) fn json_of_another_type(field: &Field) -> &'static str {
    match &field.kind {
        Kind::Integer { .. } => "\"1\"",
        Kind::Enum { .. } => "\"other\"",
        Kind::Text(_) | Kind::Money | Kind::Boolean { .. } | Kind::Date | Kind::Reference(_) => "1",
    }
}

/// The number of characters of a unique text that is made of digits.
fn width_of(least: u16) -> u16 {
    least.max(8)
}
