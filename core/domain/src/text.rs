use std::ops::RangeInclusive;

/// Why a text is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextFault {
    /// The number of characters (Unicode scalar values) is out of range.
    Length,
    /// It has a control character other than newline and tab.
    Character,
}

/// The text without white space at its ends, if its length is in range then and it has no control characters other than
/// newline and tab.
///
/// # Errors
/// [`TextFault`].
pub(crate) fn trimmed(text: &str, characters: &RangeInclusive<usize>) -> Result<String, TextFault> {
    let text = text.trim();
    if !characters.contains(&text.chars().count()) {
        return Err(TextFault::Length);
    }
    if text.chars().any(is_unfit) {
        return Err(TextFault::Character);
    }
    Ok(text.to_owned())
}

/// Whether it is a control character other than newline and tab.
pub(crate) fn is_unfit(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
}
